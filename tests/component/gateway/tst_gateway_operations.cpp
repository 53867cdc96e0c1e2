// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/GatewayFixture.h"
#include "gateway/Database.h"
#include "support/Memory.h"

#include <QTemporaryDir>

using namespace Natter;
using namespace Natter::Test;

namespace {

QList<QJsonObject> linesOf(const QString& path)
{
    QList<QJsonObject> lines;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return lines;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (!line.isEmpty())
            lines.append(QJsonDocument::fromJson(line).object());
    }
    return lines;
}

QJsonObject eventOf(const QString& path, const QString& name)
{
    for (const QJsonObject& line : linesOf(path)) {
        if (line.value("event") == name)
            return line;
    }
    return {};
}

/// Of all tables; -1 when they cannot be read.
qint64 rowsOf(const Gateway::DatabaseConfig& config)
{
    Gateway::Database database(config);
    if (!database.open())
        return -1;
    auto tables = database.run("SELECT name FROM sqlite_master WHERE type = 'table'");
    qint64 sum = 0;
    while (tables && tables.value().next()) {
        auto counted = database.run("SELECT COUNT(*) FROM " + tables->value(0).toString());
        if (!counted || !counted.value().next())
            return -1;
        sum += counted->value(0).toLongLong();
    }
    return tables ? sum : -1;
}

qint64 bytesIn(const QString& folder)
{
    qint64 sum = 0;
    for (const QFileInfo& file : QDir(folder).entryInfoList(QDir::Files))
        sum += file.size();
    return sum;
}

/// Any of them says that a page in a browser asks.
GatewayFixture::Headers pagesHeaders()
{
    return {{"Origin", "https://elsewhere.example"}, {"Origin", "null"}, {"Origin", "http://127.0.0.1"},
        {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-origin"}};
}

} // namespace

/// What an operator sees and changes while it runs: audit log, metrics, configuration, floods.
class GatewayOperationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAnAuditLog();
    void auditHoldsNoSecrets();
    void followsARotatedAuditLog();
    void showsMetricsToThisMachine();
    void servesMetricsApart();
    void rotatesKeys();
    void changesLimits();
    void keepsTheOldConfiguration_data();
    void keepsTheOldConfiguration();
    void endsRequestsByTheOldConfiguration();
    void survivesAFloodOfNonces();
    void prunes();
};

void GatewayOperationsTest::writesAnAuditLog()
{
    QTemporaryDir folder;
    GatewayFixture gateway;
    gateway.config.auditLog = folder.filePath("audit.log");
    gateway.config.loginCallsPerMinute = 12;
    gateway.start();
    const GatewayFixture::Headers from{
        {"qiscus_sdk_app_id", "natter-demo"}, {"X-Forwarded-For", "203.0.113.9"}};
    const QByteArray token = gateway.sign(gateway.claims("P11-A", gateway.nonce()));
    const auto login = gateway.verify(token, from);
    QCOMPARE(login.status, 200);
    QCOMPARE(gateway.verify(token, from).status, 401);
    QCOMPARE(gateway.verify("a.b.c", from).status, 400);
    const QJsonObject ask{{"refresh_token", login.user().value("refresh_token")}};
    QCOMPARE(gateway.post("refresh_user_token", ask, from).status, 200);
    QCOMPARE(gateway.post("refresh_user_token", ask, from).reason(), "refresh_reused");
    const auto second = gateway.login("P11-A");
    QCOMPARE(gateway
                 .post("logout",
                     {{"refresh_token", second.user().value("refresh_token")}, {"everywhere", true}}, from)
                 .status,
        200);
    for (int i = 0; i < 50; ++i)
        gateway.post("auth/nonce", {}, from);

    const QString path = gateway.config.auditLog;
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    const QJsonObject accepted = eventOf(path, "login_accepted");
    QCOMPARE(accepted.value("app").toString(), "natter-demo");
    QCOMPARE(accepted.value("user").toString(), "P11-A");
    QCOMPARE(accepted.value("client").toString(), "203.0.113.9");
    QCOMPARE(accepted.value("request").toString().toLatin1(), login.header("X-Request-Id"));
    QVERIFY(QDateTime::fromString(accepted.value("time").toString(), Qt::ISODateWithMs).isValid());
    const QJsonObject refused = eventOf(path, "login_refused");
    QCOMPARE(refused.value("reason").toString(), "nonce_used");
    QCOMPARE(refused.value("user").toString(), "P11-A");
    QCOMPARE(eventOf(path, "refresh_reused").value("user").toString(), "P11-A");
    QCOMPARE(eventOf(path, "logout_everywhere").value("user").toString(), "P11-A");
    QCOMPARE(eventOf(path, "rate_limited").value("client").toString(), "203.0.113.9");
    // A flood is one line.
    int floods = 0;
    for (const QJsonObject& line : linesOf(path))
        floods += line.value("event") == "rate_limited" ? 1 : 0;
    QCOMPARE(floods, 1);
}

void GatewayOperationsTest::auditHoldsNoSecrets()
{
    QTemporaryDir folder;
    GatewayFixture gateway;
    gateway.config.auditLog = folder.filePath("audit.log");
    gateway.start();
    const QString nonce = gateway.nonce();
    const QByteArray token = gateway.sign(gateway.claims("2", nonce));
    const auto login = gateway.verify(token);
    const auto forged = gateway.verify(gateway.sign(gateway.claims("2", nonce), "wrong"));
    QCOMPARE(forged.status, 401);
    const QString refresh = login.user().value("refresh_token").toString();
    const QJsonObject ask{{"refresh_token", refresh}, {"request_id", "request-canary"}};
    const auto next = gateway.post("refresh_user_token", ask);
    QCOMPARE(gateway.post("refresh_user_token", {{"refresh_token", refresh}}).status, 401);
    QCOMPARE(gateway.post("refresh_user_token", {{"refresh_token", "invented-canary"}}).status, 401);
    gateway.post("logout", {{"refresh_token", refresh}, {"everywhere", true}});
    gateway.post("auth/nonce", {}, {{"qiscus_sdk_app_id", "app-canary"}});
    gateway.verify(token, {{"qiscus_sdk_app_id", "app-canary"}});

    QFile file(gateway.config.auditLog);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(file.readAll());
    QVERIFY(text.contains("login_accepted"));
    for (const QString& secret :
        {nonce, QString::fromLatin1(token), refresh, next.user().value("refresh_token").toString(),
            login.user().value("token").toString(), QString("natter-demo-secret"), QString("pass:word"),
            QString("an engine key"), QString("canary")}) {
        QVERIFY(!secret.isEmpty());
        QVERIFY2(!text.contains(secret), qPrintable(secret.left(12)));
    }
}

void GatewayOperationsTest::followsARotatedAuditLog()
{
    QTemporaryDir folder;
    GatewayFixture gateway;
    gateway.config.auditLog = folder.filePath("audit.log");
    gateway.start();
    QCOMPARE(gateway.login("2").status, 200);
    QVERIFY(QFile::rename(gateway.config.auditLog, folder.filePath("audit.log.1")));
    QVERIFY(gateway.server->reload(gateway.config));
    QCOMPARE(gateway.login("3").status, 200);
    QCOMPARE(eventOf(folder.filePath("audit.log.1"), "login_accepted").value("user").toString(), "2");
    QCOMPARE(linesOf(gateway.config.auditLog).first().value("event").toString(), "config_reloaded");
    QCOMPARE(eventOf(gateway.config.auditLog, "login_accepted").value("user").toString(), "3");
}

void GatewayOperationsTest::showsMetricsToThisMachine()
{
    GatewayFixture gateway;
    gateway.start();
    QCOMPARE(gateway.call("GET", "/metrics").status, 200);
    const auto forwarded = gateway.call("GET", "/metrics", {}, {{"X-Forwarded-For", "203.0.113.9"}});
    QCOMPARE(forwarded.status, 404);
    QCOMPARE(forwarded.reason(), "path_unknown");
    QCOMPARE(gateway.call("GET", "/metrics", {}, {{"Sec-Fetch-Site", "none"}}).status, 200);
    for (const auto& header : pagesHeaders()) {
        const auto page = gateway.call("GET", "/metrics", {}, {header});
        QCOMPARE(page.status, 404);
        QVERIFY(!page.body.contains("natter_gateway_"));
    }
}

void GatewayOperationsTest::servesMetricsApart()
{
    GatewayFixture gateway;
    gateway.config.metricsPort = 0;
    gateway.start();
    QVERIFY(!gateway.nonce().isEmpty());
    QCOMPARE(gateway.call("GET", "/metrics").status, 404);
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, gateway.server->metricsPort());
    socket.write("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    QByteArray said;
    QTRY_VERIFY((said += socket.readAll()).contains("natter_gateway_requests_total"));
    QTcpSocket other;
    other.connectToHost(QHostAddress::LocalHost, gateway.server->metricsPort());
    other.write("POST /api/v2/sdk/auth/nonce HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    QByteArray refused;
    QTRY_VERIFY((refused += other.readAll()).contains("path_unknown"));
    for (const auto& [name, value] : pagesHeaders()) {
        QTcpSocket page;
        page.connectToHost(QHostAddress::LocalHost, gateway.server->metricsPort());
        page.write(
            "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + name + ": " + value + "\r\n\r\n");
        QByteArray answer;
        QTRY_VERIFY((answer += page.readAll()).contains("path_unknown"));
    }
}

void GatewayOperationsTest::rotatesKeys()
{
    GatewayFixture gateway;
    gateway.start();
    const auto tokenBy = [&gateway](const QByteArray& secret) {
        return gateway.sign(gateway.claims("2", gateway.nonce()), secret);
    };
    const auto login = gateway.verify(tokenBy("natter-demo-secret"));
    QCOMPARE(gateway.verify(tokenBy("the next signing secret")).reason(), "signature_invalid");
    // Overlap, then the new one alone; sessions stay.
    gateway.config.apps.first().keys.append({{}, Secret("the next signing secret")});
    QVERIFY(gateway.server->reload(gateway.config));
    QCOMPARE(gateway.verify(tokenBy("natter-demo-secret")).status, 200);
    QCOMPARE(gateway.verify(tokenBy("the next signing secret")).status, 200);
    gateway.config.apps.first().keys.removeFirst();
    QVERIFY(gateway.server->reload(gateway.config));
    QCOMPARE(gateway.verify(tokenBy("natter-demo-secret")).reason(), "signature_invalid");
    QCOMPARE(gateway.verify(tokenBy("the next signing secret")).status, 200);
    QCOMPARE(
        gateway.post("refresh_user_token", {{"refresh_token", login.user().value("refresh_token")}}).status,
        200);
    // Another app comes along.
    gateway.config.apps.append(gateway.makeApp("second", "the secret of the second app", "second.example"));
    QVERIFY(gateway.server->reload(gateway.config));
    QVERIFY(!gateway.nonce("second").isEmpty());
}

void GatewayOperationsTest::changesLimits()
{
    GatewayFixture gateway;
    gateway.start();
    QCOMPARE(gateway.call("POST", "/api/v2/sdk/auth/nonce", QByteArray(20'000, ' ')).status, 200);
    gateway.config.maximumBodyBytes = 16'384;
    gateway.config.loginCallsPerMinute = 1;
    QVERIFY(gateway.server->reload(gateway.config));
    QCOMPARE(gateway.call("POST", "/api/v2/sdk/auth/nonce", QByteArray(20'000, ' ')).status, 413);
    QCOMPARE(gateway.call("POST", "/api/v2/sdk/auth/nonce").status, 200);
    QCOMPARE(gateway.call("POST", "/api/v2/sdk/auth/nonce").status, 429);
}

void GatewayOperationsTest::keepsTheOldConfiguration_data()
{
    using Change = std::function<void(Gateway::Config&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char* name, const char* detail, const Change& change) {
        QTest::newRow(name) << change << QString::fromLatin1(detail);
    };
    row("no app", "[app NAME]", [](auto& c) { c.apps.clear(); });
    row("short key", "[engine] token_key_file", [](auto& c) { c.engine.tokenKey = Secret("short"); });
    row("port", "[gateway] port: needs a restart", [](auto& c) { c.port = 1; });
    row("database", "[gateway] database_...: needs a restart", [](auto& c) { c.database.name = "other"; });
    row("metrics", "[gateway] metrics_port: needs a restart", [](auto& c) { c.metricsPort = 1; });
    row("TLS", "[gateway] certificate_file", [](auto& c) { c.certificateFile = c.keyFile = "/nowhere.pem"; });
    row("audit", "[gateway] audit_log: cannot write", [](auto& c) { c.auditLog = "/nowhere/audit.log"; });
}

void GatewayOperationsTest::keepsTheOldConfiguration()
{
    QFETCH(std::function<void(Gateway::Config&)>, change);
    QFETCH(QString, detail);
    GatewayFixture gateway;
    gateway.start();
    Gateway::Config changed = gateway.config;
    changed.apps.first().keys = {{{}, Secret("the next signing secret")}};
    change(changed);
    const auto reloaded = gateway.server->reload(changed);
    QVERIFY(!reloaded);
    QCOMPARE(reloaded.error().kind, ErrorKind::Configuration);
    QVERIFY2(reloaded.error().detail.startsWith(detail), qPrintable(reloaded.error().detail));
    QCOMPARE(gateway.login("2").status, 200);
}

void GatewayOperationsTest::endsRequestsByTheOldConfiguration()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray bearer = gateway.bearer("2");
    gateway.usersInfo.setScript([](const auto&) { return std::nullopt; });
    const GatewayFixture::Headers session{{"Authorization", "Bearer " + bearer}};
    QNetworkReply* slow = gateway.send("GET", "/api/v2/sdk/users?ids=1", {}, session);
    QTRY_COMPARE(gateway.usersInfo.asked().size(), 1);
    for (int i = 0; i < 3; ++i)
        QVERIFY(gateway.server->reload(gateway.config));
    gateway.usersInfo.setScript(&GatewayFixture::answerUsers);
    QCOMPARE(gateway.get("users?ids=1", bearer).status, 200);
    QCOMPARE(GatewayFixture::take(slow).status, 503); // users-info never came, but the answer did
}

void GatewayOperationsTest::survivesAFloodOfNonces()
{
    // The hundredth part of a million, from one address, with the limit per address and then without it.
    for (const int perMinute : {600, 0}) {
        QTemporaryDir folder;
        GatewayFixture gateway;
        gateway.config.database.name = folder.filePath("gateway.sqlite");
        gateway.config.loginCallsPerMinute = perMinute;
        gateway.start();
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, gateway.server->port());
        constexpr int WarmUp = 1000;
        constexpr int Asked = WarmUp + 10'000;
        const QByteArray ask = "POST /api/v2/sdk/auth/nonce HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
        QByteArray said;
        int answers = 0;
        int issued = 0;
        int limited = 0;
        qint64 memory = 0;
        qint64 disk = 0;
        qint64 rows = 0;
        QEventLoop loop;
        connect(&socket, &QTcpSocket::connected, &loop, [&] { socket.write(ask); });
        connect(&socket, &QTcpSocket::disconnected, &loop, &QEventLoop::quit);
        connect(&socket, &QTcpSocket::readyRead, &loop, [&] {
            said += socket.readAll();
            if (!said.endsWith('}'))
                return;
            issued += said.startsWith("HTTP/1.1 200") ? 1 : 0;
            limited += said.startsWith("HTTP/1.1 429") && said.contains("Retry-After: ") ? 1 : 0;
            said.clear();
            if (++answers == WarmUp) {
                rows = rowsOf(gateway.config.database);
                disk = bytesIn(folder.path());
                memory = residentKilobytes();
            }
            if (answers == Asked)
                return loop.quit();
            socket.write(ask);
        });
        loop.exec();
        memory = residentKilobytes() - memory;
        disk = bytesIn(folder.path()) - disk;
        QCOMPARE(answers, Asked);
        QCOMPARE(issued, perMinute == 0 ? Asked : 600);
        QCOMPARE(limited, answers - issued);
        QVERIFY(rows > 0);
        QCOMPARE(rowsOf(gateway.config.database), rows);
        QVERIFY2(disk < qint64(64) * 1024, qPrintable(QString::number(disk)));
#ifndef __SANITIZE_ADDRESS__ // which keeps freed memory for a while
        QVERIFY2(memory < 1024, qPrintable(QString::number(memory)));
#endif
    }
}

void GatewayOperationsTest::prunes()
{
    // Whatever is past its end goes by itself, once a minute.
    QTemporaryDir folder;
    GatewayFixture gateway;
    gateway.config.database.name = folder.filePath("gateway.sqlite");
    gateway.start();
    QCOMPARE(gateway.login("2").status, 200);
    gateway.clock.advance(std::chrono::hours(24 * 60));
    gateway.server.reset();
    gateway.start();
    Gateway::Database database(gateway.config.database);
    QVERIFY(database.open());
    const auto rowsLeft = [&database] {
        auto rows = database.run("SELECT (SELECT COUNT(*) FROM spent) + (SELECT COUNT(*) FROM sessions)");
        return rows && rows.value().next() ? rows->value(0).toInt() : -1;
    };
    QTRY_COMPARE_WITH_TIMEOUT(rowsLeft(), 0, 90'000);
}

QTEST_GUILESS_MAIN(GatewayOperationsTest)
#include "tst_gateway_operations.moc"
