// SPDX-License-Identifier: Apache-2.0
#include "IdentityTokens.h"

#include "jwt/Token.h"

#include "UsersInfo.h"

namespace Natter::Sandbox {

namespace {

using namespace std::chrono_literals;

const QString Nonce = QStringLiteral("nce");
constexpr qint64 HourSeconds = 3600;

} // namespace

IdentityTokens::IdentityTokens(Keys keys, const Clock& clock, const FaultSwitches& faults)
    : m_keys(std::move(keys))
    , m_clock(clock)
    , m_faults(faults)
{}

std::chrono::seconds IdentityTokens::lifetime(LoginProtocolKind kind)
{
    return kind == LoginProtocolKind::Imbachat ? std::chrono::seconds(1h) : 120s;
}

QJsonObject IdentityTokens::claimsFor(LoginProtocolKind kind, const Person& person) const
{
    qint64 now = m_clock.now().toSecsSinceEpoch();
    if (m_faults.has(Fault::TokenExpired))
        now -= 2 * HourSeconds;
    const qint64 end = now + lifetime(kind).count();
    switch (kind) {
    case LoginProtocolKind::Imbachat:
        return {{QStringLiteral("exp"), end}, {QStringLiteral("user_id"), UsersInfo::idOf(person)}};
    case LoginProtocolKind::Dg:
        return {{QStringLiteral("scope"), QStringLiteral("user")},
            {QStringLiteral("external_id"), person.id.toString()}, {QStringLiteral("iat"), now},
            {QStringLiteral("exp"), end}};
    default:
        break;
    }
    const QUrl avatar = m_avatarUrl ? m_avatarUrl(person) : QUrl();
    return {{QStringLiteral("iss"), siteAppFor(kind).appId}, {QStringLiteral("iat"), now},
        {QStringLiteral("exp"), end}, {QStringLiteral("nbf"), now},
        {QStringLiteral("prn"), person.id.toString()}, {QStringLiteral("name"), person.name},
        {QStringLiteral("avatar_url"), avatar.toString(QUrl::FullyEncoded)}};
}

Secret IdentityTokens::make(LoginProtocolKind kind, const Person& person, const QString& nonce) const
{
    QJsonObject claims = claimsFor(kind, person);
    if (!nonce.isEmpty())
        claims.insert(
            Nonce, m_faults.has(Fault::TokenWrongNonce) ? QStringLiteral("nobody-asked-for-me") : nonce);
    QJsonObject header;
    if (kind == LoginProtocolKind::Qiscus)
        header.insert(QStringLiteral("ver"), QStringLiteral("v2"));
    if (kind == LoginProtocolKind::Dg)
        header.insert(QStringLiteral("kid"), QString::fromLatin1(siteAppFor(kind).keyId));
    if (m_faults.has(Fault::TokenWrongIssuer)) {
        // imbachat names no issuer: there it is the dialog token, which is somebody else's (section 4).
        if (kind == LoginProtocolKind::Qiscus)
            claims.insert(QStringLiteral("iss"), QStringLiteral("another-app"));
        else if (kind == LoginProtocolKind::Dg)
            header.insert(QStringLiteral("kid"), QStringLiteral("another-key"));
        else
            claims.insert(QStringLiteral("initiator"), 0);
    }
    const Secret key = m_faults.has(Fault::TokenBadSignature)
                           ? Secret("a key that the gateway has never seen")
                           : m_keys.value(kind);
    return Jwt::Token::sign(claims, key, Jwt::Algorithm::HS256, header);
}

} // namespace Natter::Sandbox
