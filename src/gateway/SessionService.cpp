// SPDX-License-Identifier: Apache-2.0
#include "gateway/SessionService.h"

#include "gateway/OpaqueTokenRepository.h"
#include "gateway/OtpRepository.h"
#include "gateway/Refusal.h"
#include "gateway/SpentRepository.h"
#include "gateway/Tokens.h"

namespace Natter::Gateway {

namespace {

Error refreshInvalid()
{
    return refused(ErrorKind::Revoked, "refresh_invalid", "refresh token invalid");
}

} // namespace

struct SessionService::Known
{
    Account account;
    QString sessionId;
};

SessionService::SessionService(const Config& config, const Clock& clock, DatabasePool& database,
    EngineClient& engine, AuditLog& audit, AccountLimiter& limiter, QObject* parent)
    : QObject(parent)
    , m_config(config)
    , m_clock(clock)
    , m_database(database)
    , m_engine(engine)
    , m_audit(audit)
    , m_limiter(limiter)
    , m_tokens(config.engine.tokenKey, config.engine.tokenLifetime, clock)
    , m_successorKey(derivedKey(config.engine.tokenKey, "natter refresh token successor"))
{}

Answer<Login> SessionService::begin(const AppConfig& app, const Account& account)
{
    const Promise<Login> promise;
    auto begun = m_database.run(
        [rows = rows(), id = account.id](Database& database) { return rows(database).begin(id); });
    onDone(begun, this, [this, promise, &app, account](const Result<SessionRepository::Session>& session) {
        promise.resolve(
            session ? Result<Login>(login(app, account, *session)) : Result<Login>(session.error()));
    });
    return promise.answer();
}

Answer<Login> SessionService::refresh(
    const Secret& refreshToken, const QString& requestId, const QString& user, const Origin& origin)
{
    const Promise<Login> promise;
    onDone(callerOf(refreshToken, SessionRepository::Which::Any), this,
        [this, promise, refreshToken, requestId, user, origin](const Result<Caller>& caller) {
            if (!caller) {
                noteRefusal({}, caller.error(), origin);
                return promise.resolve(caller.error());
            }
            const Account account = caller->account;
            if (auto admitted = m_limiter.admit(account.appId, account.user, origin); !admitted)
                return promise.resolve(admitted.error());
            const bool isTheirs = user.isEmpty() || user == account.user.toString();
            onDone(isTheirs ? rotate(*caller, refreshToken, requestId) : resolved<Login>(refreshInvalid()),
                this, [this, promise, account, origin](const Result<Login>& login) {
                    if (!login)
                        noteRefusal(account, login.error(), origin);
                    promise.resolve(login);
                });
        });
    return promise.answer();
}

Answer<Login> SessionService::rotate(
    const Caller& caller, const Secret& refreshToken, const QString& requestId)
{
    const Promise<Login> promise;
    auto rotated = m_database.run([rows = rows(), refreshToken, requestId](Database& database) {
        return rows(database).rotate(refreshToken, requestId);
    });
    onDone(rotated, this, [this, promise, caller](const Result<SessionRepository::Session>& session) {
        // Should the engine not answer now, it stays due.
        if (!session && session.error().code == u"refresh_reused")
            kick(caller.account);
        promise.resolve(session ? Result<Login>(login(*caller.app, caller.account, *session))
                                : Result<Login>(session.error()));
    });
    return promise.answer();
}

void SessionService::noteRefusal(const Account& account, const Error& error, const Origin& origin)
{
    const char* event = error.code == u"refresh_reused" ? "refresh_reused" : "refresh_refused";
    m_audit.write({event, account.appId, account.user.toString(), error.code}, origin);
}

Answer<Caller> SessionService::callerOf(const Secret& refreshToken, SessionRepository::Which which)
{
    auto found = m_database.run(
        [&clock = m_clock, rows = rows(), refreshToken, which](Database& database) -> Result<Known> {
            const auto session = rows(database).find(refreshToken, which);
            if (!session)
                return session.error();
            const auto account = *session ? AccountRepository(database, clock).byId((*session)->accountId)
                                          : Result(std::optional<Account>());
            if (!account)
                return account.error();
            return *account ? Result(Known{**account, (*session)->id}) : Result<Known>(refreshInvalid());
        });
    return callerOf(found, refreshInvalid());
}

Answer<Caller> SessionService::callerOf(const Answer<Known>& known, const Error& appUnknown)
{
    const Promise<Caller> promise;
    onDone(known, this, [this, promise, appUnknown](const Result<Known>& found) {
        const AppConfig* app = found ? findApp(m_config.apps, found->account.appId) : nullptr;
        if (!found)
            promise.resolve(found.error());
        else if (!app)
            promise.resolve(appUnknown);
        else
            promise.resolve(Caller{app, found->account, found->sessionId});
    });
    return promise.answer();
}

Answer<Caller> SessionService::authenticate(const Secret& engineToken)
{
    const auto bearer = m_tokens.read(engineToken);
    if (!bearer)
        return resolved<Caller>(bearer.error());
    const auto refusal = [](const char* reason) {
        return refused(ErrorKind::Unauthorized, reason, "Unauthorized");
    };
    auto found = m_database.run(
        [&clock = m_clock, rows = rows(), bearer = *bearer, refusal](Database& database) -> Result<Known> {
            const auto account = AccountRepository(database, clock).byAddress(bearer.address);
            if (!account)
                return account.error();
            if (!*account)
                return refusal("session_invalid");
            const auto alive = rows(database).isAlive(bearer.sessionId, (*account)->id);
            if (!alive)
                return alive.error();
            return *alive ? Result(Known{**account, bearer.sessionId})
                          : Result<Known>(refusal("session_revoked"));
        });
    return callerOf(found, refusal("session_invalid"));
}

Answer<void> SessionService::logout(
    const Secret& refreshToken, const Secret& engineToken, bool everywhere, const Origin& origin)
{
    const Promise<void> promise;
    const auto which = everywhere ? SessionRepository::Which::Good : SessionRepository::Which::Any;
    onDone(refreshToken.isEmpty() ? authenticate(engineToken) : callerOf(refreshToken, which), this,
        [this, promise, everywhere, origin](const Result<Caller>& caller) {
            if (!caller)
                return promise.resolve(caller.error());
            onDone(end(*caller, everywhere), this,
                [this, promise, everywhere, account = caller->account, origin](const Result<void>& ended) {
                    m_audit.write({everywhere ? "logout_everywhere" : "logout", account.appId,
                                      account.user.toString(), ended ? QString() : ended.error().code},
                        origin);
                    promise.resolve(ended);
                });
        });
    return promise.answer();
}

Answer<void> SessionService::end(const Caller& caller, bool everywhere)
{
    const Promise<void> promise;
    auto revoked = m_database.run([&clock = m_clock, rows = rows(), everywhere, account = caller.account,
                                      session = caller.sessionId](Database& database) {
        if (!everywhere)
            return rows(database).revoke(session);
        auto tokens = OpaqueTokenRepository(database, clock).revokeAll(account.appId, account.user);
        return tokens ? rows(database).revokeAll(account.id) : tokens;
    });
    onDone(revoked, this, [this, promise, everywhere, account = caller.account](const Result<void>& result) {
        if (!result || !everywhere)
            return promise.resolve(result);
        onDone(kick(account), this, [promise](const Result<void>& ended) { promise.resolve(ended); });
    });
    return promise.answer();
}

Answer<void> SessionService::kick(const Account& account)
{
    const Promise<void> promise;
    onDone(m_engine.endConnections(account.address), this,
        [this, promise, id = account.id](const Result<void>& ended) {
            if (!ended)
                return promise.resolve(ended);
            auto noted =
                m_database.run([rows = rows(), id, lifetime = m_config.engine.tokenLifetime](
                                   Database& database) { return rows(database).noteKicked(id, lifetime); });
            onDone(noted, this, [promise](const Result<void>& result) { promise.resolve(result); });
        });
    return promise.answer();
}

Answer<void> SessionService::endRevokedConnections()
{
    const Promise<void> promise;
    auto found =
        m_database.run([&clock = m_clock, rows = rows()](Database& database) -> Result<QList<Account>> {
            const auto ids = rows(database).accountsToKick();
            if (!ids)
                return ids.error();
            QList<Account> due;
            for (const qint64 id : *ids) {
                const auto account = AccountRepository(database, clock).byId(id);
                if (!account)
                    return account.error();
                if (*account)
                    due.append(**account);
            }
            return due;
        });
    onDone(found, this, [this, promise](const Result<QList<Account>>& due) {
        if (!due)
            return promise.resolve(due.error());
        for (const Account& account : *due)
            kick(account);
        promise.resolve(Result<void>());
    });
    return promise.answer();
}

Answer<void> SessionService::purge()
{
    return m_database.run([&clock = m_clock, rows = rows()](Database& database) {
        for (const auto& purged :
            {SpentRepository(database, clock).purge(), OpaqueTokenRepository(database, clock).purge(),
                OtpRepository(database, clock, {}).purge()}) {
            if (!purged)
                return purged;
        }
        return rows(database).purge();
    });
}

std::function<SessionRepository(Database&)> SessionService::rows() const
{
    return [&clock = m_clock, key = m_successorKey, lifetime = m_config.engine.refreshLifetime](
               Database& database) {
        return SessionRepository(database, clock, key, lifetime);
    };
}

Login SessionService::login(
    const AppConfig& app, const Account& account, const SessionRepository::Session& session) const
{
    return Login{&app, account, m_tokens.issue(account.address, session.id), session.refreshToken};
}

} // namespace Natter::Gateway
