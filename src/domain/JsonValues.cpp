// SPDX-License-Identifier: Apache-2.0
#include "domain/JsonValues.h"

namespace Natter {

namespace {

constexpr qsizetype LongestUrl = 2048;

} // namespace

QString readUserId(const QJsonValue& value)
{
    if (value.isString()) {
        const QString text = value.toString().trimmed();
        return text.size() <= LongestUserId ? text : QString();
    }
    constexpr qint64 NotWhole = -1;
    const qint64 number = value.toInteger(NotWhole);
    return number > NotWhole ? QString::number(number) : QString();
}

QUrl readWebUrl(const QJsonValue& value)
{
    const QString text = value.toString();
    if (text.isEmpty() || text.size() > LongestUrl)
        return {};
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == u"https" || url.scheme() == u"http";
    const bool isPlain = !url.host().isEmpty() && url.userInfo().isEmpty();
    return url.isValid() && isWeb && isPlain ? url : QUrl();
}

QDateTime readTime(const QJsonValue& value)
{
    if (value.isString()) {
        QDateTime time = QDateTime::fromString(value.toString().left(40), Qt::ISODateWithMs);
        if (time.isValid() && time.timeSpec() == Qt::LocalTime)
            time.setTimeSpec(Qt::UTC);
        return time.toUTC();
    }
    const double number = value.toDouble(-1);
    if (!(number > 0) || number > FirstMillisecondsTime * 1000.0)
        return {};
    const double milliseconds = number < FirstMillisecondsTime ? number * 1000 : number;
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(milliseconds), Qt::UTC);
}

} // namespace Natter
