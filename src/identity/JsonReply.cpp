// SPDX-License-Identifier: Apache-2.0
#include "identity/JsonReply.h"

#include "base/PlainText.h"
#include "net/JsonAnswer.h"
#include "net/LooseJson.h"
#include "net/RetryAfter.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace Natter::Identity {

namespace {

constexpr qsizetype LongestToken = qsizetype(16) * 1024;
constexpr int LongestWords = 200;
constexpr int FirstUnsuccessful = 300;
constexpr int LastStatus = 599;

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

QString reasonOf(const QJsonObject& body)
{
    const QString inner = body.value(QLatin1String("error"))[QLatin1String("reason")].toString();
    return (inner.isEmpty() ? body.value(QLatin1String("reason")).toString() : inner).left(64);
}

} // namespace

JsonReply::JsonReply(QString peer, const Net::HttpResponse& response, Reading reading)
    : m_peer(std::move(peer))
    , m_status(response.status)
{
    if (const auto body = Net::parseJsonObject(response))
        m_body = *body;
    else if (const QJsonDocument loose =
                 reading == Reading::Lenient ? Net::parseLooseJson(response.body) : QJsonDocument();
             loose.isObject())
        m_body = loose.object();
    else
        m_problem = body.error().detail;
    if (const auto wait = Net::retryAfter(response, QDateTime::currentDateTimeUtc()))
        m_retry = Retry::later(*wait);
    const int inner = m_body.value(QLatin1String("status")).toInt();
    if (m_status == 200 && inner >= FirstUnsuccessful && inner <= LastStatus)
        m_status = inner;
    m_reason = reasonOf(m_body);
    m_words = wordsOf(m_body.value(QLatin1String("error")));
}

void JsonReply::setWords(const QString& words)
{
    m_words = plainLine(words, LongestWords);
}

Error JsonReply::failure(ErrorKind kind, Retry retry) const
{
    const QString words = m_words.isEmpty() ? QStringLiteral("no reason given") : u'"' + m_words + u'"';
    const QString problem =
        isObject() ? QStringLiteral("status %1, %2").arg(QString::number(m_status), words) : m_problem;
    return {kind, retry, m_peer + QStringLiteral(": ") + problem, m_reason};
}

Error JsonReply::malformed(const QString& what) const
{
    const QString problem =
        isObject() ? QStringLiteral("status %1, %2").arg(QString::number(m_status), what) : m_problem;
    return {ErrorKind::BadResponse, Retry::later(), m_peer + QStringLiteral(": ") + problem, m_reason};
}

Error JsonReply::commonFailure() const
{
    if (m_status == 429)
        return failure(ErrorKind::RateLimited, m_retry.value_or(Retry::later()));
    if (m_status >= 500)
        return failure(ErrorKind::ServerFailure, m_retry.value_or(Retry::later()));
    if (m_status == 409)
        return failure(ErrorKind::Conflict);
    if (m_status == 400 || m_status == 422)
        return failure(ErrorKind::BadInput);
    return failure(ErrorKind::BadResponse, Retry::later());
}

void JsonReply::redact(const Secret& secret)
{
    if (secret.isEmpty())
        return;
    for (QString* text : {&m_words, &m_reason})
        text->replace(QString::fromUtf8(secret.reveal()), QStringLiteral("***"), Qt::CaseInsensitive);
}

Secret readToken(const QJsonValue& value)
{
    const QByteArray token = value.toString().toUtf8();
    const bool isVisible =
        std::all_of(token.begin(), token.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    return isVisible && token.size() <= LongestToken ? Secret(token) : Secret();
}

Error explained(const Error& error)
{
    if (error.kind != ErrorKind::Redirected)
        return error;
    return {ErrorKind::Redirected, error.retry,
        QStringLiteral("private backend: %1, which is not followed; backends redirect what they do not "
                       "understand, or backend.url is not their final address")
            .arg(error.detail),
        error.code};
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
