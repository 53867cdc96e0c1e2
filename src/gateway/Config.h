// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "base/Secret.h"
#include "domain/Profile.h"

#include <QHostAddress>

#include <chrono>

namespace Natter::Gateway {

/// The site's users-info API, asked with HTTP Basic (imbachat.md, sections 2 and 3).
struct UsersInfoConfig
{
    QUrl url;       ///< ids are added as `?user_ids=1,2,3`
    QUrl searchUrl; ///< empty: no search; the text is added as `?query=`
    QString login;
    Secret password;
    std::chrono::seconds cacheLifetime{600};
};

/// One site (`app_id`) behind this gateway.
struct AppConfig
{
    QString appId;
    QString name;
    Secret signingSecret;                  ///< shared with the private backend
    QList<QByteArray> algorithms{"HS256"}; ///< of HS256, HS384, HS512
    std::chrono::seconds nonceLifetime{600};
    std::chrono::seconds leeway{30}; ///< for iat, nbf, exp
    std::chrono::seconds longestTokenLifetime{600};
    int maximumNonces = 10'000; ///< outstanding at once; more are refused with 429
    UsersInfoConfig usersInfo;
    Profile profile; ///< served as /.well-known/natter.json
};

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

struct Config
{
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 0;        ///< 0: any free one
    QString certificateFile; ///< PEM; both empty: plain, which only a loopback address may be
    QString keyFile;
    QString databaseDriver = QStringLiteral("QSQLITE");
    QString databaseName; ///< SQLite: the file, or ":memory:"
    qint64 maximumBodyBytes = 65'536;
    std::chrono::milliseconds requestTimeout{15'000};
    int loginCallsPerMinute = 600; ///< nonce, verify and refresh from one address; 0: no limit
    EngineConfig engine;
    QList<AppConfig> apps; ///< the first one answers /.well-known/natter.json without ?app_id=
};

/// Reads the commented INI file `packaging/gateway.conf.example` describes. Secrets are given as
/// `..._file=PATH` or
/// `..._env=NAME`; a secret file, or a configuration holding a secret, that group or others can read is
/// refused. Errors are Configuration and name section, key and reason.
Result<Config> loadConfig(const QString& path);

} // namespace Natter::Gateway
