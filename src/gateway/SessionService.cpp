// SPDX-License-Identifier: Apache-2.0
#include "gateway/SessionService.h"

#include "gateway/Refusal.h"
#include "jwt/Signature.h"

#include <algorithm>

namespace Natter::Gateway {

namespace {

/// A key of its own, so that the engine's key signs nothing but engine tokens.
Secret successorKey(const Secret& engineKey)
{
    return Secret(Jwt::hmac(Jwt::Algorithm::HS256, engineKey, "natter refresh token successor"));
}

} // namespace

SessionService::SessionService(
    const Config& config, const Clock& clock, Database& database, EngineClient& engine, QObject* parent)
    : QObject(parent)
    , m_config(config)
    , m_engine(engine)
    , m_verifier(config.apps, clock)
    , m_tokens(config.engine.tokenKey, config.engine.tokenLifetime, clock)
    , m_nonces(database, clock)
    , m_accounts(database, clock)
    , m_sessions(database, clock, successorKey(config.engine.tokenKey), config.engine.refreshLifetime)
{}

Result<NonceRepository::Nonce> SessionService::issueNonce(const QString& appId)
{
    if (appId.isEmpty() && m_config.apps.size() > 1)
        return refused(ErrorKind::BadInput, "app_missing", "The app id is missing.");
    const AppConfig* app = appId.isEmpty() ? &m_config.apps.first() : findApp(appId);
    if (!app)
        return refused(ErrorKind::Unauthorized, "app_unknown", "There is no such app here.");
    return m_nonces.issue(*app);
}

Answer<Login> SessionService::verify(const Secret& identityToken, const QString& appId)
{
    const auto claims = m_verifier.verify(identityToken, appId);
    if (!claims)
        return resolved<Login>(claims.error());
    const AppConfig& app = *claims->app;
    const QString& domain = app.profile.engineDomain;
    if (const auto address = m_accounts.addressFor(app.appId, domain, claims->user); !address)
        return resolved<Login>(address.error());
    if (auto consumed = m_nonces.consume(app, claims->nonce); !consumed)
        return resolved<Login>(consumed.error());
    const auto account = m_accounts.ensure(app.appId, domain, claims->user, claims->name, claims->avatarUrl);
    if (!account)
        return resolved<Login>(account.error());

    const Promise<Login> promise;
    onDone(m_engine.ensureAccount(account->address), this,
        [this, promise, &app, account = *account](const Result<void>& ensured) {
            if (!ensured)
                return promise.resolve(ensured.error());
            const auto session = m_sessions.begin(account.id);
            promise.resolve(session ? login(app, account, *session) : Result<Login>(session.error()));
        });
    return promise.answer();
}

Result<Login> SessionService::refresh(
    const Secret& refreshToken, const QString& requestId, const QString& user)
{
    const auto caller = callerOf(refreshToken);
    if (!caller)
        return caller.error();
    if (!user.isEmpty() && user != caller->account.user.toString())
        return refused(ErrorKind::Revoked, "refresh_invalid", "refresh token invalid");
    const auto session = m_sessions.rotate(refreshToken, requestId);
    if (!session)
        return session.error();
    return login(*caller->app, caller->account, *session);
}

Result<Caller> SessionService::callerOf(const Secret& refreshToken)
{
    const auto session = m_sessions.find(refreshToken);
    if (!session)
        return session.error();
    const auto account = *session ? m_accounts.byId((*session)->accountId) : Result(std::optional<Account>());
    if (!account)
        return account.error();
    const AppConfig* app = *account ? findApp((*account)->appId) : nullptr;
    if (!app)
        return refused(ErrorKind::Revoked, "refresh_invalid", "refresh token invalid");
    return Caller{app, **account, (*session)->id};
}

Result<Caller> SessionService::authenticate(const Secret& engineToken)
{
    const auto bearer = m_tokens.read(engineToken);
    if (!bearer)
        return bearer.error();
    const auto account = m_accounts.byAddress(bearer->address);
    if (!account)
        return account.error();
    const AppConfig* app = *account ? findApp((*account)->appId) : nullptr;
    if (!app)
        return refused(ErrorKind::Unauthorized, "session_invalid", "Unauthorized");
    const auto alive = m_sessions.isAlive(bearer->sessionId, (*account)->id);
    if (!alive)
        return alive.error();
    if (!*alive)
        return refused(ErrorKind::Unauthorized, "session_revoked", "Unauthorized");
    return Caller{app, **account, bearer->sessionId};
}

Answer<void> SessionService::logout(const Secret& refreshToken, const Secret& engineToken, bool everywhere)
{
    const auto caller = refreshToken.isEmpty() ? authenticate(engineToken) : callerOf(refreshToken);
    if (!caller)
        return resolved<void>(caller.error());
    if (!everywhere)
        return resolved<void>(m_sessions.revoke(caller->sessionId));
    if (auto revoked = m_sessions.revokeAll(caller->account.id); !revoked)
        return resolved<void>(revoked);
    return m_engine.endConnections(caller->account.address);
}

Result<void> SessionService::purge()
{
    auto nonces = m_nonces.purge();
    return nonces ? m_sessions.purge() : nonces;
}

Result<Login> SessionService::login(
    const AppConfig& app, const Account& account, const SessionRepository::Session& session) const
{
    return Login{&app, account, m_tokens.issue(account.address, session.id), session.refreshToken};
}

const AppConfig* SessionService::findApp(const QString& appId) const
{
    const auto app = std::find_if(m_config.apps.begin(), m_config.apps.end(),
        [&appId](const AppConfig& candidate) { return candidate.appId == appId; });
    return app == m_config.apps.end() ? nullptr : &*app;
}

} // namespace Natter::Gateway
