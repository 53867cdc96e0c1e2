// SPDX-License-Identifier: Apache-2.0
#include "Enrolment.h"

#include "net/JsonAnswer.h"

#include <QJsonDocument>

namespace Natter::Sandbox {

namespace {

constexpr int Tries = 3;

Error refused(const QString& call, const Net::HttpResponse& response)
{
    return {ErrorKind::ServerFailure, Retry::now(),
        QStringLiteral("the gateway answers %1 with %2").arg(call).arg(response.status), {}};
}

} // namespace

Enrolment::Enrolment(
    Net::HttpClient& http, QUrl gateway, const SiteApp& app, const IdentityTokens& tokens, QObject* parent)
    : QObject(parent)
    , m_http(http)
    , m_gateway(std::move(gateway))
    , m_app(app)
    , m_tokens(tokens)
{}

void Enrolment::enrol(const QList<const Person*>& people)
{
    m_outstanding = people.size();
    if (people.isEmpty())
        Q_EMIT finished();
    for (const Person* person : people)
        requestNonce(person, Tries);
}

void Enrolment::requestNonce(const Person* person, int triesLeft)
{
    onDone(m_http.send(request(QStringLiteral("auth/nonce"))), this,
        [this, person, triesLeft](const Result<Net::HttpResponse>& response) {
            if (!response)
                return retry(person, triesLeft, response.error());
            const auto json = Net::parseJsonObject(*response);
            const QString nonce =
                json ? json->value(u"results").toObject().value(u"nonce").toString() : QString();
            if (nonce.isEmpty())
                return retry(person, triesLeft, refused(QStringLiteral("auth/nonce"), *response));
            verify(person, nonce, triesLeft);
        });
}

void Enrolment::verify(const Person* person, const QString& nonce, int triesLeft)
{
    Net::HttpRequest question = request(QStringLiteral("auth/verify_identity_token"));
    question.headers.emplaceBack("Content-Type", "application/json");
    const Secret token = m_tokens.make(m_app.protocol, *person, nonce);
    const QJsonObject body{{QStringLiteral("identity_token"), QString::fromLatin1(token.reveal())}};
    question.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    onDone(m_http.send(question), this, [this, person, triesLeft](const Result<Net::HttpResponse>& response) {
        if (!response)
            return retry(person, triesLeft, response.error());
        if (response->status != 200)
            return retry(person, triesLeft, refused(QStringLiteral("auth/verify_identity_token"), *response));
        if (--m_outstanding == 0)
            Q_EMIT finished();
    });
}

void Enrolment::retry(const Person* person, int triesLeft, const Error& error)
{
    if (triesLeft > 1)
        requestNonce(person, triesLeft - 1);
    else
        Q_EMIT failed(error);
}

Net::HttpRequest Enrolment::request(const QString& call) const
{
    Net::HttpRequest question;
    question.method = "POST";
    question.url = m_gateway.resolved(QUrl(QStringLiteral("api/v2/sdk/") + call));
    question.headers.emplaceBack("qiscus-sdk-app-id", m_app.appId.toUtf8());
    return question;
}

} // namespace Natter::Sandbox
