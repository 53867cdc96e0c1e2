// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "base/Secret.h"
#include "domain/Profile.h"
#include "gateway/DatabaseConfig.h"

#include <QHostAddress>

#include <QList>

#include <chrono>
#include <optional>

namespace Natter::Gateway {

/// The site's users-info API, asked with HTTP Basic (imbachat.md, sections 2 and 3).
struct UsersInfoConfig
{
    QUrl url;                    ///< ids are added as `?user_ids=1,2,3`, or put where it says `{ids}`
    QUrl searchUrl;              ///< empty: no search; the text is added as `?query=`
    bool isSearchPosted = false; ///< WordPress takes its user search as POST only
    QString login;
    Secret password;
    std::chrono::seconds cacheLifetime{600};
};

/// A key that the site's private backend signs identity tokens with.
struct SigningKey
{
    QByteArray id; ///< the token's `kid`; empty: for tokens that carry none
    Secret secret;
};

/// The site's login check ("authUser", imbachat.md, section 5): asked with HTTP Basic as users-info is.
struct LoginCheckConfig
{
    QString loginField = QStringLiteral("login"); ///< `username` for WordPress, `email` for OpenCart
    QString passwordField = QStringLiteral("password");
};

/// One site (`app_id`) behind this gateway. What its identity tokens must be like follows
/// `profile.protocol`.
struct AppConfig
{
    QString appId;
    QString name;
    QList<SigningKey> keys; ///< the first one signs what the gateway signs for the site; all verify
    QList<QByteArray> algorithms{"HS256"}; ///< of HS256, HS384, HS512
    std::chrono::seconds nonceLifetime{600};
    std::chrono::seconds leeway{30};                ///< for iat, nbf, exp
    std::chrono::seconds longestTokenLifetime{600}; ///< for every kind of token
    bool isNonceRequired = true; ///< false: a token without one is good too; one that is there is consumed
    bool acceptsEndlessTokens = false; ///< tokens without `exp`, which then end by their `iat`; dg alone
    Secret appToken;                   ///< mesibo: opens the backend API to the private backend
    bool hasEscapedNames = false;      ///< names of users-info are HTML-escaped (WordPress)
    QUrl loginCheckUrl;                ///< imbachat: the site's login check; empty: it has none
    LoginCheckConfig loginCheck;
    UsersInfoConfig usersInfo;
    Profile profile; ///< served as /.well-known/natter.json
};

/// Null when there is no such app.
const AppConfig* findApp(const QList<AppConfig>& apps, const QString& appId);

/// Sets what is usual for the sites of `app.profile.protocol`: whether a nonce is required, the longest
/// lifetime of a token, and whether one may go without `exp`.
void applyProtocolDefaults(AppConfig& app);

/// The chat engine that this gateway makes accounts and tokens for.
struct EngineConfig
{
    QUrl api;         ///< ejabberd's mod_http_api, e.g. http://127.0.0.1:5280/api/
    QString apiLogin; ///< HTTP Basic when not empty
    Secret apiPassword;
    Secret tokenKey; ///< HS256 key of ejabberd's jwt_key, at least 32 bytes
    std::chrono::seconds tokenLifetime{900};
    std::chrono::seconds refreshLifetime{30 * 24 * 3600};
};

/// An address and the length of its prefix.
using Subnet = QPair<QHostAddress, int>;

/// What the configuration file says (packaging/gateway.conf.example), validated.
struct Config
{
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 0;        ///< 0: any free one
    QString certificateFile; ///< PEM; both empty: plain, which only a loopback address may be
    QString keyFile;
    DatabaseConfig database;
    qint64 maximumBodyBytes = 65'536;
    std::chrono::milliseconds requestTimeout{15'000};
    int loginCallsPerMinute = 600;           ///< nonce, verify and refresh from one address; 0: no limit
    int loginCallsPerAccountPerMinute = 120; ///< verify and refresh of one account; 0: no limit
    QList<Subnet> trustedProxies;            ///< beside this machine
    QHostAddress metricsAddress = QHostAddress::LocalHost;
    std::optional<quint16> metricsPort;        ///< none: this machine may ask for /metrics, nobody else
    QString auditLog = QStringLiteral("none"); ///< `none`, `stdout`, `stderr` or a file
    EngineConfig engine;
    QList<AppConfig> apps; ///< the first one answers /.well-known/natter.json without ?app_id=
};

/// Reads the commented INI file `packaging/gateway.conf.example` describes. Secrets are given as
/// `..._file=PATH` or `..._env=NAME`; a secret file, or a configuration holding a secret, that group or
/// others can read is refused. Errors are Configuration and name section, key and reason.
Result<Config> loadConfig(const QString& path);

} // namespace Natter::Gateway
