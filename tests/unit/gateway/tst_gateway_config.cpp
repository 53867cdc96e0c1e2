// SPDX-License-Identifier: Apache-2.0
#include "gateway/Config.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Natter;
using namespace Natter::Gateway;

class GatewayConfigTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsTheExample();
    void readsEveryKeyOfTheExample();
    void readsSecretsFromTheEnvironment();
    void readsSeveralKeys();
    void knowsWhatIsUsual_data();
    void knowsWhatIsUsual();
    void announcesARelease();
    void namesWhatIsWrong_data();
    void namesWhatIsWrong();
    void keepsBlanksOfSecrets();
    void refusesOpenSecretFiles();
    void saysWhatFileIsMissing();

private:
    static QByteArray exampleOf(const QByteArray& protocol);
    void keep(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }
    Result<Config> load(const QByteArray& text)
    {
        keep("gateway.conf", text);
        return loadConfig(m_folder->filePath("gateway.conf"));
    }
    static QByteArray example()
    {
        QFile file(QStringLiteral(NATTER_CONFIG_EXAMPLE));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void GatewayConfigTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    keep("engine-token-key", "0123456789abcdef0123456789abcdef\n");
    keep("engine-api-password", "api");
    keep("database-password", "database");
    keep("natter-demo-signing-secret", "natter-demo-secret\r\n");
    keep("natter-demo-old-signing-secret", "natter-demo-old-secret");
    keep("natter-demo-app-token", "natter-demo-app-token");
    keep("key-one", "natter-demo-key-one");
    keep("key-two", "natter-demo-key-two");
    keep("natter-demo-users-info-password", "pass,word \\ \"");
    for (const QByteArray protocol : {"qiscus", "mesibo", "imbachat", "dg"}) {
        keep(protocol + ".json",
            R"({"version":1,"name":"Demo Site","app_id":"natter-demo","gateway":"https://chat.example/",
        "backend":{"protocol":")" +
                protocol + R"(","url":"https://site.example/","methods":["passcode"]},
        "engine":{"websocket":"wss://chat.example/ws","domain":"chat.example"}})");
    }
    QVERIFY(QFile::copy(m_folder->filePath("qiscus.json"), m_folder->filePath("natter-demo.json")));
}

QByteArray GatewayConfigTest::exampleOf(const QByteArray& protocol)
{
    return example().replace("natter-demo.json", protocol + ".json");
}

void GatewayConfigTest::readsTheExample()
{
    const auto config = load(example());
    QVERIFY2(config, config ? "" : qPrintable(config.error().detail));
    const Config plain;
    QCOMPARE(config->port, 8460);
    QCOMPARE(config->address, plain.address);
    QCOMPARE(config->database.name, "/var/lib/natter/gateway.sqlite");
    QCOMPARE(config->maximumBodyBytes, plain.maximumBodyBytes);
    QCOMPARE(config->requestTimeout, plain.requestTimeout);
    QCOMPARE(config->engine.tokenKey.size(), 32);
    QCOMPARE(config->engine.tokenLifetime, plain.engine.tokenLifetime);
    QCOMPARE(config->apps.size(), 1);
    const AppConfig& app = config->apps.first();
    QCOMPARE(app.appId, "natter-demo");
    QCOMPARE(app.name, "Demo Site");
    QCOMPARE(app.keys.size(), 1);
    QVERIFY(app.keys.first().id.isEmpty());
    QCOMPARE(app.keys.first().secret.reveal(), QByteArray("natter-demo-secret"));
    QVERIFY(app.isNonceRequired);
    QCOMPARE(app.usersInfo.password.reveal(), QByteArray("pass,word \\ \""));
    QCOMPARE(app.profile.engineDomain, "chat.example");
}

void GatewayConfigTest::readsEveryKeyOfTheExample()
{
    // The keys that are commented out are real ones, and the values they show are the defaults.
    QByteArray text = example();
    const QRegularExpression optional("^#([a-z_]+ =.*)$", QRegularExpression::MultilineOption);
    int count = 0;
    QString all = QString::fromUtf8(text);
    for (auto match = optional.globalMatch(all); match.hasNext(); match.next())
        ++count;
    QVERIFY(count > 15);
    all.replace(optional, "\\1");
    QCOMPARE(load(all.toUtf8()).error().detail,
        "[gateway] database_host: host, port, user, password and tls are for QPSQL");
    all.replace("database_driver = QSQLITE", "database_driver = QPSQL");
    const auto config = load(all.toUtf8());
    QVERIFY2(config, config ? "" : qPrintable(config.error().detail));
    const Config plain;
    const AppConfig plainApp;
    QCOMPARE(config->address, plain.address);
    QCOMPARE(config->database.driver, "QPSQL");
    QCOMPARE(config->database.port, 5432);
    QCOMPARE(config->database.user, "natter");
    QCOMPARE(config->database.password.reveal(), QByteArray("database"));
    QVERIFY(config->database.tlsRootFile.endsWith("/database-root.pem"));
    QCOMPARE(config->database.connections, plain.database.connections);
    QCOMPARE(config->database.timeout, plain.database.timeout);
    QCOMPARE(config->maximumBodyBytes, plain.maximumBodyBytes);
    QCOMPARE(config->requestTimeout, plain.requestTimeout);
    QCOMPARE(config->loginCallsPerMinute, plain.loginCallsPerMinute);
    QCOMPARE(config->engine.tokenLifetime, plain.engine.tokenLifetime);
    QCOMPARE(config->engine.refreshLifetime, plain.engine.refreshLifetime);
    const AppConfig& app = config->apps.first();
    QCOMPARE(app.algorithms, plainApp.algorithms);
    QCOMPARE(app.nonceLifetime, plainApp.nonceLifetime);
    QCOMPARE(app.leeway, plainApp.leeway);
    QCOMPARE(app.longestTokenLifetime, plainApp.longestTokenLifetime);
    QCOMPARE(app.usersInfo.cacheLifetime, plainApp.usersInfo.cacheLifetime);
}

void GatewayConfigTest::readsSecretsFromTheEnvironment()
{
    qputenv("NATTER_TEST_SECRET", "from the environment");
    const auto config = load(example().replace(
        "signing_secret_file = natter-demo-signing-secret", "signing_secret_env = NATTER_TEST_SECRET"));
    qunsetenv("NATTER_TEST_SECRET");
    QVERIFY(config);
    QCOMPARE(config->apps.first().keys.first().secret.reveal(), QByteArray("from the environment"));
}

void GatewayConfigTest::readsSeveralKeys()
{
    const auto config = load(exampleOf("dg").replace("signing_secret_file = natter-demo-signing-secret",
        "signing_keys = two, one\nsigning_key_one_file = key-one\nsigning_key_two_file = key-two"));
    QVERIFY2(config, config ? "" : qPrintable(config.error().detail));
    const QList<SigningKey>& keys = config->apps.first().keys;
    QCOMPARE(keys.size(), 2);
    QCOMPARE(keys.at(0).id, QByteArray("two"));
    QCOMPARE(keys.at(0).secret.reveal(), QByteArray("natter-demo-key-two"));
    QCOMPARE(keys.at(1).id, QByteArray("one"));

    const auto changing = load(example().replace("#old_signing_secret_file", "old_signing_secret_file"));
    QVERIFY2(changing, changing ? "" : qPrintable(changing.error().detail));
    QCOMPARE(changing->apps.first().keys.size(), 2);
    QCOMPARE(changing->apps.first().keys.at(0).secret.reveal(), QByteArray("natter-demo-secret"));
    QCOMPARE(changing->apps.first().keys.at(1).secret.reveal(), QByteArray("natter-demo-old-secret"));
}

void GatewayConfigTest::knowsWhatIsUsual_data()
{
    QTest::addColumn<QByteArray>("added");
    QTest::addColumn<QByteArray>("protocol");
    QTest::addColumn<bool>("isNonceRequired");
    QTest::addColumn<int>("longest");
    QTest::newRow("qiscus") << QByteArray() << QByteArray("qiscus") << true << 600;
    QTest::newRow("mesibo") << QByteArray("app_token_file = natter-demo-app-token") << QByteArray("mesibo")
                            << false << 600;
    QTest::newRow("imbachat") << QByteArray() << QByteArray("imbachat") << false << 25200;
    QTest::newRow("imbachat, stricter") << QByteArray("nonce = required\nlongest_token_lifetime_seconds = 60")
                                        << QByteArray("imbachat") << true << 60;
}

void GatewayConfigTest::knowsWhatIsUsual()
{
    QFETCH(QByteArray, added);
    QFETCH(QByteArray, protocol);
    const auto config = load(exampleOf(protocol) + '\n' + added + '\n');
    QVERIFY2(config, config ? "" : qPrintable(config.error().detail));
    QTEST(config->apps.first().isNonceRequired, "isNonceRequired");
    QTEST(int(config->apps.first().longestTokenLifetime.count()), "longest");
}

void GatewayConfigTest::announcesARelease()
{
    QVERIFY(!load(exampleOf("qiscus"))->apps.first().profile.release);
    const QByteArray signature = QByteArray(64, 's').toBase64();
    const auto config =
        load(exampleOf("qiscus") + "\nrelease_version = 1.4.0\nrelease_url = https://get.example/#x\n" +
             "release_signature = " + signature + "\nrelease_notes = Faster; calmer # really\n");
    QVERIFY2(config, config ? "" : qPrintable(config.error().detail));
    const Profile& profile = config->apps.first().profile;
    QCOMPARE(profile.release->version, "1.4.0");
    QCOMPARE(profile.release->url, QUrl("https://get.example/#x"));
    QCOMPARE(profile.release->notes, "Faster; calmer # really");
    // As it is served.
    QCOMPARE(parseProfile(serializeProfile(profile))->release, profile.release);
}

void GatewayConfigTest::namesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char* before, const char* after, const char* detail) {
        QTest::newRow(after) << QByteArray(before) << QByteArray(after) << QString::fromLatin1(detail);
    };
    row("port = 8460", "prot = 8460", "[gateway] prot: is not a key of this section");
    row("port = 8460", "port = http", "[gateway] port: is not a whole number");
    row("port = 8460", "port = 70000", "[gateway] port: is over 65535");
    row("port = 8460", "port = -1", "[gateway] port: is not a whole number");
    row("port = 8460", "port = 1\nport = 2", "line ");
    row("port = 8460", "address = everywhere", "[gateway] address: is not an IP address");
    row("port = 8460", "address = 0.0.0.0", "[gateway] address: plain http is for loopback");
    row("database_name = /var/lib/natter/gateway.sqlite",
        "database_driver = QPSQL\ndatabase_name = natter\ndatabase_host = db.example\ndatabase_tls = prefer",
        "[gateway] database_tls: must be require");
    row("database_name = /var/lib/natter/gateway.sqlite",
        "database_driver = QPSQL\ndatabase_name = natter\ndatabase_tls = none",
        "[gateway] database_tls: may be");
    row("database_name = /var/lib/natter/gateway.sqlite", "database_name = x\ndatabase_connections = 0",
        "[gateway] database_connections: must be");
    row("database_name = /var/lib/natter/gateway.sqlite", "database_name = x\ndatabase_timeout_seconds = 0",
        "[gateway] database_timeout_seconds: must be");
    row("[engine]", "[motor]", "[motor]: is not a section");
    row("[engine]", "[engine", "line ");
    row("[engine]", "[engine]\nnonsense", "line ");
    row("[gateway]", "x = y\n[gateway]", "line ");
    row("api = http://127.0.0.1:5280/api/", "api = http://chat.example/api/",
        "[engine] api: needs an https address");
    row("token_key_file = engine-token-key", "token_key_file = nowhere",
        "[engine] token_key_file: cannot read");
    row("token_key_file = engine-token-key", "token_key = secret",
        "[engine] token_key: secrets do not stand in this file");
    row("token_key_file = engine-token-key", "token_key_env = NATTER_NOT_SET",
        "[engine] token_key_env: the environment has no NATTER_NOT_SET");
    row("token_key_file = engine-token-key", "token_key_file = engine-token-key\ntoken_key_env = X",
        "[engine] token_key_file: give the file or token_key_env, not both");
    row("token_key_file = engine-token-key", "token_key_file = engine-api-password",
        "[engine] token_key_file: needs at least 32 bytes");
    row("[app natter-demo]", "[app other]", "[app other] profile_file: is the profile of another app_id");
    row("profile_file = natter-demo.json", "profile_file = engine-token-key",
        "[app natter-demo] profile_file: profile");
    row("profile_file = natter-demo.json", "name = x", "[app natter-demo] profile_file: is missing");
    row("profile_file = natter-demo.json", "algorithms = HS256, none\nprofile_file = natter-demo.json",
        "[app natter-demo] algorithms: may name");
    row("users_info_login = natter", "users_info_cache_seconds = 10",
        "[app natter-demo] users_info_login: is missing");
    row("users_info_url = https", "users_info_url = ftp",
        "[app natter-demo] users_info_url: needs an https address");
    row("users_info_url = https://", "users_info_url = https://user:word@",
        "[app natter-demo] users_info_url: needs an https address");
    row("users_info_login = natter", "users_info_login = nat:ter",
        "[app natter-demo] users_info_login: must not have a colon");
    const auto add = [&row](const char* added, const char* detail) {
        row("", added, detail);
    };
    add("nonce = optional\n", "[app natter-demo] nonce: is always required for qiscus");
    add("nonce = maybe\n", "[app natter-demo] nonce: is required or optional");
    add("endless_tokens = accepted\n", "[app natter-demo] endless_tokens: can be accepted for dg only");
    add("login_check_url = https://site.example/check\n",
        "[app natter-demo] login_check_url: is for imbachat sites only");
    add("login_check_login_field = a b\n", "[app natter-demo] login_check_login_field: needs 1 to 64");
    add("signing_keys = one\n", "[app natter-demo] signing_keys: names a key without");
    add("signing_keys = one, one\nsigning_key_one_file = key-one\n",
        "[app natter-demo] signing_keys: names a key ");
    add("signing_keys = a b\nsigning_key_a b_file = key-one\n",
        "[app natter-demo] signing_keys: names keys with letters");
    add("signing_key_one_file = key-one\n",
        "[app natter-demo] signing_key_one_file: is not a key of this section");
    add("users_info_search_method = PUT\n", "[app natter-demo] users_info_search_method: is POST or GET");
    add("release_version = 1.4\n", "[app natter-demo] release_version: needs the form MAJOR.MINOR.PATCH");
    add("release_url = https://get.example/\n", "[app natter-demo] release_version: needs the form");
    add("release_version = 1.4.0\nrelease_url = http://get.example/\n",
        "[app natter-demo] release_url: plain http is allowed for loopback");
    add("release_version = 1.4.0\nrelease_url = https://get.example/\n",
        "[app natter-demo] release_signature: needs 64 bytes in base64");
    add("release_version = 1.4.0\nrelease_url = https://get.example/\nrelease_signature = c2hvcnQ=\n",
        "[app natter-demo] release_signature: needs 64 bytes in base64");
    add("release_date = today\n", "[app natter-demo] release_date: is not a key of this section");
    add("users_info_search_url = https://site.example/find#{query}\n",
        "[app natter-demo] users_info_search_url: needs an https address");
    add("names_escaped = 1\n", "[app natter-demo] names_escaped: is true or false");
    row("profile_file = natter-demo.json", "profile_file = mesibo.json",
        "[app natter-demo] app_token_file: is missing");
    row("profile_file = natter-demo.json", "profile_file = dg.json",
        "[app natter-demo] signing_secret_file: dg tokens name their key");
    row("profile_file = natter-demo.json", "algorithms = HS512\nprofile_file = imbachat.json",
        "[app natter-demo] algorithms: is HS256 for all");
}

void GatewayConfigTest::namesWhatIsWrong()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QString, detail);
    QByteArray text = example();
    const qsizetype at = before.isEmpty() ? text.size() : text.indexOf('\n' + before) + 1;
    QVERIFY(at > 0);
    const auto config = load(text.replace(at, before.size(), after));
    QVERIFY(!config);
    QCOMPARE(config.error().kind, ErrorKind::Configuration);
    QVERIFY2(config.error().detail.startsWith(detail), qPrintable(config.error().detail));
    QVERIFY(!config.error().detail.contains("0123456789abcdef"));
}

void GatewayConfigTest::keepsBlanksOfSecrets()
{
    keep("natter-demo-signing-secret", " a secret of some words \t\n");
    QTest::ignoreMessage(QtWarningMsg,
        "[app natter-demo] signing_secret_file: the secret has white space at its ends, which is part of it");
    const auto config = load(example());
    QVERIFY(config);
    QCOMPARE(config->apps.first().keys.first().secret.reveal(), QByteArray(" a secret of some words \t"));
}

void GatewayConfigTest::refusesOpenSecretFiles()
{
#ifdef Q_OS_UNIX
    const QString path = m_folder->filePath("natter-demo-signing-secret");
    for (const auto open : {QFileDevice::ReadGroup, QFileDevice::ReadOther, QFileDevice::WriteOther}) {
        QVERIFY(QFile::setPermissions(path, QFileDevice::ReadOwner | open));
        const auto config = load(example());
        QVERIFY(!config);
        QVERIFY2(config.error().detail.startsWith("[app natter-demo] signing_secret_file:"),
            qPrintable(config.error().detail));
        QVERIFY(config.error().detail.contains("chmod 600"));
    }
    // systemd's credentials show the group's bit for an ACL; nothing more is let pass, and nothing elsewhere.
    const auto isGood = [&](const QString& credentials, QFileDevice::Permission open) {
        qputenv("CREDENTIALS_DIRECTORY", credentials.toUtf8());
        QFile::setPermissions(path, QFileDevice::ReadOwner | open);
        const bool isLoaded = load(example()).isOk();
        qunsetenv("CREDENTIALS_DIRECTORY");
        return isLoaded;
    };
    QVERIFY(isGood(m_folder->path(), QFileDevice::ReadGroup));
    QVERIFY(!isGood(m_folder->path(), QFileDevice::WriteGroup));
    QVERIFY(!isGood(m_folder->path(), QFileDevice::ReadOther));
    for (const QString& elsewhere : {QDir(m_folder->path()).filePath(".."), QString("/nowhere"), QString()})
        QVERIFY(!isGood(elsewhere, QFileDevice::ReadGroup));
#else
    QSKIP("files have no such permissions here");
#endif
}

void GatewayConfigTest::saysWhatFileIsMissing()
{
    const auto config = loadConfig(m_folder->filePath("absent.conf"));
    QVERIFY(!config);
    QVERIFY(config.error().detail.contains("absent.conf"));
}

QTEST_GUILESS_MAIN(GatewayConfigTest)
#include "tst_gateway_config.moc"
