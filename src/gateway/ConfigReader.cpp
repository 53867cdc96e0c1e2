// SPDX-License-Identifier: Apache-2.0
#include "gateway/Config.h"

#include "base/Log.h"
#include "gateway/ConfigValidation.h"
#include "gateway/IniFile.h"
#include "gateway/SectionReader.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonObject>

namespace Natter::Gateway {

namespace {

constexpr qsizetype WeakKeyBytes = 32; // RFC 7518, section 3.2

Result<QByteArray> readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::Configuration, Retry::never(),
            QStringLiteral("cannot read %1: %2").arg(path, file.errorString()), {}};
    return file.readAll();
}

void readDatabase(SectionReader& reader, DatabaseConfig& database)
{
    reader.take(QStringLiteral("database_driver"), database.driver);
    reader.take(QStringLiteral("database_name"), database.name);
    reader.take(QStringLiteral("database_host"), database.host);
    reader.takePort(QStringLiteral("database_port"), database.port);
    reader.take(QStringLiteral("database_user"), database.user);
    reader.takeSecret(QStringLiteral("database_password"), database.password);
    reader.take(QStringLiteral("database_tls"), database.tls);
    reader.takePath(QStringLiteral("database_tls_root_file"), database.tlsRootFile);
    reader.takeNumber(QStringLiteral("database_connections"), database.connections);
    reader.takeMilliseconds(QStringLiteral("database_timeout_seconds"), database.timeout);
}

void readGateway(SectionReader& reader, Config& config)
{
    QString address = config.address.toString();
    reader.take(QStringLiteral("address"), address);
    config.address = QHostAddress(address);
    reader.takePort(QStringLiteral("port"), config.port);
    reader.takePath(QStringLiteral("certificate_file"), config.certificateFile);
    reader.takePath(QStringLiteral("key_file"), config.keyFile);
    readDatabase(reader, config.database);
    reader.takeNumber(QStringLiteral("maximum_body_bytes"), config.maximumBodyBytes);
    reader.takeMilliseconds(QStringLiteral("request_timeout_seconds"), config.requestTimeout);
    reader.takeNumber(QStringLiteral("login_calls_per_minute"), config.loginCallsPerMinute);
    reader.takeNumber(
        QStringLiteral("login_calls_per_account_per_minute"), config.loginCallsPerAccountPerMinute);
    const QString proxiesKey = QStringLiteral("trusted_proxies");
    for (const QString& proxy : reader.takeList(proxiesKey)) {
        const Subnet subnet = QHostAddress::parseSubnet(proxy);
        if (subnet.first.isNull())
            return reader.fail(proxiesKey, QStringLiteral("%1 is no address or subnet").arg(proxy));
        config.trustedProxies.append(subnet);
    }
    QString metricsAddress = config.metricsAddress.toString();
    reader.take(QStringLiteral("metrics_address"), metricsAddress);
    config.metricsAddress = QHostAddress(metricsAddress);
    quint16 metricsPort = 0;
    reader.takePort(QStringLiteral("metrics_port"), metricsPort);
    if (metricsPort != 0)
        config.metricsPort = metricsPort;
    QString auditLog = QStringLiteral("stderr");
    reader.take(QStringLiteral("audit_log"), auditLog);
    const bool isWord = auditLog == u"none" || auditLog == u"stdout" || auditLog == u"stderr";
    config.auditLog = isWord ? auditLog : reader.absolute(auditLog);
}

void readEngine(SectionReader& reader, EngineConfig& engine)
{
    reader.take(QStringLiteral("api"), engine.api);
    reader.take(QStringLiteral("api_login"), engine.apiLogin);
    reader.takeSecret(QStringLiteral("api_password"), engine.apiPassword);
    reader.takeSecret(QStringLiteral("token_key"), engine.tokenKey);
    reader.takeNumber(QStringLiteral("token_lifetime_seconds"), engine.tokenLifetime);
    reader.takeNumber(QStringLiteral("refresh_lifetime_seconds"), engine.refreshLifetime);
}

void readProfile(SectionReader& reader, AppConfig& app)
{
    const QString key = QStringLiteral("profile_file");
    QString path;
    reader.takePath(key, path);
    if (path.isEmpty())
        return reader.fail(key, QStringLiteral("is missing"));
    const auto json = readFile(path);
    if (!json)
        return reader.fail(key, json.error().detail);
    const auto profile = parseProfile(*json);
    if (!profile)
        return reader.fail(key, profile.error().detail);
    if (profile->appId != app.appId)
        return reader.fail(key, QStringLiteral("is the profile of another app_id"));
    app.profile = *profile;
}

/// What the profile announces as the app's newest release, unless the profile's file does.
void readRelease(SectionReader& reader, AppConfig& app)
{
    QJsonObject object;
    for (const char* name : {"version", "url", "signature", "notes"}) {
        QString value;
        reader.take(QStringLiteral("release_") + QLatin1String(name), value);
        if (!value.isEmpty())
            object.insert(QLatin1String(name), value);
    }
    if (object.isEmpty())
        return;
    const auto release = parseRelease(object);
    if (release) {
        app.profile.release = *release;
        return;
    }
    const QString& detail = release.error().detail; // "release.url: ..."
    reader.fail(detail.section(u':', 0, 0).replace(u'.', u'_'), detail.section(u':', 1).trimmed());
}

/// In the order in which they are named: the first one signs.
void readKeys(SectionReader& reader, AppConfig& app)
{
    for (const QString& id : reader.takeList(QStringLiteral("signing_keys"))) {
        SigningKey key{id.toUtf8(), {}};
        reader.takeSecret(QStringLiteral("signing_key_") + id, key.secret);
        app.keys.append(key);
    }
    for (const char* name : {"signing_secret", "old_signing_secret"}) {
        SigningKey key;
        reader.takeSecret(QLatin1String(name), key.secret);
        if (!key.secret.isEmpty())
            app.keys.append(key);
    }
    for (const SigningKey& key : std::as_const(app.keys)) {
        if (key.secret.size() < WeakKeyBytes)
            qCWarning(lcGateway).noquote()
                << QStringLiteral("[app %1]: a signing secret under 32 bytes is weak for HS256")
                       .arg(app.appId);
    }
}

void readApp(SectionReader& reader, AppConfig& app)
{
    readProfile(reader, app);
    applyProtocolDefaults(app);
    readRelease(reader, app);
    reader.take(QStringLiteral("name"), app.name);
    readKeys(reader, app);
    if (const QStringList names = reader.takeList(QStringLiteral("algorithms")); !names.isEmpty()) {
        app.algorithms.clear();
        for (const QString& name : names)
            app.algorithms.append(name.toLatin1());
    }
    reader.takeChoice(QStringLiteral("nonce"), "required", "optional", app.isNonceRequired);
    reader.takeChoice(QStringLiteral("endless_tokens"), "accepted", "refused", app.acceptsEndlessTokens);
    reader.takeSecret(QStringLiteral("app_token"), app.appToken);
    reader.take(QStringLiteral("login_check_url"), app.loginCheckUrl);
    reader.take(QStringLiteral("login_check_login_field"), app.loginCheck.loginField);
    reader.take(QStringLiteral("login_check_password_field"), app.loginCheck.passwordField);
    reader.takeNumber(QStringLiteral("nonce_lifetime_seconds"), app.nonceLifetime);
    reader.takeNumber(QStringLiteral("leeway_seconds"), app.leeway);
    reader.takeNumber(QStringLiteral("longest_token_lifetime_seconds"), app.longestTokenLifetime);
    reader.take(QStringLiteral("users_info_url"), app.usersInfo.url);
    reader.take(QStringLiteral("users_info_search_url"), app.usersInfo.searchUrl);
    reader.takeChoice(
        QStringLiteral("users_info_search_method"), "POST", "GET", app.usersInfo.isSearchPosted);
    reader.takeChoice(QStringLiteral("names_escaped"), "true", "false", app.hasEscapedNames);
    reader.take(QStringLiteral("users_info_login"), app.usersInfo.login);
    reader.takeSecret(QStringLiteral("users_info_password"), app.usersInfo.password);
    reader.takeNumber(QStringLiteral("users_info_cache_seconds"), app.usersInfo.cacheLifetime);
    if (app.name.isEmpty())
        app.name = app.profile.siteName;
}

} // namespace

Result<Config> loadConfig(const QString& path)
{
    const auto text = readFile(path);
    if (!text)
        return text.error();
    auto file = IniFile::parse(QString::fromUtf8(*text));
    if (!file)
        return file.error();

    Config config;
    for (const IniFile::Section& section : std::as_const(file->sections)) {
        SectionReader reader(section, QFileInfo(path).absoluteDir());
        if (section.name == u"gateway") {
            readGateway(reader, config);
        } else if (section.name == u"engine") {
            readEngine(reader, config.engine);
        } else if (section.name.startsWith(u"app ")) {
            AppConfig app;
            app.appId = section.name.mid(4);
            readApp(reader, app);
            config.apps.append(app);
        } else {
            return Error{ErrorKind::Configuration, Retry::never(),
                QStringLiteral("[%1]: is not a section; there are [gateway], [engine] and [app APP_ID]")
                    .arg(section.name),
                {}};
        }
        if (auto finished = reader.finish(); !finished)
            return finished.error();
    }
    if (auto valid = validate(config); !valid)
        return valid.error();
    return config;
}

} // namespace Natter::Gateway
