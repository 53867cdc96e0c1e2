// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/AccountLimiter.h"
#include "gateway/Nonces.h"
#include "gateway/SessionService.h"
#include "gateway/TokenVerifier.h"

#include <QObject>

namespace Natter::Gateway {

/// From nothing to a session: nonce and verification. Errors are refusals, see the README.
class LoginService : public QObject
{
    Q_OBJECT

public:
    LoginService(const Config& config, const Clock& clock, DatabasePool& database, EngineClient& engine,
        AuditLog& audit, AccountLimiter& limiter, SessionService& sessions, QObject* parent = nullptr);

    /// `appId` may be empty when there is only one app. Errors: BadInput (`app_missing`), Unauthorized
    /// (`app_unknown`).
    Result<Nonces::Nonce> issueNonce(const QString& appId) const;
    /// Consumes the nonce when all else is good, then makes sure of the engine's account. When the engine
    /// does not answer, the nonce is gone and the client starts again with a new one.
    Answer<Login> verify(const Secret& identityToken, const QString& appId, const Origin& origin);

private:
    Answer<Login> logIn(const IdentityClaims& claims);
    Answer<void> prepareEngine(const Account& account);

    const Config& m_config;
    const Clock& m_clock;
    DatabasePool& m_database;
    EngineClient& m_engine;
    AuditLog& m_audit;
    AccountLimiter& m_limiter;
    SessionService& m_sessions;
    TokenVerifier m_verifier;
    Nonces m_nonces;
};

} // namespace Natter::Gateway
