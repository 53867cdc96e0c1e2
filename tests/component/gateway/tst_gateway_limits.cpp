// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/GatewayFixture.h"
#include "gateway/HttpFront.h"
#include "net/RetryAfter.h"
#include "support/Memory.h"

#include <QEventLoop>
#include <QTimer>

using namespace Natter;
using namespace Natter::Test;

namespace {

/// Everything that the gateway says on one connection after `text`, until it closes it or `until` was seen.
QByteArray talk(const GatewayFixture& gateway, const QByteArray& text, const QByteArray& until = {},
    int timeoutMs = 30'000)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, gateway.server->port());
    socket.write(text);
    QByteArray said;
    const bool isDone = QTest::qWaitFor(
        [&] {
            said += socket.readAll();
            return socket.state() == QAbstractSocket::UnconnectedState ||
                   (!until.isEmpty() && said.contains(until));
        },
        timeoutMs);
    return isDone ? said : "(still open) " + said;
}

} // namespace

class GatewayLimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesLargeBodies_data();
    void refusesLargeBodies();
    void refusesLargeHeads();
    void closesSlowRequests();
    void survivesNoise_data();
    void survivesNoise();
    void takesOddPaths_data();
    void takesOddPaths();
    void keepsConnections();
    void letsNobodyHoldAllConnections();
    void neverPipelines();
    void refusesFieldsThatCannotBeRead_data();
    void refusesFieldsThatCannotBeRead();
    void takesHeadsWithoutFields();
    void saysContinue();
    void answersPreflight();
    void answersHead();
    void tellsTheTime();
    void servesProfiles();
    void servesConfig();
    void tellsHealth();
    void looksOnceForAll();
    void countsInMetrics();
    void stopsGracefully();
    void refusesBadConfigurations();
};

void GatewayLimitsTest::refusesLargeBodies_data()
{
    QTest::addColumn<QByteArray>("length");
    QTest::newRow("with a length") << QByteArray("Content-Length: 30000000\r\n");
    QTest::newRow("chunked") << QByteArray("Transfer-Encoding: chunked\r\n");
    QTest::newRow("expecting") << QByteArray("Content-Length: 30000000\r\nExpect: 100-continue\r\n");
}

void GatewayLimitsTest::refusesLargeBodies()
{
    QFETCH(QByteArray, length);
    GatewayFixture gateway;
    gateway.start();
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, gateway.server->port());
    [[maybe_unused]] const qint64 before = residentKilobytes();
    socket.write("POST /api/v2/sdk/auth/verify_identity_token HTTP/1.1\r\nHost: x\r\n" + length + "\r\n");
    if (length.contains("chunked"))
        socket.write("1c9c380\r\n");
    qint64 left = 30'000'000;
    QByteArray said;
    const QByteArray block(1024 * 1024, 'x');
    QEventLoop loop;
    connect(&socket, &QTcpSocket::bytesWritten, &loop, [&] {
        if (left > 0 && socket.bytesToWrite() < block.size())
            left -= socket.write(block);
    });
    connect(&socket, &QTcpSocket::readyRead, &loop, [&] { said += socket.readAll(); });
    connect(&socket, &QTcpSocket::disconnected, &loop, &QEventLoop::quit);
    QTimer::singleShot(std::chrono::seconds(15), &loop, &QEventLoop::quit);
    loop.exec();
    QCOMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QVERIFY2(said.contains("HTTP/1.1 413 "), said.left(200).constData());
    QVERIFY2(said.contains("\"reason\":\"request_too_large\""), said.left(500).constData());
#ifndef __SANITIZE_ADDRESS__ // which keeps freed memory for a while
    QVERIFY(residentKilobytes() - before < 8 * 1024);
#endif
    QCOMPARE(gateway.call("GET", "/metrics").status, 200);

    // A little too much is refused as well, and the limit itself is not.
    const qint64 limit = gateway.config.maximumBodyBytes;
    QCOMPARE(gateway.call("POST", "/api/v2/sdk/auth/nonce", QByteArray(limit + 1, ' ')).status, 413);
    QCOMPARE(gateway.call("POST", "/api/v2/sdk/auth/nonce", QByteArray(limit, ' ')).status, 200);
}

void GatewayLimitsTest::refusesLargeHeads()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray said = talk(gateway, "GET /healthz HTTP/1.1\r\nX: " + QByteArray(300'000, 'x'));
    QVERIFY2(said.startsWith("HTTP/1.1 413 "), said.left(200).constData());
    QVERIFY(talk(gateway, "GET /" + QByteArray(200'000, 'x')).startsWith("HTTP/1.1 413 "));
}

void GatewayLimitsTest::closesSlowRequests()
{
    GatewayFixture gateway;
    gateway.config.requestTimeout = std::chrono::milliseconds(300);
    gateway.start();
    QElapsedTimer timer;
    timer.start();
    const QByteArray said = talk(gateway, "POST /api/v2/sdk/auth/nonce HTTP/1.1\r\nHost: x\r\n");
    QVERIFY2(said.startsWith("HTTP/1.1 408 "), said.constData());
    QVERIFY(said.contains("request_timeout"));
    QVERIFY2(timer.elapsed() < 15'000, "as configured, not as usual");
    QCOMPARE(talk(gateway, ""), QByteArray()); // nothing said: nothing answered

    // A byte now and then does not help.
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, gateway.server->port());
    timer.restart();
    const bool isClosed = QTest::qWaitFor(
        [&] {
            socket.write("x");
            return socket.state() == QAbstractSocket::UnconnectedState && timer.elapsed() > 100;
        },
        30'000);
    QVERIFY(isClosed);
    // Many of them do not stop the others.
    std::vector<std::unique_ptr<QTcpSocket>> crowd;
    for (int i = 0; i < 100; ++i) {
        crowd.push_back(std::make_unique<QTcpSocket>());
        crowd.back()->connectToHost(QHostAddress::LocalHost, gateway.server->port());
        crowd.back()->write("POST /api");
    }
    QTRY_VERIFY(!gateway.nonce().isEmpty()); // on a busy machine one comes too late itself
}

void GatewayLimitsTest::survivesNoise_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("zeros") << QByteArray(2000, '\0') + "\r\n\r\n";
    QTest::newRow("TLS hello") << QByteArray::fromHex("16030100a5010000a10303") + QByteArray(200, 'x') +
                                      "\n\n";
    QTest::newRow("no method") << QByteArray(" / HTTP/1.1\r\n\r\n");
    QTest::newRow("no version") << QByteArray("GET /\r\n\r\n");
    QTest::newRow("unknown method") << QByteArray("BREW /healthz HTTP/1.1\r\nConnection: close\r\n\r\n");
    QTest::newRow("negative length") << QByteArray(
        "POST /api/v2/sdk/auth/nonce HTTP/1.1\r\nContent-Length: -1\r\nConnection: close\r\n\r\n");
    QTest::newRow("bad host") << QByteArray(
        "GET /healthz HTTP/1.1\r\nHost: [::\r\nConnection: close\r\n\r\n");
    QTest::newRow("bad target") << QByteArray("GET http://[ HTTP/1.1\r\nConnection: close\r\n\r\n");
    QTest::newRow("bad escapes") << QByteArray(
        "GET /%zz%00/%ff?%=%%%&ids=%F0%28 HTTP/1.1\r\nConnection: close\r\n\r\n");
    QTest::newRow("upgrade") << QByteArray(
        "GET /healthz HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n");
    QTest::newRow("bad chunk") << QByteArray(
        "POST /api/v2/sdk/auth/nonce HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n");
}

void GatewayLimitsTest::survivesNoise()
{
    QFETCH(QByteArray, text);
    GatewayFixture gateway;
    gateway.config.requestTimeout = std::chrono::milliseconds(500);
    gateway.start();
    const QByteArray said = talk(gateway, text);
    QVERIFY2(!said.startsWith("(still open)"), said.left(200).constData());
    QVERIFY(!said.startsWith("HTTP/1.1 500"));
    QTRY_VERIFY(!gateway.nonce().isEmpty()); // on a busy machine one comes too late itself
}

void GatewayLimitsTest::takesOddPaths_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
    QTest::newRow("doubled at the start")
        << QByteArray("//api/v2/sdk/auth/nonce") << QByteArray("POST") << 200 << "";
    QTest::newRow("doubled everywhere")
        << QByteArray("///api//v2/sdk//auth/nonce//") << QByteArray("POST") << 200 << "";
    QTest::newRow("mobile") << QByteArray("/api/v2/mobile/auth/nonce") << QByteArray("POST") << 200 << "";
    QTest::newRow("query") << QByteArray("/api/v2/sdk/auth/nonce?x=//1") << QByteArray("POST") << 200 << "";
    QTest::newRow("absolute") << QByteArray("http://chat.example/api/v2/sdk/auth/nonce") << QByteArray("POST")
                              << 200 << "";
    QTest::newRow("unknown") << QByteArray("/api/v2/sdk/rooms") << QByteArray("POST") << 404
                             << "path_unknown";
    QTest::newRow("dots") << QByteArray("/api/v2/sdk/../sdk/auth/nonce") << QByteArray("POST") << 404
                          << "path_unknown";
    QTest::newRow("root") << QByteArray("/") << QByteArray("GET") << 404 << "path_unknown";
    QTest::newRow("method") << QByteArray("/api/v2/sdk/auth/nonce") << QByteArray("GET") << 405
                            << "method_refused";
}

void GatewayLimitsTest::takesOddPaths()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, method);
    QFETCH(int, status);
    QFETCH(QString, reason);
    GatewayFixture gateway;
    gateway.start();
    // No body and no length: nothing to complain about.
    const QByteArray said =
        talk(gateway, method + ' ' + path +
                          " HTTP/1.1\r\nHost: 127.0.0.1\r\nqiscus_sdk_app_id: natter-demo\r\n"
                          "qiscus_sdk_version: WEB_2.16.9\r\nConnection: close\r\n\r\n");
    QVERIFY2(said.startsWith("HTTP/1.1 " + QByteArray::number(status) + ' '), said.constData());
    QVERIFY2(reason.isEmpty() || said.contains("\"reason\":\"" + reason.toLatin1() + '"'), said.constData());
    QVERIFY(!reason.isEmpty() || said.contains("\"nonce\":\""));
}

void GatewayLimitsTest::keepsConnections()
{
    GatewayFixture gateway;
    gateway.start();
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, gateway.server->port());
    for (int i = 0; i < 3; ++i) {
        QByteArray said;
        socket.write("POST /api/v2/sdk/auth/nonce HTTP/1.1\r\nHost: x\r\n");
        socket.write("Content-Length: 2\r\n\r\n{}");
        QVERIFY(QTest::qWaitFor([&] { return (said += socket.readAll()).endsWith("}"); }, 30'000));
        QVERIFY2(said.startsWith("HTTP/1.1 200 "), said.constData());
    }
    QCOMPARE(socket.state(), QAbstractSocket::ConnectedState);
    const QByteArray old = talk(gateway, "GET /.well-known/natter.json HTTP/1.0\r\n\r\n");
    QVERIFY(old.contains("Connection: close"));
}

void GatewayLimitsTest::letsNobodyHoldAllConnections()
{
    for (const bool isCounted : {true, false}) {
        Gateway::ConnectionLimits limits;
        limits.connectionsPerClient = 3;
        if (isCounted)
            limits.proxies.clear();
        const auto router = std::make_shared<Gateway::Router>();
        const SystemClock clock;
        Gateway::HttpFront front(clock, [](const auto&, const auto&, const auto&, auto) {});
        front.serveBy(router, {});
        QVERIFY(front.listen(QHostAddress::LocalHost, 0, limits, {}));
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        for (int i = 0; i < 5; ++i) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            QTcpSocket& socket = *sockets.back();
            socket.connectToHost(QHostAddress::LocalHost, front.port());
            socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            QByteArray said;
            QTRY_VERIFY_WITH_TIMEOUT((said += socket.readAll()).startsWith("HTTP/1.1 404 "), 30'000);
        }
        // The oldest make room for the newest, where they stand for one client.
        const auto isOpen = [&sockets](size_t number) {
            return sockets[number]->state() == QAbstractSocket::ConnectedState;
        };
        QTRY_COMPARE_WITH_TIMEOUT(isOpen(0), !isCounted, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(isOpen(1), !isCounted, 30'000);
        QVERIFY(isOpen(2) && isOpen(3) && isOpen(4));
    }
}

void GatewayLimitsTest::neverPipelines()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray one = "POST /api/v2/sdk/auth/nonce HTTP/1.1\r\nHost: x\r\n\r\n";
    const QByteArray said = talk(gateway, one + one + one);
    QVERIFY(said.count("HTTP/1.1 ") <= 1);
}

void GatewayLimitsTest::refusesFieldsThatCannotBeRead_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("too many") << QByteArray("X-Noise: x\r\n").repeated(120);
    QTest::newRow("no field") << QByteArray("noise\r\n");
}

/// Who was forwarded stands among them: without them a stranger would be this machine.
void GatewayLimitsTest::refusesFieldsThatCannotBeRead()
{
    QFETCH(QByteArray, fields);
    GatewayFixture gateway;
    gateway.start();
    const QByteArray forwarded = "GET /metrics HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.9\r\n";
    QVERIFY(talk(gateway, forwarded + "Connection: close\r\n\r\n").startsWith("HTTP/1.1 404 "));
    const QByteArray said = talk(gateway, forwarded + fields + "\r\n");
    QVERIFY2(said.startsWith("HTTP/1.1 400 "), said.left(200).constData());
    QVERIFY(said.contains("\"reason\":\"head_malformed\""));
    QVERIFY(said.contains("Connection: close"));
}

/// As load balancers ask for health.
void GatewayLimitsTest::takesHeadsWithoutFields()
{
    GatewayFixture gateway;
    gateway.start();
    QVERIFY(talk(gateway, "GET /healthz HTTP/1.0\r\n\r\n").startsWith("HTTP/1.1 200 "));
    QVERIFY(talk(gateway, "GET /healthz HTTP/1.0\n\n").startsWith("HTTP/1.1 200 "));
}

void GatewayLimitsTest::saysContinue()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray head = "POST /api/v2/sdk/auth/nonce HTTP/1.1\r\nHost: x\r\nexpect:  100-Continue\r\n";
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, gateway.server->port());
    QVERIFY(socket.waitForConnected());
    QByteArray said;
    const auto hasSaid = [&](const QByteArray& text) {
        said += socket.readAll();
        return said.contains(text);
    };
    for (int i = 0; i < 2; ++i) { // on a connection that is kept
        said.clear();
        socket.write(head);
        socket.flush();
        QTest::qWait(20);
        socket.write("Content-Length: 2\r\n\r\n");
        QTRY_VERIFY_WITH_TIMEOUT(hasSaid("HTTP/1.1 100 Continue\r\n\r\n"), 30'000);
        socket.write("{}");
        QTRY_VERIFY_WITH_TIMEOUT(hasSaid("\"status\":200}"), 30'000);
        QCOMPARE(said.count("HTTP/1.1 "), 2);
    }
    // Whoever sends the body unasked does not need it, and HTTP/1.0 has no such answer.
    const QByteArray at = talk(gateway, head + "Connection: close\r\nContent-Length: 2\r\n\r\n{}");
    QVERIFY2(at.startsWith("HTTP/1.1 200 "), at.left(200).constData());
    const QByteArray old = QByteArray(head).replace("HTTP/1.1", "HTTP/1.0") + "Content-Length: 2\r\n\r\n";
    QVERIFY(talk(gateway, old, "100 Continue", 300).startsWith("(still open)"));
    // What is too large need not be sent at all.
    QVERIFY(talk(gateway, head + "Content-Length: 30000000\r\n\r\n").startsWith("HTTP/1.1 413 "));
}

void GatewayLimitsTest::answersPreflight()
{
    GatewayFixture gateway;
    gateway.start();
    const auto answer = gateway.call("OPTIONS", "/api/v2/sdk/auth/nonce", {},
        {{"Access-Control-Request-Headers", "qiscus_sdk_app_id,x-own"},
            {"Access-Control-Request-Method", "POST"}});
    QCOMPARE(answer.status, 204);
    QCOMPARE(answer.header("Access-Control-Allow-Origin"), QByteArray("*"));
    QCOMPARE(answer.header("Access-Control-Allow-Headers"), QByteArray("qiscus_sdk_app_id,x-own"));
    QVERIFY(answer.header("Access-Control-Allow-Methods").contains("POST"));
    const auto plain = gateway.call("OPTIONS", "/api/v2/sdk/users");
    QVERIFY(plain.header("Access-Control-Allow-Headers").contains("qiscus_sdk_app_id"));
    QVERIFY(plain.header("Access-Control-Allow-Headers").contains("authorization"));
}

void GatewayLimitsTest::answersHead()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray said =
        talk(gateway, "HEAD /.well-known/natter.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    QVERIFY(said.startsWith("HTTP/1.1 200 "));
    QVERIFY(said.endsWith("\r\n\r\n"));
}

void GatewayLimitsTest::tellsTheTime()
{
    GatewayFixture gateway;
    gateway.start();
    gateway.clock.setNow(QDateTime::fromSecsSinceEpoch(1'900'000'000, Qt::UTC));
    const auto answer = gateway.call("GET", "/healthz");
    QCOMPARE(Net::parseHttpDate(answer.header("Date")), gateway.clock.now());
}

void GatewayLimitsTest::servesProfiles()
{
    GatewayFixture gateway;
    gateway.config.apps.append(gateway.makeApp("second", "the secret of the second app", "second.example"));
    gateway.start();
    const auto first = parseProfile(gateway.call("GET", "/.well-known/natter.json").body);
    QVERIFY(first);
    QCOMPARE(*first, gateway.config.apps.first().profile);
    const auto second = parseProfile(gateway.call("GET", "/.well-known/natter.json?app_id=second").body);
    QVERIFY(second);
    QCOMPARE(second->engineDomain, "second.example");
    QCOMPARE(gateway.call("GET", "/.well-known/natter.json?app_id=third").status, 404);
}

void GatewayLimitsTest::servesConfig()
{
    GatewayFixture gateway;
    gateway.start();
    const auto config = gateway.call("GET", "/api/v2/sdk/config");
    QCOMPARE(config.status, 200);
    for (const char* name : {"base_url", "broker_url", "broker_lb_url"})
        QCOMPARE(config.results().value(QLatin1String(name)), QJsonValue(""));
    QCOMPARE(config.results().value("enable_realtime"), QJsonValue(false));
}

void GatewayLimitsTest::tellsHealth()
{
    GatewayFixture gateway;
    gateway.start();
    const auto good = gateway.call("GET", "/healthz");
    QCOMPARE(good.status, 200);
    QCOMPARE(good.json.value("status").toString(), "ok");
    gateway.engine.close();
    QCOMPARE(gateway.call("GET", "/healthz").status, 200);
    gateway.clock.advance(std::chrono::seconds(2));
    const auto bad = gateway.call("GET", "/healthz");
    QCOMPARE(bad.status, 503);
    QCOMPARE(bad.json.value("engine").toString(), "unavailable");
    QCOMPARE(bad.json.value("database").toString(), "ok");
}

void GatewayLimitsTest::looksOnceForAll()
{
    GatewayFixture gateway;
    gateway.start();
    for (int round = 0; round < 2; ++round) {
        gateway.engine.forget();
        QList<QNetworkReply*> asked;
        for (int i = 0; i < 20; ++i)
            asked.append(gateway.send("GET", "/healthz"));
        for (QNetworkReply* reply : std::as_const(asked))
            QCOMPARE(GatewayFixture::take(reply).status, 200);
        QCOMPARE(gateway.engine.asked().size(), 1);
        gateway.clock.advance(std::chrono::seconds(2));
    }
}

void GatewayLimitsTest::countsInMetrics()
{
    GatewayFixture gateway;
    gateway.start();
    QVERIFY(!gateway.nonce().isEmpty());
    QCOMPARE(gateway.verify("x").status, 400);
    QCOMPARE(gateway.call("GET", "/no/such/path\"}").status, 404);
    QCOMPARE(gateway.get("users?ids=1", gateway.bearer("2")).status, 200);
    const auto metrics = gateway.call("GET", "/metrics");
    QVERIFY(metrics.header("Content-Type").startsWith("text/plain"));
    for (const char* line : {
             "natter_gateway_requests_total{path=\"/api/v2/sdk/auth/nonce\",status=\"200\"} 2\n",
             "natter_gateway_requests_total{path=\"other\",status=\"404\"} 1\n",
             "natter_gateway_refusals_total{reason=\"token_malformed\"} 1\n",
             "natter_gateway_users_info_requests_total{outcome=\"answered\"} 1\n",
         })
        QVERIFY2(metrics.body.contains(line), metrics.body.constData());
}

void GatewayLimitsTest::stopsGracefully()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray bearer = gateway.bearer("2");
    gateway.usersInfo.setScript([](const auto&) { return std::nullopt; });
    QNetworkReply* reply =
        gateway.send("GET", "/api/v2/sdk/users?ids=1", {}, {{"Authorization", "Bearer " + bearer}});
    QTRY_COMPARE(gateway.usersInfo.asked().size(), 1);
    QSignalSpy stopped(gateway.server.get(), &Gateway::Server::stopped);
    const quint16 port = gateway.server->port();
    gateway.server->stop();
    QTest::qWait(100);
    QCOMPARE(stopped.size(), 0);
    QTcpSocket late;
    late.connectToHost(QHostAddress::LocalHost, port);
    QTRY_COMPARE(late.error(), QAbstractSocket::ConnectionRefusedError);
    QCOMPARE(GatewayFixture::take(reply).status, 503); // users-info never came, but the answer did
    QTRY_COMPARE(stopped.size(), 1);
}

void GatewayLimitsTest::refusesBadConfigurations()
{
    const auto detailOf = [](const std::function<void(Gateway::Config&)>& change) {
        GatewayFixture gateway;
        change(gateway.config);
        Gateway::Server server(gateway.config, gateway.clock);
        const auto started = server.start();
        return started ? QString() : started.error().detail;
    };
    QCOMPARE(detailOf([](auto&) {}), "");
    QVERIFY(detailOf([](auto& c) {
        c.address = QHostAddress::AnyIPv4;
    }).startsWith("[gateway] address: plain http"));
    QVERIFY(detailOf([](auto& c) { c.certificateFile = "/nowhere.pem"; }).startsWith("[gateway] key_file:"));
    QVERIFY(detailOf([](auto& c) {
        c.certificateFile = c.keyFile = "/nowhere.pem";
    }).startsWith("[gateway] certificate_file:"));
    QVERIFY(detailOf([](auto& c) {
        c.engine.tokenKey = Secret("short");
    }).startsWith("[engine] token_key_file:"));
    QVERIFY(detailOf([](auto& c) {
        c.engine.api = QUrl("http://chat.example/api/");
    }).startsWith("[engine] api:"));
    QVERIFY(detailOf([](auto& c) {
        c.apps.first().keys.first().secret = Secret("15 bytes in all");
    }).contains("] signing_secret_file: needs at least 16"));
    QVERIFY(detailOf([](auto& c) {
        c.apps.first().appToken = Secret("15 bytes in all");
    }).contains("] app_token_file: needs at least 16"));
    QVERIFY(detailOf([](auto& c) { c.apps.clear(); }).startsWith("[app NAME]"));
    QVERIFY(detailOf([](auto& c) { c.apps.append(c.apps.first()); }).contains("comes twice"));
    QVERIFY(detailOf([](auto& c) {
        c.apps.append(c.apps.first());
        c.apps.last().appId = "second";
    }).contains("engine domain of another app"));
    QVERIFY(detailOf([](auto& c) { c.apps.first().algorithms = {"none"}; }).contains("] algorithms:"));
    QVERIFY(detailOf([](auto& c) { c.database.driver = "QNONE"; }).contains("database_driver"));
    QVERIFY(detailOf([](auto& c) { c.database.name = "/no/such/folder/db"; }).contains("cannot open"));

    GatewayFixture first;
    first.start();
    QVERIFY(detailOf([&first](auto& c) { c.port = first.server->port(); }).contains("cannot listen"));
}

QTEST_GUILESS_MAIN(GatewayLimitsTest)
#include "tst_gateway_limits.moc"
