// SPDX-License-Identifier: Apache-2.0
#include "gateway/ConfigValidation.h"

#include "base/Jid.h"
#include "jwt/Signature.h"

#include <QSet>

#include <algorithm>

namespace Natter::Gateway {

namespace {

constexpr qsizetype ShortestEngineKey = 32; // RFC 7518, section 3.2
constexpr qsizetype ShortestSiteKey = 16;   // the examples of published contracts are shorter than 32
constexpr qsizetype ShortestAppToken = 16;
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
           url.userInfo().isEmpty() && !url.hasFragment() && isTrustedTransport(url);
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

Result<void> checkDatabase(const DatabaseConfig& database, const QString& section)
{
    static const QStringList modes{QStringLiteral("disable"), QStringLiteral("prefer"),
        QStringLiteral("require"), QStringLiteral("verify-ca"), QStringLiteral("verify-full")};
    const bool isServer = !database.host.isEmpty() || database.port != 0 || !database.user.isEmpty() ||
                          !database.password.isEmpty() || !database.tls.isEmpty();
    const bool isOpen = database.tls == u"disable" || database.tls == u"prefer";
    // These go into libpq's connection string.
    const auto isPlain = [](const QString& text) {
        return !text.contains(u'\'') && !text.contains(u';');
    };
    return firstFailure({
        check(!database.name.isEmpty(), section, "database_name", "is missing"),
        check(!database.isSqlite() || !isServer, section, "database_host",
            "host, port, user, password and tls are for QPSQL"),
        check(database.tls.isEmpty() || modes.contains(database.tls), section, "database_tls",
            "may be disable, prefer, require, verify-ca or verify-full"),
        check(database.isLocal() || !isOpen, section, "database_tls",
            "must be require, verify-ca or verify-full for a host elsewhere"),
        check(isPlain(database.tlsRootFile), section, "database_tls_root_file", "must not have ' or ;"),
        check(database.connections >= 1 && database.connections <= 64, section, "database_connections",
            "must be from 1 to 64"),
        check(database.timeout.count() > 0, section, "database_timeout_seconds", "must be over 0"),
    });
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
        checkDatabase(config.database, section),
        check(config.maximumBodyBytes >= 16'384 && config.maximumBodyBytes <= 16'777'216, section,
            "maximum_body_bytes", "must be from 16384 to 16777216"),
        check(config.requestTimeout.count() > 0, section, "request_timeout_seconds", "must be over 0"),
        check(config.loginCallsPerMinute >= 0, section, "login_calls_per_minute", "must not be negative"),
        check(config.loginCallsPerAccountPerMinute >= 0, section, "login_calls_per_account_per_minute",
            "must not be negative"),
        check(!config.metricsAddress.isNull(), section, "metrics_address", "is not an IP address"),
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

/// A `kid` is part of a configuration key and stands in tokens.
bool isKeyId(const QByteArray& id)
{
    return id.size() <= 128 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == '-';
    });
}

bool isFieldName(const QString& name)
{
    return !name.isEmpty() && name.size() <= 64 && isKeyId(name.toUtf8());
}

Result<void> checkKeys(const AppConfig& app, const QString& section)
{
    QSet<QByteArray> ids;
    for (const SigningKey& key : app.keys) {
        auto good = firstFailure({
            check(isKeyId(key.id), section, "signing_keys",
                "names keys with letters, digits, '.', '_' and '-'"),
            check(key.id.isEmpty() || !ids.contains(key.id), section, "signing_keys", "names a key twice"),
            check(!key.secret.isEmpty(), section, "signing_keys",
                "names a key without signing_key_NAME_file or signing_key_NAME_env"),
            check(key.secret.size() >= ShortestSiteKey, section,
                key.id.isEmpty() ? "signing_secret_file" : "signing_keys", "needs at least 16 bytes"),
            check(!key.id.isEmpty() || app.profile.protocol != LoginProtocolKind::Dg, section,
                "signing_secret_file", "dg tokens name their key; use signing_keys"),
        });
        if (!good)
            return good;
        ids.insert(key.id);
    }
    return {};
}

/// What one protocol needs and another cannot have.
Result<void> checkProtocol(const AppConfig& app, const QString& section)
{
    const LoginProtocolKind protocol = app.profile.protocol;
    const bool isMesibo = protocol == LoginProtocolKind::Mesibo;
    const auto hasAlgorithm = [&app](const char* name) {
        return app.algorithms == QList<QByteArray>{name};
    };
    return firstFailure({
        check(isMesibo || !app.keys.isEmpty(), section, "signing_secret_file", "is missing or empty"),
        check(!isMesibo || !app.appToken.isEmpty(), section, "app_token_file", "is missing or empty"),
        check(app.appToken.isEmpty() || app.appToken.size() >= ShortestAppToken, section, "app_token_file",
            "needs at least 16 bytes"),
        check(protocol == LoginProtocolKind::Qiscus || hasAlgorithm("HS256"), section, "algorithms",
            "is HS256 for all protocols but qiscus"),
        check(protocol != LoginProtocolKind::Qiscus || app.isNonceRequired, section, "nonce",
            "is always required for qiscus"),
        check(protocol == LoginProtocolKind::Dg || !app.acceptsEndlessTokens, section, "endless_tokens",
            "can be accepted for dg only"),
        check(app.loginCheckUrl.isEmpty() || protocol == LoginProtocolKind::Imbachat, section,
            "login_check_url", "is for imbachat sites only"),
        check(app.loginCheckUrl.isEmpty() || isHttpAddress(app.loginCheckUrl), section, "login_check_url",
            "needs an https address (http on loopback)"),
        check(isFieldName(app.loginCheck.loginField), section, "login_check_login_field",
            "needs 1 to 64 letters, digits, '.', '_', '-'"),
        check(isFieldName(app.loginCheck.passwordField), section, "login_check_password_field",
            "needs 1 to 64 letters, digits, '.', '_', '-'"),
    });
}

Result<void> checkApp(const AppConfig& app)
{
    const QString section = QStringLiteral("app ") + app.appId;
    if (auto good = checkKeys(app, section); !good)
        return good;
    if (auto good = checkProtocol(app, section); !good)
        return good;
    for (const QByteArray& algorithm : app.algorithms) {
        if (auto known = check(Jwt::algorithmNamed(algorithm).has_value(), section, "algorithms",
                "may name HS256, HS384 and HS512 only");
            !known)
            return known;
    }
    const UsersInfoConfig& usersInfo = app.usersInfo;
    return firstFailure({
        check(!app.appId.isEmpty() && app.appId.size() <= 128, section, "name", "needs 1 to 128 characters"),
        check(!app.algorithms.isEmpty(), section, "algorithms", "is empty"),
        check(app.nonceLifetime.count() > 0, section, "nonce_lifetime_seconds", "must be over 0"),
        check(app.leeway.count() >= 0, section, "leeway_seconds", "must not be negative"),
        check(app.longestTokenLifetime.count() > 0, section, "longest_token_lifetime_seconds",
            "must be over 0"),
        check(isHttpAddress(usersInfo.url), section, "users_info_url",
            "needs an https address (http on loopback)"),
        check(usersInfo.searchUrl.isEmpty() || isHttpAddress(usersInfo.searchUrl), section,
            "users_info_search_url", "needs an https address (http on loopback)"),
        check(!usersInfo.login.isEmpty(), section, "users_info_login", "is missing or empty"),
        check(!usersInfo.login.contains(u':'), section, "users_info_login",
            "must not have a colon, where the password begins"),
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
    QSet<QByteArray> appTokens;
    for (const AppConfig& app : config.apps) {
        if (auto good = checkApp(app); !good)
            return good;
        const QString section = QStringLiteral("app ") + app.appId;
        const QString domain = app.profile.engineDomain.toLower();
        // Two apps in one domain would give user 2 of one the address of user 2 of the other.
        auto distinct = firstFailure({check(!appIds.contains(app.appId), section, "name", "comes twice"),
            check(!domains.contains(domain), section, "profile_file", "has the engine domain of another app"),
            check(app.appToken.isEmpty() || !appTokens.contains(app.appToken.reveal()), section,
                "app_token_file", "is the app token of another app")});
        if (!distinct)
            return distinct;
        appIds.insert(app.appId);
        domains.insert(domain);
        appTokens.insert(app.appToken.reveal());
    }
    return {};
}

} // namespace Natter::Gateway
