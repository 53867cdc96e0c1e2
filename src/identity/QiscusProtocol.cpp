// SPDX-License-Identifier: Apache-2.0
#include "identity/QiscusProtocol.h"

#include "base/PlainText.h"
#include "identity/JsonReply.h"
#include "identity/LoginFields.h"
#include "identity/Mapped.h"
#include "identity/PhoneNumber.h"
#include "net/HttpClient.h"

#include <algorithm>
#include <optional>

namespace Natter::Identity {

namespace {

/// Fewer digits are somebody's number, but not a telephone's.
constexpr qsizetype FewestPhoneDigits = 6;

QString qiscusPeer(const char* call)
{
    return QStringLiteral("private backend, POST %1").arg(QLatin1String(call));
}

Error qiscusRefusal(const JsonReply& reply)
{
    if (reply.status() == 401 || reply.status() == 403)
        return reply.failure(
            reply.reason() == u"code_expired" ? ErrorKind::CodeExpired : ErrorKind::WrongCredentials,
            Retry::now());
    return reply.commonFailure();
}

} // namespace

QiscusProtocol::QiscusProtocol(Net::HttpClient& http, const Profile& profile)
    : m_http(http)
    , m_appId(profile.appId)
    , m_backend(profile.backend)
{}

Answer<OtpSent> QiscusProtocol::requestOtp(const QString& login)
{
    const QString phone = normalizedLogin(login);
    if (phone.isEmpty() || phone.size() > LongestField)
        return resolved<OtpSent>(badInput(QStringLiteral("the login is empty or too long")));
    const QJsonObject user{{QStringLiteral("app_id"), m_appId}, {QStringLiteral("phone_number"), phone}};
    const auto request = jsonPost(
        m_backend.resolved(QUrl(QStringLiteral("auth/otp"))), QJsonObject{{QStringLiteral("user"), user}});
    return mapped<OtpSent>(
        m_http.send(request), &m_context, [](const Result<Net::HttpResponse>& answer) -> Result<OtpSent> {
            if (!answer)
                return explained(answer.error());
            const JsonReply reply(qiscusPeer("auth/otp"), *answer);
            if (!reply.isSuccess())
                return qiscusRefusal(reply);
            if (!reply.isObject())
                return reply.malformed({});
            OtpSent sent;
            sent.resendAfterSeconds = std::clamp(
                reply.body().value(QLatin1String("resend_after")).toInt(sent.resendAfterSeconds), 1, 3600);
            sent.message = plainLine(reply.body().value(QLatin1String("message")).toString(), 200);
            return sent;
        });
}

Answer<Secret> QiscusProtocol::login(const Credentials& credentials, const Nonce& nonce)
{
    if (const std::optional<Error> problem = problemOf(credentials))
        return resolved<Secret>(*problem);
    const QString phone = normalizedLogin(credentials.login);
    const Secret proof = credentials.proof;
    const QJsonObject user{{QStringLiteral("app_id"), m_appId}, {QStringLiteral("phone_number"), phone},
        {QStringLiteral("passcode"), QString::fromUtf8(proof.reveal())},
        {QStringLiteral("nonce"), QString::fromUtf8(nonce.value.reveal())}};
    const auto request = jsonPost(
        m_backend.resolved(QUrl(QStringLiteral("auth/verify"))), QJsonObject{{QStringLiteral("user"), user}});
    return mapped<Secret>(m_http.send(request), &m_context,
        [proof, nonce = nonce.value](const Result<Net::HttpResponse>& answer) -> Result<Secret> {
            if (!answer)
                return explained(answer.error());
            JsonReply reply(qiscusPeer("auth/verify"), *answer);
            reply.redact(proof);
            reply.redact(nonce);
            if (!reply.isSuccess())
                return qiscusRefusal(reply);
            const Secret token = readToken(reply.body().value(QLatin1String("identity_token")));
            if (token.isEmpty())
                return reply.malformed(QStringLiteral("no identity_token, a text at the top level"));
            return token;
        });
}

QString QiscusProtocol::normalizedLogin(const QString& login)
{
    const std::optional<PhoneNumber> number = readPhoneNumber(login);
    return number && number->digits.size() >= FewestPhoneDigits ? number->digits : login.trimmed();
}

} // namespace Natter::Identity
