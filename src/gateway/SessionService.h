// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/AccountLimiter.h"
#include "gateway/AccountRepository.h"
#include "gateway/AuditLog.h"
#include "gateway/DatabasePool.h"
#include "gateway/EngineClient.h"
#include "gateway/EngineTokens.h"
#include "gateway/SessionRepository.h"

#include <QObject>

#include <functional>

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

/// The life of a session, from its first refresh token to logout. Errors are refusals, see the README.
class SessionService : public QObject
{
    Q_OBJECT

public:
    SessionService(const Config& config, const Clock& clock, DatabasePool& database, EngineClient& engine,
        AuditLog& audit, AccountLimiter& limiter, QObject* parent = nullptr);

    /// For an account whose identity was proven.
    Answer<Login> begin(const AppConfig& app, const Account& account);
    /// The same in two halves, for who begins the session in a transaction of its own.
    std::function<SessionRepository(Database&)> rows() const;
    Login login(
        const AppConfig& app, const Account& account, const SessionRepository::Session& session) const;
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

    Answer<Caller> callerOf(const Answer<Known>& known, const Error& appUnknown);
    Answer<Caller> callerOf(const Secret& refreshToken, SessionRepository::Which which);
    Answer<Login> rotate(const Caller& caller, const Secret& refreshToken, const QString& requestId);
    Answer<void> end(const Caller& caller, bool everywhere);
    Answer<void> kick(const Account& account);
    void noteRefusal(const Account& account, const Error& error, const Origin& origin);

    const Config& m_config;
    const Clock& m_clock;
    DatabasePool& m_database;
    EngineClient& m_engine;
    AuditLog& m_audit;
    AccountLimiter& m_limiter;
    EngineTokens m_tokens;
    const Secret m_successorKey;
};

} // namespace Natter::Gateway
