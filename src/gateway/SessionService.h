// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/AccountRepository.h"
#include "gateway/AuditLog.h"
#include "gateway/DatabasePool.h"
#include "gateway/EngineClient.h"
#include "gateway/EngineTokens.h"
#include "gateway/Nonces.h"
#include "gateway/RateLimiter.h"
#include "gateway/SessionRepository.h"
#include "gateway/TokenVerifier.h"

#include <QObject>

namespace Natter::Gateway {

/// What a login or a refresh gives.
struct Login
{
    const AppConfig* app = nullptr;
    Account account;
    EngineTokens::Issued engineToken;
    Secret refreshToken;
};

/// Who calls, after the session token was checked.
struct Caller
{
    const AppConfig* app = nullptr;
    Account account;
    QString sessionId;
};

/// The life of a session: nonce, verification, refresh, logout. Errors are refusals, see the README.
class SessionService : public QObject
{
    Q_OBJECT

public:
    SessionService(const Config& config, const Clock& clock, DatabasePool& database, EngineClient& engine,
        AuditLog& audit, QObject* parent = nullptr);

    /// `appId` may be empty when there is only one app. Errors: BadInput (`app_missing`), Unauthorized
    /// (`app_unknown`).
    Result<Nonces::Nonce> issueNonce(const QString& appId) const;
    /// Consumes the nonce when all else is good, then makes sure of the engine's account. When the engine
    /// does not answer, the nonce is gone and the client starts again with a new one.
    Answer<Login> verify(const Secret& identityToken, const QString& appId, const Origin& origin);
    /// `user` may be empty.
    Answer<Login> refresh(
        const Secret& refreshToken, const QString& requestId, const QString& user, const Origin& origin);
    Answer<Caller> authenticate(const Secret& engineToken);

    /// Ends the session of a refresh token (used ones too) or of an engine token. Only who holds a token that
    /// is still good ends all sessions. The engine's connections are ended then, and again when the engine
    /// tokens of before are over (endRevokedConnections()).
    Answer<void> logout(
        const Secret& refreshToken, const Secret& engineToken, bool everywhere, const Origin& origin);

    /// Ends the engine's connections that are due; what fails stays due. To be called every few seconds.
    Answer<void> endRevokedConnections();
    Answer<void> purge();

private:
    struct Known; ///< what the database says about a token

    Answer<Login> logIn(const IdentityClaims& claims);
    Answer<Login> beginSession(const AppConfig& app, const Account& account);
    Login login(
        const AppConfig& app, const Account& account, const SessionRepository::Session& session) const;
    const AppConfig* findApp(const QString& appId) const;
    Result<Caller> callerOf(const Known& known) const;
    Answer<Caller> callerOf(const Secret& refreshToken, SessionRepository::Which which);
    Answer<Login> rotate(const Caller& caller, const Secret& refreshToken, const QString& requestId);
    Answer<void> end(const Caller& caller, bool everywhere);
    Answer<void> kick(const Account& account);
    Result<void> admit(const QString& appId, const UserId& user, const Origin& origin);
    void noteRefusal(const char* event, const QString& appId, const UserId& user, const Error& error,
        const Origin& origin);
    std::function<SessionRepository(Database&)> sessionRows() const;

    const Config& m_config;
    const Clock& m_clock;
    DatabasePool& m_database;
    EngineClient& m_engine;
    AuditLog& m_audit;
    TokenVerifier m_verifier;
    EngineTokens m_tokens;
    Nonces m_nonces;
    RateLimiter m_limiter; ///< by account
    const Secret m_successorKey;
};

} // namespace Natter::Gateway
