// SPDX-License-Identifier: Apache-2.0
#include "identity/QiscusProtocol.h"

#include "base/PlainText.h"
#include "identity/JsonReply.h"
#include "identity/Mapped.h"
#include "net/HttpClient.h"

#include <algorithm>
#include <optional>

namespace Natter::Identity {

namespace {

/// Fewer digits are somebody's number, but not a telephone's.
constexpr int FewestPhoneDigits = 6;
constexpr int LongestLogin = 256;
constexpr int LongestProof = 256;

/// The digits of a phone number as people write and copy it; std::nullopt for anything else.
std::optional<QString> phoneDigits(const QString& login)
{
    QString digits;
    for (const QChar c : login) {
        const bool isFiller = c.isSpace() || c == u'(' || c == u')' ||
                              c.category() == QChar::Punctuation_Dash || c.category() == QChar::Other_Format;
        if (c.isDigit())
            digits += QChar(u'0' + c.digitValue());
        else if (!isFiller && !(c == u'+' && digits.isEmpty()))
            return std::nullopt;
    }
    return digits.size() >= FewestPhoneDigits ? std::optional(digits) : std::nullopt;
}

QString peerName(const char* call)
{
    return QStringLiteral("private backend, POST %1").arg(QLatin1String(call));
}

Error refusal(const JsonReply& reply)
{
    if (reply.status() == 401 || reply.status() == 403)
        return reply.failure(
            reply.reason() == u"code_expired" ? ErrorKind::CodeExpired : ErrorKind::WrongCredentials,
            Retry::now());
    return reply.commonFailure();
}

Error badInput(const QString& detail)
{
    return {ErrorKind::BadInput, Retry::now(), detail, {}};
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
    if (phone.isEmpty() || phone.size() > LongestLogin)
        return resolved<OtpSent>(badInput(QStringLiteral("the login is empty or too long")));
    const QJsonObject user{{QStringLiteral("app_id"), m_appId}, {QStringLiteral("phone_number"), phone}};
    const auto request = jsonPost(
        m_backend.resolved(QUrl(QStringLiteral("auth/otp"))), QJsonObject{{QStringLiteral("user"), user}});
    return mapped<OtpSent>(
        m_http.send(request), &m_context, [](const Result<Net::HttpResponse>& answer) -> Result<OtpSent> {
            if (!answer)
                return answer.error();
            const JsonReply reply(peerName("auth/otp"), *answer);
            if (!reply.isSuccess())
                return refusal(reply);
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
    const QString phone = normalizedLogin(credentials.login);
    const Secret proof = credentials.proof;
    if (phone.isEmpty() || phone.size() > LongestLogin)
        return resolved<Secret>(badInput(QStringLiteral("the login is empty or too long")));
    if (proof.isEmpty() || proof.size() > LongestProof)
        return resolved<Secret>(badInput(QStringLiteral("the passcode is empty or too long")));
    const QJsonObject user{{QStringLiteral("app_id"), m_appId}, {QStringLiteral("phone_number"), phone},
        {QStringLiteral("passcode"), QString::fromUtf8(proof.reveal())},
        {QStringLiteral("nonce"), QString::fromUtf8(nonce.value.reveal())}};
    const auto request = jsonPost(
        m_backend.resolved(QUrl(QStringLiteral("auth/verify"))), QJsonObject{{QStringLiteral("user"), user}});
    return mapped<Secret>(m_http.send(request), &m_context,
        [proof, nonce = nonce.value](const Result<Net::HttpResponse>& answer) -> Result<Secret> {
            if (!answer)
                return answer.error();
            JsonReply reply(peerName("auth/verify"), *answer);
            reply.redact(proof);
            reply.redact(nonce);
            if (!reply.isSuccess())
                return refusal(reply);
            const Secret token = readToken(reply.body().value(QLatin1String("identity_token")));
            if (token.isEmpty())
                return reply.malformed(QStringLiteral("no identity_token, a text at the top level"));
            return token;
        });
}

QString QiscusProtocol::normalizedLogin(const QString& login)
{
    return phoneDigits(login).value_or(login.trimmed());
}

} // namespace Natter::Identity
