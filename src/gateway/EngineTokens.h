// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Jid.h"
#include "base/Result.h"
#include "base/Secret.h"

#include <chrono>

namespace Natter::Gateway {

/// Engine tokens: HS256 JWTs `{jid, iat, exp, sid}`. ejabberd takes them as passwords (its `jwt_key`), and
/// this gateway takes them as the bearer of its own API, where `sid` names the session, so that they end with
/// it.
class EngineTokens
{
public:
    EngineTokens(Secret key, std::chrono::seconds lifetime, const Clock& clock);

    struct Issued
    {
        Secret token;
        QDateTime expiresAt; ///< UTC
    };
    Issued issue(const Jid& address, const QString& sessionId) const;

    struct Bearer
    {
        Jid address;
        QString sessionId;
    };
    /// Errors: Unauthorized (`session_missing`, `session_invalid`), TokenExpired (`session_expired`).
    Result<Bearer> read(const Secret& token) const;

private:
    Secret m_key;
    std::chrono::seconds m_lifetime;
    const Clock& m_clock;
};

} // namespace Natter::Gateway
