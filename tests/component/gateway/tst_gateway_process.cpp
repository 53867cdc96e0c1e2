// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/GatewayProcess.h"

using namespace Natter;
using namespace Natter::Test;

class GatewayProcessTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stopsWhenItsRequestsAreAnswered();
    void stopsInTheEnd();
    void keepsItsFilesToItself();
    void reloads();
};

void GatewayProcessTest::stopsWhenItsRequestsAreAnswered()
{
    GatewayProcess gateway;
    gateway.configure();
    gateway.start();
    const QByteArray bearer = gateway.login().user().value("token").toString().toLatin1();
    QVERIFY(!bearer.isEmpty());
    gateway.usersInfo.setScript([](const auto& asked) -> std::optional<ScriptedPeer::Reply> {
        QTest::qWait(500);
        return GatewayFixture::answerUsers(asked);
    });
    QNetworkReply* reply = gateway.send("GET", "users?ids=7", {}, {{"Authorization", "Bearer " + bearer}});
    QTRY_VERIFY(!gateway.usersInfo.asked().isEmpty() || reply->isFinished());
    gateway.raise(SIGTERM);
    const auto answered = GatewayFixture::take(reply);
    QCOMPARE(answered.status, 200);
    QCOMPARE(answered.results().value("users").toArray().size(), 1);
    QVERIFY(gateway.endsWell(30'000));
}

void GatewayProcessTest::stopsInTheEnd()
{
    // A request that never gets its answer does not keep it.
    GatewayProcess gateway;
    gateway.configure();
    gateway.start();
    const QByteArray bearer = gateway.login().user().value("token").toString().toLatin1();
    gateway.usersInfo.setScript([](const auto&) { return std::nullopt; });
    gateway.send("GET", "users?ids=7", {}, {{"Authorization", "Bearer " + bearer}});
    QTRY_VERIFY(!gateway.usersInfo.asked().isEmpty());
    gateway.raise(SIGTERM);
    QVERIFY(gateway.endsWell(60'000));
}

void GatewayProcessTest::keepsItsFilesToItself()
{
    GatewayProcess gateway;
    gateway.configure();
    gateway.start();
    QCOMPARE(gateway.login().status, 200);
    for (const QFileInfo& file : QDir(gateway.folder.path()).entryInfoList({"gateway.sqlite*"}))
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup),
            QFile::Permissions());
}

void GatewayProcessTest::reloads()
{
    GatewayProcess gateway;
    gateway.configure();
    gateway.start();
    QCOMPARE(gateway.login().status, 200);
    // Bad: the reason is in the log, and the old one stays.
    gateway.keep("secret", "the next signing secret");
    gateway.configure("audit_log = stdout\n", "nonsense = 1\n");
    gateway.raise(SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(gateway.output().contains("[app natter-demo] nonsense"), 30'000);
    QVERIFY(gateway.output().contains("not reloaded"));
    QCOMPARE(gateway.login().status, 200);
    // Good.
    gateway.configure();
    gateway.raise(SIGHUP);
    QTRY_VERIFY_WITH_TIMEOUT(gateway.output().contains("config_reloaded"), 30'000);
    QCOMPARE(gateway.login().reason(), "signature_invalid");
    QCOMPARE(gateway.login("2", "the next signing secret").status, 200);
    QVERIFY(gateway.output().contains("\"event\":\"login_accepted\""));
    QVERIFY(!gateway.output().contains("the next signing secret"));
}

QTEST_GUILESS_MAIN(GatewayProcessTest)
#include "tst_gateway_process.moc"
