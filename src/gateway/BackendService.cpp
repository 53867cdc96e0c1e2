// SPDX-License-Identifier: Apache-2.0
#include "gateway/BackendService.h"

#include "gateway/AccountRepository.h"
#include "gateway/OpaqueTokenRepository.h"
#include "gateway/Refusal.h"
#include "gateway/Tokens.h"

#include <algorithm>

namespace Natter::Gateway {

namespace {

Secret codeKey(const AppConfig& app)
{
    return derivedKey(app.appToken, "natter one-time code");
}

Result<void> checkUserAdd(const AppConfig& app, const BackendRequest& request)
{
    const QString& expected = app.profile.backendAppId.isEmpty() ? app.appId : app.profile.backendAppId;
    if (request.appId.isEmpty())
        return refused(ErrorKind::BadInput, "appid_missing", "The appid is missing.");
    if (request.appId != expected)
        return refused(ErrorKind::TokenRefused, "appid_refused", "The appid is another app's.");
    if (app.isNonceRequired && request.nonce.isEmpty())
        return refused(ErrorKind::BadInput, "nonce_missing", "The nonce is missing.");
    return {};
}

} // namespace

BackendService::BackendService(
    const Config& config, const Clock& clock, DatabasePool& database, QObject* parent)
    : QObject(parent)
    , m_config(config)
    , m_clock(clock)
    , m_database(database)
{}

Result<const AppConfig*> BackendService::appOf(const Secret& appToken) const
{
    const AppConfig* found = nullptr;
    for (const AppConfig& app : m_config.apps) {
        const bool isMesibo = app.profile.protocol == LoginProtocolKind::Mesibo && !app.appToken.isEmpty();
        if (isMesibo && constantTimeEquals(app.appToken.reveal(), appToken.reveal()))
            found = &app;
    }
    if (!found)
        return refused(ErrorKind::Unauthorized, "app_token_refused", "The app token is wrong.");
    return found;
}

Answer<Secret> BackendService::makeCode(const AppConfig& app, const BackendRequest& request)
{
    return m_database.run([&clock = m_clock, appId = app.appId, key = codeKey(app), address = request.address,
                              terms = request.otpTerms](Database& database) {
        return OtpRepository(database, clock, key).issue(appId, address, terms);
    });
}

Answer<BackendService::NewUser> BackendService::addUser(const AppConfig& app, const BackendRequest& request)
{
    if (auto good = checkUserAdd(app, request); !good)
        return resolved<NewUser>(good.error());
    const auto longest = app.longestTokenLifetime;
    const auto lifetime = request.tokenLifetime.count() > 0
                              ? std::min<std::chrono::seconds>(request.tokenLifetime, longest)
                              : longest;
    return m_database.run([&clock = m_clock, appId = app.appId, domain = app.profile.engineDomain,
                              key = codeKey(app), request, lifetime](Database& database) -> Result<NewUser> {
        // Before the transaction: a try counts, whatever becomes of the rest.
        if (request.otp) {
            auto checked = OtpRepository(database, clock, key).check(appId, request.address, *request.otp);
            if (!checked)
                return checked.error();
        }
        NewUser made;
        auto done = database.inTransaction([&]() -> Result<void> {
            const auto account = AccountRepository(database, clock)
                                     .confirm(appId, domain, UserId(request.address), request.name);
            if (!account)
                return account.error();
            auto token =
                OpaqueTokenRepository(database, clock).issue(appId, account->user, request.nonce, lifetime);
            if (!token)
                return token.error();
            made = {account->id, *token};
            return {};
        });
        return done ? Result(made) : Result<NewUser>(done.error());
    });
}

Answer<void> BackendService::endToken(const AppConfig& app, const BackendRequest& request)
{
    return m_database.run(
        [&clock = m_clock, appId = app.appId, hash = fingerprint(request.userToken)](
            Database& database) { return OpaqueTokenRepository(database, clock).revoke(appId, hash); });
}

} // namespace Natter::Gateway
