// SPDX-License-Identifier: Apache-2.0
#include "domain/JsonValues.h"

#include <QJsonArray>
#include <QJsonObject>

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

bool isNothing(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return !value.toBool();
    case QJsonValue::Double:
        return value.toDouble() == 0;
    case QJsonValue::String:
        return value.toString().isEmpty();
    case QJsonValue::Array:
        return value.toArray().isEmpty();
    case QJsonValue::Object:
        return value.toObject().isEmpty();
    default:
        return true;
    }
}

int readCode(const QJsonValue& value)
{
    return value.toInt(value.toString().toInt());
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
    bool isNumber = false;
    const double textNumber = value.toString().toDouble(&isNumber);
    if (value.isString() && !isNumber) {
        QDateTime time = QDateTime::fromString(value.toString().left(40), Qt::ISODateWithMs);
        if (time.isValid() && time.timeSpec() == Qt::LocalTime)
            time.setTimeSpec(Qt::UTC);
        return time.toUTC();
    }
    const double number = value.toDouble(textNumber);
    if (!(number > 0) || number > FirstMillisecondsTime * 1000.0)
        return {};
    const double milliseconds = number < FirstMillisecondsTime ? number * 1000 : number;
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(milliseconds), Qt::UTC);
}

} // namespace Natter
