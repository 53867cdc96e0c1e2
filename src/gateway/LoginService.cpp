// SPDX-License-Identifier: Apache-2.0
#include "gateway/LoginService.h"

#include "gateway/Database.h"
#include "gateway/IdentityRedemption.h"
#include "gateway/Refusal.h"
#include "gateway/Tokens.h"

#include <optional>

namespace Natter::Gateway {

namespace {

struct Redeemed
{
    Account account;
    std::optional<SessionRepository::Session> session; ///< begun with it
};

} // namespace

LoginService::LoginService(const Config& config, const Clock& clock, DatabasePool& database,
    EngineClient& engine, AuditLog& audit, AccountLimiter& limiter, SessionService& sessions, QObject* parent)
    : QObject(parent)
    , m_config(config)
    , m_clock(clock)
    , m_database(database)
    , m_engine(engine)
    , m_audit(audit)
    , m_limiter(limiter)
    , m_sessions(sessions)
    , m_verifier(config.apps, clock)
    , m_nonces(derivedKey(config.engine.tokenKey, "natter nonce"), clock)
{}

Result<Nonces::Nonce> LoginService::issueNonce(const QString& appId) const
{
    if (appId.isEmpty() && m_config.apps.size() > 1)
        return refused(ErrorKind::BadInput, "app_missing", "The app id is missing.");
    const AppConfig* app = appId.isEmpty() ? &m_config.apps.first() : findApp(m_config.apps, appId);
    if (!app)
        return refused(ErrorKind::Unauthorized, "app_unknown", "There is no such app here.");
    return m_nonces.issue(app->appId, app->nonceLifetime);
}

Answer<Login> LoginService::verify(const Secret& identityToken, const QString& appId, const Origin& origin)
{
    const auto noteRefusal = [this, origin](const QString& app, const UserId& user, const Error& error) {
        m_audit.write({"login_refused", app, user.toString(), error.code}, origin);
    };
    const auto claims = m_verifier.verify(identityToken, appId);
    if (!claims) {
        noteRefusal(findApp(m_config.apps, appId) ? appId : QString(), {}, claims.error());
        return resolved<Login>(claims.error());
    }
    if (auto admitted = m_limiter.admit(claims->app->appId, claims->user, origin); !admitted)
        return resolved<Login>(admitted.error());
    const Promise<Login> promise;
    onDone(logIn(*claims), this,
        [this, promise, noteRefusal, app = claims->app->appId, user = claims->user, origin](
            const Result<Login>& login) {
            if (login)
                m_audit.write({"login_accepted", app, login->account.user.toString(), {}}, origin);
            else
                noteRefusal(app, user, login.error());
            promise.resolve(login);
        });
    return promise.answer();
}

Answer<Login> LoginService::logIn(const IdentityClaims& claims)
{
    const AppConfig& app = *claims.app;
    const auto address = Jid::forUser(claims.user, app.profile.engineDomain);
    // Then nothing is to be asked between the two, and one transaction does.
    const bool isKnown = address && m_engine.isSureOf(*address);
    auto redeemed = m_database.run(
        [&clock = m_clock, nonces = m_nonces, id = app.appId, domain = app.profile.engineDomain, claims,
            isKnown, rows = m_sessions.rows()](Database& database) -> Result<Redeemed> {
            Redeemed made;
            auto done = database.inTransaction([&]() -> Result<void> {
                auto account = redeemIdentity(database, clock, nonces, id, domain, claims);
                if (!account)
                    return account.error();
                made.account = *account;
                if (!isKnown || account->mustEmpty)
                    return {};
                auto session = rows(database).begin(account->id);
                if (!session)
                    return session.error();
                made.session = *session;
                return {};
            });
            return done ? Result(made) : Result<Redeemed>(done.error());
        });
    const Promise<Login> promise;
    onDone(redeemed, this, [this, promise, &app](const Result<Redeemed>& made) {
        if (!made)
            return promise.resolve(made.error());
        if (made->session)
            return promise.resolve(m_sessions.login(app, made->account, *made->session));
        onDone(prepareEngine(made->account), this,
            [this, promise, &app, account = made->account](const Result<void>& ensured) {
                if (!ensured)
                    return promise.resolve(ensured.error());
                onDone(m_sessions.begin(app, account), this,
                    [promise](const Result<Login>& login) { promise.resolve(login); });
            });
    });
    return promise.answer();
}

Answer<void> LoginService::prepareEngine(const Account& account)
{
    if (!account.mustEmpty)
        return m_engine.ensureAccount(account.address);
    const Promise<void> promise;
    onDone(m_engine.renewAccount(account.address), this,
        [this, promise, id = account.id](const Result<void>& renewed) {
            if (!renewed)
                return promise.resolve(renewed);
            auto noted = m_database.run([&clock = m_clock, id](Database& database) {
                return AccountRepository(database, clock).noteEmptied(id);
            });
            onDone(noted, this, [promise](const Result<void>& result) { promise.resolve(result); });
        });
    return promise.answer();
}

} // namespace Natter::Gateway
