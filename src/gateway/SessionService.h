// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/AccountRepository.h"
#include "gateway/EngineClient.h"
#include "gateway/EngineTokens.h"
#include "gateway/NonceRepository.h"
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
    SessionService(const Config& config, const Clock& clock, Database& database, EngineClient& engine,
        QObject* parent = nullptr);

    /// `appId` may be empty when there is only one app.
    Result<NonceRepository::Nonce> issueNonce(const QString& appId);
    /// Consumes the nonce when all else is good, then makes sure of the engine's account. When the engine
    /// does not answer, the nonce is gone and the client starts again with a new one.
    Answer<Login> verify(const Secret& identityToken, const QString& appId);
    /// `user` may be empty.
    Result<Login> refresh(const Secret& refreshToken, const QString& requestId, const QString& user);
    Result<Caller> authenticate(const Secret& engineToken);

    /// Ends the session of a refresh token (used ones too) or of an engine token.
    Answer<void> logout(const Secret& refreshToken, const Secret& engineToken, bool everywhere);

    Result<void> purge();

private:
    Result<Login> login(
        const AppConfig& app, const Account& account, const SessionRepository::Session& session) const;
    const AppConfig* findApp(const QString& appId) const;
    Result<Caller> callerOf(const Secret& refreshToken);

    const Config& m_config;
    EngineClient& m_engine;
    TokenVerifier m_verifier;
    EngineTokens m_tokens;
    NonceRepository m_nonces;
    AccountRepository m_accounts;
    SessionRepository m_sessions;
};

} // namespace Natter::Gateway
