// SPDX-License-Identifier: Apache-2.0
#include "SessionFixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace Natter;
using namespace Natter::Core;
using Phase = SessionStatus::Phase;

/// How a session ends: by a logout, by another login, and by being deleted in the middle of things.
class SessionEndTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<Test::SessionFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void logsOut();
    void logsOutWithoutTheGateway();
    void leavesANewerSignInAlone();
    void staysSilentAfterALogout_data();
    void staysSilentAfterALogout();
    void signsInAgainAfterLoginNeeded();
    void replacesARunningSession();
    void mayDieAnywhere_data();
    void mayDieAnywhere();

private:
    std::unique_ptr<Test::SessionFixture> m_fixture;
};

void SessionEndTest::logsOut()
{
    auto& f = *m_fixture;
    f.store0();
    f.session->start(f.login(), true);
    QVERIFY(f.comeOnline());
    const auto answer = f.session->logout(true);
    QCOMPARE(f.phase(), Phase::Offline);
    QVERIFY(f.http.waitForCount(1));
    QVERIFY(f.http.request(0).url.path().endsWith(QStringLiteral("/logout")));
    const QJsonObject body = QJsonDocument::fromJson(f.http.request(0).body).object();
    QCOMPARE(body.value(u"refresh_token").toString(), QStringLiteral("refresh-0"));
    QCOMPARE(body.value(u"everywhere"), QJsonValue(true));
    QVERIFY(!f.transport->isOpen());
    f.http.answer(0, 200, R"({"results":{},"status":200})");
    QVERIFY(Test::await(answer).isOk());
    QVERIFY(f.secrets.entries.isEmpty());
    QTest::qWait(30);
    QCOMPARE(f.phase(), Phase::Offline);
    QVERIFY(!f.transport->isConnecting());
    QVERIFY(!Test::await(f.session->bearer()).isOk());
}

void SessionEndTest::logsOutWithoutTheGateway()
{
    auto& f = *m_fixture;
    f.store0();
    f.session->start(f.login(), true);
    const auto answer = f.session->logout(false);
    QVERIFY(f.http.waitForCount(1));
    f.http.fail(0, Error{ErrorKind::Network, Retry::later(), {}, {}});
    QCOMPARE(Test::await(answer).error().kind, ErrorKind::Network);
    QVERIFY(f.secrets.entries.isEmpty());
    QCOMPARE(f.phase(), Phase::Offline);
}

void SessionEndTest::leavesANewerSignInAlone()
{
    auto& f = *m_fixture;
    f.store0();
    f.session->start(f.login(), true);
    const auto answer = f.session->logout(false);
    // Before the vault has answered, the same account is signed in to anew.
    (void)f.vault.save(f.profile().siteKey(), f.ada(), {Secret("newer"), QStringLiteral("id-1")});
    QVERIFY(f.http.waitForCount(1));
    QVERIFY(f.http.request(0).body.contains("refresh-0"));
    f.http.answer(0, 200, R"({"results":{},"status":200})");
    QVERIFY(Test::await(answer).isOk());
    QVERIFY(f.secrets.entries.value(f.entry()).contains("newer"));
}

void SessionEndTest::staysSilentAfterALogout_data()
{
    QTest::addColumn<bool>("isAnswerOnItsWay");
    QTest::newRow("answer comes later") << false;
    QTest::newRow("answer is there, not yet heard") << true;
}

void SessionEndTest::staysSilentAfterALogout()
{
    QFETCH(bool, isAnswerOnItsWay);
    auto& f = *m_fixture;
    f.store0();
    QSignalSpy selfChanged(f.session.get(), &Session::selfChanged);
    f.session->restore();
    QVERIFY(f.http.waitForCount(1));
    const auto bearer = f.session->bearer();
    if (isAnswerOnItsWay)
        f.http.answer(0, 200, f.sessionJson(1));
    (void)f.session->logout(false);
    if (!isAnswerOnItsWay)
        f.http.answer(0, 200, f.sessionJson(1));
    QCOMPARE(Test::await(bearer).error().kind, ErrorKind::Cancelled);
    QTest::qWait(30);
    QCOMPARE(f.phase(), Phase::Offline);
    QVERIFY(selfChanged.isEmpty());
    QVERIFY(f.secrets.entries.isEmpty());
    QVERIFY(!f.transport->isConnecting());
}

void SessionEndTest::signsInAgainAfterLoginNeeded()
{
    auto& f = *m_fixture;
    f.session->restore();
    QVERIFY(f.waitForPhase(Phase::LoginNeeded));
    f.session->start(f.login(), true);
    QVERIFY(f.comeOnline());
}

void SessionEndTest::replacesARunningSession()
{
    auto& f = *m_fixture;
    f.session->start(f.login(), true);
    QVERIFY(f.comeOnline());
    f.isResumable = false;
    Identity::Session again = f.login();
    again.engineToken = Secret("engine-again");
    f.session->start(again, true);
    f.transport->forgetSent();
    QCOMPARE(f.phase(), Phase::Connecting);
    QVERIFY(f.comeOnline());
    QCOMPARE(Test::await(f.session->bearer())->reveal(), QByteArray("engine-again"));
    QVERIFY(!f.phases.contains(Phase::Waiting));
}

void SessionEndTest::mayDieAnywhere_data()
{
    QTest::addColumn<QByteArray>("stage");
    for (const QByteArray stage :
        {"unlocking", "refreshing", "storing", "connecting", "online", "waiting", "logout"})
        QTest::newRow(stage.constData()) << stage;
}

void SessionEndTest::mayDieAnywhere()
{
    auto& f = *m_fixture;
    f.store0();
    QFETCH(QByteArray, stage);
    QList<Answer<Secret>> bearers;
    std::optional<Answer<void>> loggedOut;
    if (stage == "unlocking" || stage == "refreshing" || stage == "storing") {
        f.secrets.isSilent = stage == "unlocking";
        f.session->restore();
        bearers += f.session->bearer();
        if (stage != "unlocking")
            QVERIFY(f.http.waitForCount(1));
        if (stage == "storing") {
            f.secrets.isSilent = true;
            f.http.answer(0, 200, f.sessionJson(1));
            QTest::qWait(20);
        }
    } else {
        f.session->start(f.login(), true);
        if (stage == "online")
            QVERIFY(f.comeOnline());
        if (stage == "waiting") {
            f.transport->fail();
            QVERIFY(f.waitForPhase(Phase::Waiting));
        }
        if (stage == "logout") {
            loggedOut = f.session->logout(false);
            QVERIFY(f.http.waitForCount(1));
        }
    }
    f.session.reset();
    for (int i = 0; i < f.http.count(); ++i)
        f.http.answer(i, 200, f.sessionJson(2));
    f.transport->fail();
    QTest::qWait(stage == "waiting" ? 600 : 50);
    for (const auto& bearer : bearers)
        QCOMPARE(Test::await(bearer).error().kind, ErrorKind::Cancelled);
    if (loggedOut)
        QCOMPARE(Test::await(*loggedOut).error().kind, ErrorKind::Cancelled);
    QVERIFY(!f.transport->isConnecting());
}

QTEST_GUILESS_MAIN(SessionEndTest)
#include "tst_core_sessionend.moc"
