// SPDX-License-Identifier: Apache-2.0
#include "gateway/EngineTokens.h"

#include "gateway/Refusal.h"
#include "jwt/Token.h"

namespace Natter::Gateway {

EngineTokens::EngineTokens(Secret key, std::chrono::seconds lifetime, const Clock& clock)
    : m_key(std::move(key))
    , m_lifetime(lifetime)
    , m_clock(clock)
{}

EngineTokens::Issued EngineTokens::issue(const Jid& address, const QString& sessionId) const
{
    const qint64 now = m_clock.now().toSecsSinceEpoch();
    const qint64 end = now + m_lifetime.count();
    const QJsonObject claims{{QStringLiteral("jid"), address.bare().toString()}, {QStringLiteral("iat"), now},
        {QStringLiteral("exp"), end}, {QStringLiteral("sid"), sessionId}};
    return {Jwt::Token::sign(claims, m_key), QDateTime::fromSecsSinceEpoch(end, Qt::UTC)};
}

Result<EngineTokens::Bearer> EngineTokens::read(const Secret& token) const
{
    const auto unauthorized = [](const char* reason) {
        return refused(ErrorKind::Unauthorized, reason, "Unauthorized");
    };
    if (token.isEmpty())
        return unauthorized("session_missing");
    const auto parsed = Jwt::Token::parse(token);
    if (!parsed || !parsed->verify({Jwt::Algorithm::HS256}, m_key))
        return unauthorized("session_invalid");

    const Jwt::JsonMembers& claims = parsed->claims();
    const auto address = Jid::parse(claims.text(QStringLiteral("jid")).value_or(QString()));
    const auto sessionId = claims.text(QStringLiteral("sid"));
    const auto end = claims.integer(QStringLiteral("exp"));
    if (!address || !sessionId || !end)
        return unauthorized("session_invalid");
    // These words make the SDK refresh (qiscus.md, section 8).
    if (*end <= m_clock.now().toSecsSinceEpoch())
        return refused(ErrorKind::TokenExpired, "session_expired", "Unauthorized. Token is expired");
    return Bearer{*address, *sessionId};
}

} // namespace Natter::Gateway
