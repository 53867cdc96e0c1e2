// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/RecordingHttpClient.h"

#include "base/PlainText.h"
#include "identity/Mapped.h"
#include "net/LooseJson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <iterator>

namespace Natter::Diagnosis {

namespace {

constexpr int LongestSketch = 300;
constexpr int LongestQuote = 120;

QJsonValue valueOf(const QJsonDocument& document)
{
    if (document.isArray())
        return document.array();
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue();
}

/// What nearly is JSON may hold a token that nothing can find in it: only what stands before.
QByteArray beforeBrackets(const QByteArray& body)
{
    const auto bracket = std::find_if(body.begin(), body.end(), [](char c) { return c == '{' || c == '['; });
    const QByteArray before = body.left(std::distance(body.begin(), bracket));
    return bracket == body.end() ? before : before + *bracket + "...";
}

} // namespace

RecordingHttpClient::RecordingHttpClient(Net::HttpClient& http, Redaction& redaction)
    : m_http(http)
    , m_redaction(redaction)
{}

Answer<Net::HttpResponse> RecordingHttpClient::send(const Net::HttpRequest& request)
{
    const qsizetype place = m_exchanges.size();
    const QString line = QStringLiteral("%1 %2").arg(
        QString::fromLatin1(request.method), request.url.toDisplayString(QUrl::RemoveUserInfo));
    m_exchanges.append({line, Error::cancelled()});
    return Identity::mapped<Net::HttpResponse>(m_http.send(request), &m_context,
        [this, place, step = m_step](const Result<Net::HttpResponse>& answer) {
            if (answer)
                m_redaction.addMembersOf(valueOf(Net::parseLooseJson(answer->body)));
            if (step == m_step)
                m_exchanges[place].answer = answer;
            return answer;
        });
}

void RecordingHttpClient::beginStep()
{
    ++m_step;
    m_exchanges.clear();
}

QString RecordingHttpClient::asked() const
{
    QStringList lines;
    for (const Exchange& exchange : m_exchanges)
        lines += exchange.asked;
    return lines.join(u'\n');
}

QString RecordingHttpClient::answered() const
{
    QStringList lines;
    for (const Exchange& exchange : m_exchanges) {
        if (exchange.answer)
            lines += describe(*exchange.answer);
        else if (exchange.answer.error().kind == ErrorKind::Cancelled)
            lines += QStringLiteral("no answer");
        else
            lines += exchange.answer.error().detail;
    }
    return lines.join(u'\n');
}

Result<Net::HttpResponse> RecordingHttpClient::lastAnswer() const
{
    if (m_exchanges.isEmpty())
        return Error::cancelled();
    return m_exchanges.last().answer;
}

QString RecordingHttpClient::describe(const Net::HttpResponse& response) const
{
    const QString type = plainLine(QString::fromUtf8(response.header("Content-Type")), 60);
    QString head = QStringLiteral("status %1, %2, %3 bytes")
                       .arg(response.status)
                       .arg(type.isEmpty() ? QStringLiteral("no content type") : type)
                       .arg(response.body.size());
    if (response.body.isEmpty())
        return head;
    const QJsonValue json = valueOf(QJsonDocument::fromJson(response.body));
    const QString body =
        json.isNull()
            ? plainLine(m_redaction.cleaned(QString::fromUtf8(beforeBrackets(response.body.left(4096)))),
                  LongestQuote)
            : plainLine(m_redaction.sketch(json), LongestSketch);
    return head + QStringLiteral(": ") + body;
}

} // namespace Natter::Diagnosis
