// SPDX-License-Identifier: Apache-2.0
#include "identity/DgProtocol.h"

#include "identity/JsonReply.h"
#include "identity/LoginFields.h"
#include "net/HttpClient.h"

#include <QFutureWatcher>
#include <QTimer>

#include <iterator>
#include <utility>

namespace Natter::Identity {

namespace {

/// Another try may get another answer, and nobody said how long to wait for it.
bool mayPass(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::ServerFailure:
    case ErrorKind::BadResponse:
        return error.retry == Retry::later();
    default:
        return false;
    }
}

/// One login with its further tries. Deletes itself when it is over.
class DgAttempt final : public QObject
{
public:
    DgAttempt(Net::HttpClient& http, Net::HttpRequest request, QList<Secret> sent, double pauseFactor,
        QObject* parent)
        : QObject(parent)
        , m_http(http)
        , m_request(std::move(request))
        , m_sent(std::move(sent))
        , m_pauseFactor(pauseFactor)
    {
        connect(&m_asker, &QFutureWatcherBase::canceled, this, &QObject::deleteLater);
        m_asker.setFuture(m_promise.answer());
        ask();
    }

    Answer<Secret> answer() const { return m_promise.answer(); }

private:
    void ask()
    {
        const Answer<Net::HttpResponse> answer = m_http.send(m_request);
        m_question = answer;
        onDone(answer, this, [this](const Result<Net::HttpResponse>& response) { take(judged(response)); });
    }

    void take(const Result<Secret>& token)
    {
        if (!token && mayPass(token.error()) && m_tries < std::size(DgProtocol::Pauses)) {
            const auto pause = std::chrono::duration_cast<std::chrono::milliseconds>(
                DgProtocol::Pauses[m_tries++] * m_pauseFactor);
            QTimer::singleShot(pause, this, [this] { ask(); });
            return;
        }
        m_promise.resolve(token);
        deleteLater();
    }

    Result<Secret> judged(const Result<Net::HttpResponse>& response) const
    {
        if (!response)
            return explained(response.error());
        JsonReply reply(QStringLiteral("private backend, token endpoint"), *response);
        for (const Secret& secret : m_sent)
            reply.redact(secret);
        if (reply.status() == 401 || reply.status() == 403)
            return reply.failure(ErrorKind::WrongCredentials, Retry::now());
        if (!reply.isSuccess())
            return reply.commonFailure();
        const Secret token = readToken(reply.body().value(QLatin1String("auth_token")));
        if (token.isEmpty())
            return reply.malformed(QStringLiteral("no auth_token, a text at the top level"));
        return token;
    }

    Net::HttpClient& m_http;
    const Net::HttpRequest m_request;
    const QList<Secret> m_sent; ///< what no error may repeat
    const double m_pauseFactor;
    std::size_t m_tries = 0; ///< further ones so far
    Promise<Secret> m_promise;
    QFutureWatcher<Result<Secret>> m_asker;
    ScopedRequest m_question;
};

} // namespace

DgProtocol::DgProtocol(Net::HttpClient& http, const Profile& profile, double pauseFactor)
    : m_http(http)
    , m_backend(profile.backend)
    , m_pauseFactor(pauseFactor)
{}

Answer<OtpSent> DgProtocol::requestOtp(const QString&)
{
    return resolved<OtpSent>(Error{ErrorKind::Configuration, Retry::never(),
        QStringLiteral("backend.methods names otp, which dg does not have"), {}});
}

Answer<Secret> DgProtocol::login(const Credentials& credentials, const Nonce& nonce)
{
    if (const std::optional<Error> problem = problemOf(credentials))
        return resolved<Secret>(*problem);
    const Secret& password = credentials.proof;
    const QJsonObject body{{QStringLiteral("login"), credentials.login.trimmed()},
        {QStringLiteral("password"), QString::fromUtf8(password.reveal())},
        {QStringLiteral("nonce"), QString::fromUtf8(nonce.value.reveal())}};
    const auto* attempt =
        new DgAttempt(m_http, jsonPost(m_backend, body), {password, nonce.value}, m_pauseFactor, &m_context);
    return attempt->answer();
}

} // namespace Natter::Identity
