// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/GatewayFixture.h"
#include "gateway/Database.h"

using namespace Natter;
using namespace Natter::Test;

/// A real PostgreSQL that is killed, stands still or comes back, and several gateways on one.
class GatewayOutageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recoversFromAKill();
    void answersWhileItStandsStill();
    void leavesNothingHalfWritten();
    void refusesToStartWithout();
    void hasOneWinnerAmongGateways();
    void repeatsARefreshAtAnotherGateway();

private:
    /// A call that the database has to answer: `refresh_invalid`.
    static GatewayFixture::Answered askDatabase(GatewayFixture& gateway)
    {
        return gateway.post("refresh_user_token", {{"refresh_token", "invented"}});
    }
    /// Every connection is good again.
    static bool waitForDatabase(GatewayFixture& gateway)
    {
        int good = 0;
        return QTest::qWaitFor(
            [&] {
                good = askDatabase(gateway).status == 401 ? good + 1 : 0;
                return good == 20;
            },
            60'000);
    }

    PostgresProcess m_postgres;
};

void GatewayOutageTest::recoversFromAKill()
{
    GatewayFixture gateway;
    gateway.config.database = m_postgres.makeDatabase();
    gateway.config.loginCallsPerMinute = 0;
    gateway.start();
    const auto login = gateway.login("2");
    QCOMPARE(login.status, 200);
    const QByteArray unused = gateway.sign(gateway.claims("2", gateway.nonce()));

    const auto health = [&gateway] {
        return gateway.call("GET", "/healthz").json.value("database").toString();
    };
    QCOMPARE(health(), "ok");

    m_postgres.kill();
    for (int i = 0; i < 10; ++i) {
        const auto refused = askDatabase(gateway);
        QCOMPARE(refused.status, 503);
        QCOMPARE(refused.reason(), "database_unavailable");
        QVERIFY(refused.header("Retry-After").toInt() > 0);
    }
    QCOMPARE(gateway.verify(unused).reason(), "database_unavailable");
    QCOMPARE(health(), "ok"); // nobody presses the database by asking for it
    gateway.clock.advance(std::chrono::seconds(2));
    QCOMPARE(health(), "unavailable");
    QCOMPARE(gateway.call("GET", "/.well-known/natter.json").status, 200);

    m_postgres.start();
    QVERIFY(waitForDatabase(gateway));
    // What was promised before still holds.
    QCOMPARE(gateway.verify(unused).status, 200);
    QCOMPARE(gateway.verify(unused).reason(), "nonce_used");
    QCOMPARE(
        gateway.post("refresh_user_token", {{"refresh_token", login.user().value("refresh_token")}}).status,
        200);
    gateway.clock.advance(std::chrono::seconds(2));
    QCOMPARE(health(), "ok");
}

void GatewayOutageTest::answersWhileItStandsStill()
{
    GatewayFixture gateway;
    gateway.config.database = m_postgres.makeDatabase();
    gateway.config.loginCallsPerMinute = 0;
    gateway.config.database.timeout = std::chrono::seconds(4);
    gateway.start();
    QVERIFY(waitForDatabase(gateway));

    m_postgres.suspend();
    QList<QNetworkReply*> asked;
    for (int i = 0; i < 6; ++i) // as many as a QNetworkAccessManager has connections
        asked.append(
            gateway.send("POST", "/api/v2/sdk/refresh_user_token", R"({"refresh_token":"invented"})"));
    QTest::qWait(300);
    // Whatever needs no database is served meanwhile.
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, gateway.server->port());
    socket.write("GET /.well-known/natter.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    QByteArray said;
    QTRY_VERIFY((said += socket.readAll()).startsWith("HTTP/1.1 200 "));
    for (const QNetworkReply* reply : std::as_const(asked))
        QVERIFY(!reply->isFinished());
    for (QNetworkReply* reply : std::as_const(asked)) {
        const auto refused = GatewayFixture::take(reply);
        QCOMPARE(refused.status, 503);
        QCOMPARE(refused.reason(), "database_unavailable");
        QVERIFY(refused.header("Retry-After").toInt() > 0);
    }
    // By now it is known to stand still: nobody waits any more.
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(askDatabase(gateway).reason(), "database_unavailable");
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));

    m_postgres.resume();
    QVERIFY(waitForDatabase(gateway));
    QCOMPARE(gateway.login("2").status, 200);
}

void GatewayOutageTest::leavesNothingHalfWritten()
{
    GatewayFixture gateway;
    gateway.config.database = m_postgres.makeDatabase();
    gateway.config.loginCallsPerMinute = 0;
    gateway.config.loginCallsPerAccountPerMinute = 0;
    gateway.start();
    QCOMPARE(gateway.login("0").status, 200);
    // Logins and refreshes in flight while it dies, again and again.
    for (int round = 0; round < 3; ++round) {
        QList<QByteArray> tokens;
        for (int i = 0; i < 6; ++i)
            tokens.append(gateway.sign(gateway.claims(QString("%1-%2").arg(round).arg(i), gateway.nonce())));
        QList<QNetworkReply*> asked;
        for (const QByteArray& token : std::as_const(tokens))
            asked.append(gateway.send("POST", "/api/v2/sdk/auth/verify_identity_token",
                QJsonDocument(QJsonObject{{"identity_token", QString::fromLatin1(token)}}).toJson(),
                {{"qiscus_sdk_app_id", "natter-demo"}}));
        QTest::qWait(2 * round);
        m_postgres.kill();
        QList<GatewayFixture::Answered> answers;
        for (QNetworkReply* reply : std::as_const(asked))
            answers.append(GatewayFixture::take(reply));
        m_postgres.start();
        QVERIFY(waitForDatabase(gateway));
        for (qsizetype i = 0; i < answers.size(); ++i) {
            const auto& answer = answers.at(i);
            QVERIFY2(
                answer.status == 200 || answer.reason() == "database_unavailable", answer.body.constData());
            if (answer.status != 200)
                continue;
            // Whoever was let in is in, and the nonce is spent.
            QCOMPARE(gateway.verify(tokens.at(i)).reason(), "nonce_used");
            QCOMPARE(
                gateway.post("refresh_user_token", {{"refresh_token", answer.user().value("refresh_token")}})
                    .status,
                200);
        }
    }
    Gateway::Database database(gateway.config.database);
    QVERIFY(database.open());
    const auto count = [&database](const QString& what) {
        auto rows = database.run("SELECT COUNT(*) FROM " + what);
        return rows && rows.value().next() ? rows->value(0).toInt() : -1;
    };
    QCOMPARE(
        count("sessions s WHERE NOT EXISTS (SELECT 1 FROM refresh_tokens t WHERE t.session_id = s.id)"), 0);
    QCOMPARE(count("(SELECT session_id FROM refresh_tokens WHERE used_at IS NULL GROUP BY session_id "
                   "HAVING COUNT(*) > 1) twice"),
        0);
}

void GatewayOutageTest::refusesToStartWithout()
{
    GatewayFixture gateway;
    gateway.config.database = m_postgres.makeDatabase();
    gateway.config.loginCallsPerMinute = 0;
    gateway.config.database.password = Secret("another");
    Gateway::Server server(gateway.config, gateway.clock);
    const auto started = server.start();
    QVERIFY(!started);
    QVERIFY2(
        started.error().detail.startsWith("cannot open the database"), qPrintable(started.error().detail));
    QVERIFY(!started.error().detail.contains("another"));
}

void GatewayOutageTest::hasOneWinnerAmongGateways()
{
    std::vector<std::unique_ptr<GatewayFixture>> gateways;
    const Gateway::DatabaseConfig database = m_postgres.makeDatabase();
    for (int i = 0; i < 4; ++i) {
        gateways.push_back(std::make_unique<GatewayFixture>());
        gateways.back()->config.database = database;
        gateways.back()->config.loginCallsPerAccountPerMinute = 0;
        gateways.back()->start();
    }
    const QByteArray token = gateways[0]->sign(gateways[0]->claims("2", gateways[1]->nonce()));
    const auto askAll = [&gateways](const QByteArray& path, const QJsonObject& body) {
        QList<QNetworkReply*> asked;
        for (int i = 0; i < 100; ++i)
            asked.append(gateways[size_t(i) % 4]->send("POST", "/api/v2/sdk/" + path,
                QJsonDocument(body).toJson(), {{"qiscus_sdk_app_id", "natter-demo"}}));
        QMap<QString, int> outcomes;
        QJsonValue refreshToken;
        for (QNetworkReply* reply : std::as_const(asked)) {
            const auto answer = GatewayFixture::take(reply);
            ++outcomes[answer.status == 200 ? "won" : answer.reason()];
            if (answer.status == 200)
                refreshToken = answer.user().value("refresh_token");
        }
        return std::pair(outcomes, refreshToken);
    };
    const auto [logins, refreshToken] =
        askAll("auth/verify_identity_token", {{"identity_token", QString::fromLatin1(token)}});
    QCOMPARE(logins, (QMap<QString, int>{{"won", 1}, {"nonce_used", 99}}));
    const auto refreshes = askAll("refresh_user_token", {{"refresh_token", refreshToken}}).first;
    QCOMPARE(refreshes.value("won"), 1);
    QCOMPARE(refreshes.value("refresh_reused") + refreshes.value("refresh_revoked"), 99);
}

void GatewayOutageTest::repeatsARefreshAtAnotherGateway()
{
    GatewayFixture one;
    GatewayFixture other;
    one.config.database = other.config.database = m_postgres.makeDatabase();
    one.start();
    other.start();
    const QJsonObject ask{
        {"refresh_token", one.login("2").user().value("refresh_token")}, {"request_id", "same"}};
    const auto first = one.post("refresh_user_token", ask);
    const auto again = other.post("refresh_user_token", ask);
    QCOMPARE(first.status, 200);
    QCOMPARE(again.status, 200);
    QCOMPARE(first.user().value("refresh_token"), again.user().value("refresh_token"));
    // A session that one gateway ends is over at the other.
    const QByteArray bearer = again.user().value("token").toString().toLatin1();
    QCOMPARE(other.get("users?ids=2", bearer).status, 200);
    one.post("logout", {{"refresh_token", again.user().value("refresh_token")}});
    QCOMPARE(other.get("users?ids=2", bearer).reason(), "session_revoked");
}

QTEST_GUILESS_MAIN(GatewayOutageTest)
#include "tst_gateway_outage.moc"
