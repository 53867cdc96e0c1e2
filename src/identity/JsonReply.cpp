// SPDX-License-Identifier: Apache-2.0
#include "identity/JsonReply.h"

#include "base/PlainText.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace Natter::Identity {

namespace {

constexpr qsizetype LongestToken = 16 * 1024;
constexpr int LongestWords = 200;
constexpr int LongestRetrySeconds = 3600;
/// Seconds pass this in the year 5138, milliseconds passed it in 1973.
constexpr double FirstMilliseconds = 1e11;

QString wordsOf(const QJsonValue& error)
{
    const QJsonValue detailed = error[QLatin1String("detailed_messages")][0];
    const QJsonValue message = error[QLatin1String("message")];
    for (const QJsonValue& candidate : {detailed, message, error}) {
        if (candidate.isString() && !candidate.toString().isEmpty())
            return plainLine(candidate.toString(), LongestWords);
    }
    if (error.isObject())
        return plainLine(
            QString::fromUtf8(QJsonDocument(error.toObject()).toJson(QJsonDocument::Compact)), LongestWords);
    return {};
}

} // namespace

JsonReply::JsonReply(QString peer, const Net::HttpResponse& response)
    : m_peer(std::move(peer))
    , m_status(response.status)
    , m_retryAfter(response.header("Retry-After"))
{
    const QJsonDocument document = QJsonDocument::fromJson(response.body);
    m_isObject = document.isObject();
    m_body = document.object();
    const int inner = m_body.value(QLatin1String("status")).toInt(m_status);
    if (m_status == 200 && inner != 200)
        m_status = inner;
    m_words = wordsOf(m_body.value(QLatin1String("error")));
}

QString JsonReply::reason() const
{
    const QJsonValue error = m_body.value(QLatin1String("error"));
    const QString inner = error[QLatin1String("reason")].toString();
    return (inner.isEmpty() ? m_body.value(QLatin1String("reason")).toString() : inner).left(64);
}

Error JsonReply::failure(ErrorKind kind, Retry retry) const
{
    QString detail = QStringLiteral("%1: status %2").arg(m_peer).arg(m_status);
    if (!m_words.isEmpty())
        detail += QStringLiteral(", \"") + m_words + u'"';
    else if (!m_isObject)
        detail += QStringLiteral(", not a JSON object");
    return {kind, retry, detail, reason()};
}

Error JsonReply::malformed(const QString& what) const
{
    return {ErrorKind::BadResponse, Retry::later(),
        QStringLiteral("%1: status %2, %3")
            .arg(m_peer)
            .arg(m_status)
            .arg(m_isObject ? what : QStringLiteral("not a JSON object")),
        reason()};
}

Error JsonReply::commonFailure() const
{
    if (m_status == 429)
        return failure(ErrorKind::RateLimited, retryAfter());
    if (m_status >= 500)
        return failure(ErrorKind::ServerFailure, retryAfter());
    if (m_status == 409)
        return failure(ErrorKind::Conflict);
    if (m_status == 400 || m_status == 422)
        return failure(ErrorKind::BadInput);
    return failure(ErrorKind::BadResponse, Retry::later());
}

void JsonReply::redact(const Secret& secret)
{
    if (!secret.isEmpty())
        m_words.replace(QString::fromUtf8(secret.reveal()), QStringLiteral("***"), Qt::CaseInsensitive);
}

Retry JsonReply::retryAfter() const
{
    const int seconds = std::clamp(m_retryAfter.trimmed().toInt(), 0, LongestRetrySeconds);
    return Retry::later(std::chrono::seconds(seconds));
}

Secret readToken(const QJsonValue& value)
{
    const QByteArray token = value.toString().toUtf8();
    const bool isVisible =
        std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    return isVisible && token.size() <= LongestToken ? Secret(token) : Secret();
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
    if (!(number > 0) || number > FirstMilliseconds * 1000)
        return {};
    const double milliseconds = number < FirstMilliseconds ? number * 1000 : number;
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(milliseconds), Qt::UTC);
}

Net::HttpRequest jsonPost(const QUrl& url, const QJsonObject& body)
{
    Net::HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return request;
}

} // namespace Natter::Identity
