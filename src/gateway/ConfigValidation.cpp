// SPDX-License-Identifier: Apache-2.0
#include "gateway/ConfigValidation.h"

#include "base/Jid.h"
#include "jwt/Signature.h"

#include <QSet>

namespace Natter::Gateway {

namespace {

constexpr qsizetype ShortestEngineKey = 32; // RFC 7518, section 3.2
constexpr std::chrono::hours LongestEngineToken{
    24 * 24}; // qiscus.md, section 3.6: a 32-bit millisecond timer

Result<void> check(bool isGood, const QString& section, const char* key, const char* rule)
{
    if (isGood)
        return {};
    return Error{ErrorKind::Configuration, Retry::never(),
        QStringLiteral("[%1] %2: %3").arg(section, QLatin1String(key), QLatin1String(rule)), {}};
}

bool isHttpAddress(const QUrl& url)
{
    return (url.scheme() == u"https" || url.scheme() == u"http") && !url.host().isEmpty() &&
           isTrustedTransport(url);
}

/// The first check that fails.
Result<void> firstFailure(std::initializer_list<Result<void>> checks)
{
    for (const auto& result : checks) {
        if (!result)
            return result;
    }
    return {};
}

Result<void> checkGateway(const Config& config)
{
    const QString section = QStringLiteral("gateway");
    const bool hasTls = !config.certificateFile.isEmpty();
    return firstFailure({
        check(!config.address.isNull(), section, "address", "is not an IP address"),
        check(config.certificateFile.isEmpty() == config.keyFile.isEmpty(), section, "key_file",
            "certificate_file and key_file go together"),
        check(hasTls || config.address.isLoopback(), section, "address",
            "plain http is for loopback addresses only; give certificate_file and key_file"),
        check(!config.databaseName.isEmpty(), section, "database_name", "is missing"),
        check(config.maximumBodyBytes >= 16'384 && config.maximumBodyBytes <= 16'777'216, section,
            "maximum_body_bytes", "must be from 16384 to 16777216"),
        check(config.requestTimeout.count() > 0, section, "request_timeout_seconds", "must be over 0"),
        check(config.loginCallsPerMinute >= 0, section, "login_calls_per_minute", "must not be negative"),
        check(!config.apps.isEmpty(), QStringLiteral("app NAME"), "signing_secret_file",
            "no app is configured"),
    });
}

Result<void> checkEngine(const EngineConfig& engine)
{
    const QString section = QStringLiteral("engine");
    return firstFailure({
        check(isHttpAddress(engine.api) && engine.api.path().endsWith(u'/'), section, "api",
            "needs an https address (http on loopback) that ends in /"),
        check(engine.tokenKey.size() >= ShortestEngineKey, section, "token_key_file",
            "needs at least 32 bytes"),
        check(engine.tokenLifetime.count() >= 60 && engine.tokenLifetime <= LongestEngineToken, section,
            "token_lifetime_seconds", "must be from 60 seconds to 24 days"),
        check(engine.refreshLifetime > engine.tokenLifetime, section, "refresh_lifetime_seconds",
            "must be longer than token_lifetime_seconds"),
    });
}

Result<void> checkApp(const AppConfig& app)
{
    const QString section = QStringLiteral("app ") + app.appId;
    for (const QByteArray& algorithm : app.algorithms) {
        if (auto known = check(Jwt::algorithmNamed(algorithm).has_value(), section, "algorithms",
                "may name HS256, HS384 and HS512 only");
            !known)
            return known;
    }
    const UsersInfoConfig& usersInfo = app.usersInfo;
    return firstFailure({
        check(!app.appId.isEmpty() && app.appId.size() <= 128, section, "name", "needs 1 to 128 characters"),
        check(!app.signingSecret.isEmpty(), section, "signing_secret_file", "is missing or empty"),
        check(!app.algorithms.isEmpty(), section, "algorithms", "is empty"),
        check(app.nonceLifetime.count() > 0, section, "nonce_lifetime_seconds", "must be over 0"),
        check(app.leeway.count() >= 0, section, "leeway_seconds", "must not be negative"),
        check(app.longestTokenLifetime.count() > 0, section, "longest_token_lifetime_seconds",
            "must be over 0"),
        check(app.maximumNonces > 0, section, "maximum_nonces", "must be over 0"),
        check(isHttpAddress(usersInfo.url), section, "users_info_url",
            "needs an https address (http on loopback)"),
        check(usersInfo.searchUrl.isEmpty() || isHttpAddress(usersInfo.searchUrl), section,
            "users_info_search_url", "needs an https address (http on loopback)"),
        check(!usersInfo.login.isEmpty(), section, "users_info_login", "is missing or empty"),
        check(!usersInfo.password.isEmpty(), section, "users_info_password_file", "is missing or empty"),
        check(usersInfo.cacheLifetime.count() >= 0, section, "users_info_cache_seconds",
            "must not be negative"),
        check(Jid::parse(app.profile.engineDomain).has_value(), section, "profile_file",
            "names no engine domain that can be an address"),
    });
}

} // namespace

Result<void> validate(const Config& config)
{
    if (auto good = checkGateway(config); !good)
        return good;
    if (auto good = checkEngine(config.engine); !good)
        return good;
    QSet<QString> appIds;
    QSet<QString> domains;
    for (const AppConfig& app : config.apps) {
        if (auto good = checkApp(app); !good)
            return good;
        const QString section = QStringLiteral("app ") + app.appId;
        const QString domain = app.profile.engineDomain.toLower();
        // Two apps in one domain would give user 2 of one the address of user 2 of the other.
        auto distinct = firstFailure({check(!appIds.contains(app.appId), section, "name", "comes twice"),
            check(
                !domains.contains(domain), section, "profile_file", "has the engine domain of another app")});
        if (!distinct)
            return distinct;
        appIds.insert(app.appId);
        domains.insert(domain);
    }
    return {};
}

} // namespace Natter::Gateway
