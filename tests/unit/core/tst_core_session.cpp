// SPDX-License-Identifier: Apache-2.0
#include "SessionFixture.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Natter;
using namespace Natter::Core;
using Phase = SessionStatus::Phase;

class SessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<Test::SessionFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void restoresFromTheKeychain();
    void asksNothingAfterALogin();
    void storesBeforeItConnects();
    void tellsFailuresApart_data();
    void tellsFailuresApart();
    void keepsTheKeychainsEntryWhenLoginIsNeeded();
    void neverRefreshesForALostConnection();
    void refreshesOnceForAllAskers();
    void refreshesAtTheEndByTheGatewaysClock_data();
    void refreshesAtTheEndByTheGatewaysClock();
    void replacesARefusedTokenOnce();
    void asksTheGatewayWhenItIsKicked();
    void needsALoginWhenItIsKickedForGood();
    void needsALoginWhenABearerCannotBeRefreshed();
    void replacesARejectedBearer();
    void goesOnWhenTheKeychainCannotStore();
    void asksWithTheSamePairAfterALostAnswer();
    void keepsALoginForThisSessionOnly();
    void waitsAsLongAsItIsTold();
    void triesAgainByItself();
    void asksForASignOfLife();
    void sparesTheGatewayWhileWaiting();
    void refusesAnswersForAnotherAccount();
    void neverLogsOutByItself_data();
    void neverLogsOutByItself();

private:
    std::unique_ptr<Test::SessionFixture> m_fixture;
};

void SessionTest::restoresFromTheKeychain()
{
    auto& f = *m_fixture;
    f.store0();
    QSignalSpy selfChanged(f.session.get(), &Session::selfChanged);
    QSignalSpy online(f.session.get(), &Session::online);
    f.session->restore();
    QCOMPARE(f.phase(), Phase::Unlocking);
    QVERIFY(f.http.waitForCount(1));
    QCOMPARE(f.phase(), Phase::Refreshing);
    QCOMPARE(f.http.request(0).body, QByteArray(R"({"refresh_token":"refresh-0","request_id":"id-0"})"));
    f.http.answer(0, 200, f.sessionJson(1));
    QVERIFY(f.comeOnline());
    QCOMPARE(f.phases, QList<Phase>({Phase::Unlocking, Phase::Refreshing, Phase::Connecting, Phase::Online}));
    QCOMPARE(f.transport->url(), f.profile().engineWebSocket);
    QCOMPARE(selfChanged.size(), 1);
    QCOMPARE(selfChanged.first().first().value<User>().name, QStringLiteral("Ada"));
    QCOMPARE(online.size(), 1);
    QCOMPARE(online.first().first().toBool(), false);
    QCOMPARE(f.http.count(), 1);
    QVERIFY(f.secrets.entries.value(f.entry()).contains("refresh-1"));
    QVERIFY(!f.secrets.entries.value(f.entry()).contains("id-0"));
}

void SessionTest::asksNothingAfterALogin()
{
    auto& f = *m_fixture;
    f.session->start(f.login(), true);
    QCOMPARE(f.phase(), Phase::Connecting);
    QVERIFY(f.comeOnline());
    QCOMPARE(Test::await(f.session->bearer())->reveal(), QByteArray("engine-0"));
    QCOMPARE(f.http.count(), 0);
}

void SessionTest::storesBeforeItConnects()
{
    auto& f = *m_fixture;
    f.store0();
    QByteArray storedWhenConnecting;
    connect(f.session.get(), &Session::statusChanged, this, [&](const SessionStatus& status) {
        if (status.phase == Phase::Connecting)
            storedWhenConnecting = f.secrets.entries.value(f.entry());
    });
    f.session->restore();
    QVERIFY(f.http.waitForCount(1));
    f.secrets.isSilent = true;
    f.http.answer(0, 200, f.sessionJson(1));
    QTest::qWait(50);
    QCOMPARE(f.phase(), Phase::Refreshing);
    QVERIFY(!f.transport->isConnecting());

    m_fixture = std::make_unique<Test::SessionFixture>();
    auto& g = *m_fixture;
    g.store0();
    connect(g.session.get(), &Session::statusChanged, this, [&](const SessionStatus& status) {
        if (status.phase == Phase::Connecting)
            storedWhenConnecting = g.secrets.entries.value(g.entry());
    });
    g.session->restore();
    QVERIFY(g.http.waitForCount(1));
    g.http.answer(0, 200, g.sessionJson(1));
    QVERIFY(g.waitForPhase(Phase::Connecting));
    QVERIFY(storedWhenConnecting.contains("refresh-1"));
}

void SessionTest::tellsFailuresApart_data()
{
    QTest::addColumn<int>("keychainError"); // -1: none
    QTest::addColumn<int>("status");        // 0: the network fails
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Phase>("phase");
    QTest::addColumn<ErrorKind>("kind");
    const auto refusal = [](const char* reason) {
        return Test::SessionFixture::refusal(reason);
    };
    const auto keychain = [](const char* name, ErrorKind kind, Phase phase) {
        QTest::newRow(name) << int(kind) << 0 << QByteArray() << phase << kind;
    };
    keychain("keychain locked", ErrorKind::KeychainLocked, Phase::KeychainLocked);
    keychain("keychain broken", ErrorKind::KeychainBroken, Phase::KeychainLocked);
    keychain("keychain empty", ErrorKind::SecretAbsent, Phase::LoginNeeded);
    QTest::newRow("network") << -1 << 0 << QByteArray() << Phase::Waiting << ErrorKind::Network;
    QTest::newRow("revoked") << -1 << 401 << refusal("refresh_revoked") << Phase::LoginNeeded
                             << ErrorKind::Revoked;
    QTest::newRow("reused") << -1 << 401 << refusal("refresh_reused") << Phase::LoginNeeded
                            << ErrorKind::Revoked;
    QTest::newRow("expired") << -1 << 401 << refusal("refresh_expired") << Phase::LoginNeeded
                             << ErrorKind::TokenExpired;
    QTest::newRow("unknown") << -1 << 401 << refusal("refresh_unknown") << Phase::LoginNeeded
                             << ErrorKind::Unauthorized;
    QTest::newRow("a proxy's 401") << -1 << 401 << QByteArray("<html>") << Phase::Waiting
                                   << ErrorKind::BadResponse;
    QTest::newRow("HTML") << -1 << 200 << QByteArray("<html>") << Phase::Waiting << ErrorKind::BadResponse;
    QTest::newRow("truncated") << -1 << 200 << QByteArray(R"({"results":{)") << Phase::Waiting
                               << ErrorKind::BadResponse;
    QTest::newRow("bad request") << -1 << 400 << refusal("x") << Phase::Waiting << ErrorKind::BadInput;
    QTest::newRow("not found") << -1 << 404 << QByteArray("{}") << Phase::Waiting << ErrorKind::BadResponse;
    QTest::newRow("down") << -1 << 503 << QByteArray() << Phase::Waiting << ErrorKind::ServerFailure;
    QTest::newRow("throttled") << -1 << 429 << QByteArray() << Phase::Waiting << ErrorKind::RateLimited;
}

void SessionTest::tellsFailuresApart()
{
    QFETCH(int, keychainError);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(Phase, phase);
    QFETCH(ErrorKind, kind);
    auto& f = *m_fixture;
    f.store0();
    if (keychainError >= 0)
        f.secrets.failure = Error{ErrorKind(keychainError), Retry::never(), {}, {}};
    f.session->restore();
    if (keychainError < 0) {
        QVERIFY(f.http.waitForCount(1));
        if (status == 0)
            f.http.fail(0, Error{ErrorKind::Network, Retry::later(), {}, {}});
        else
            f.http.answer(0, status, body);
    }
    QVERIFY(f.waitForPhase(phase));
    QVERIFY(f.session->status().error.has_value());
    QCOMPARE(f.session->status().error->kind, kind);
    QCOMPARE(f.session->status().retryAt.isValid(), phase == Phase::Waiting);
    QVERIFY(!f.transport->isConnecting());
    QVERIFY(!Test::await(f.session->bearer()).isOk());

    // Once the trouble is over, one retry is enough; only a login helps where one is needed.
    f.secrets.failure.reset();
    f.session->retryNow();
    if (phase == Phase::LoginNeeded) {
        QCOMPARE(f.phase(), Phase::LoginNeeded);
        return;
    }
    const int next = keychainError < 0 ? 1 : 0;
    QVERIFY(f.http.waitForCount(next + 1));
    f.http.answer(next, 200, f.sessionJson(1));
    QVERIFY(f.comeOnline());
}

void SessionTest::keepsTheKeychainsEntryWhenLoginIsNeeded()
{
    auto& f = *m_fixture;
    f.store0();
    f.session->restore();
    QVERIFY(f.http.waitForCount(1));
    f.http.answer(0, 401, f.refusal("refresh_revoked"));
    QVERIFY(f.waitForPhase(Phase::LoginNeeded));
    QVERIFY(f.secrets.entries.contains(f.entry()));
}

void SessionTest::neverRefreshesForALostConnection()
{
    auto& f = *m_fixture;
    f.session->start(f.login(), true);
    const ErrorKind kinds[] = {
        ErrorKind::Network, ErrorKind::Timeout, ErrorKind::Tls, ErrorKind::Protocol, ErrorKind::TooLarge};
    for (int i = 0; i < 1000; ++i) {
        QVERIFY(QTest::qWaitFor([&f] { return f.transport->isConnecting(); }, 30'000));
        if (i % 50 == 0)
            QVERIFY(f.comeOnline());
        const ErrorKind kind = kinds[i % std::size(kinds)];
        f.isResumable = f.isResumable && (kind != ErrorKind::Protocol && kind != ErrorKind::TooLarge);
        f.transport->fail(Error{kind, Retry::later(), {}, {}});
        QVERIFY(f.waitForPhase(Phase::Waiting));
        QCOMPARE(f.session->status().error->kind, kind);
        f.session->retryNow();
    }
    QCOMPARE(f.http.count(), 0);
    QVERIFY(f.comeOnline());
}

void SessionTest::refreshesOnceForAllAskers()
{
    auto& f = *m_fixture;
    f.store0();
    f.session->start(f.login(), true);
    QVERIFY(f.comeOnline());
    f.clock.advance(std::chrono::seconds(3600));
    QList<Answer<Secret>> askers;
    for (int i = 0; i < 50; ++i)
        askers += f.session->bearer();
    QVERIFY(f.http.waitForCount(1));
    askers += f.session->bearer();
    f.http.answer(0, 200, f.sessionJson(1));
    for (const auto& asker : askers)
        QCOMPARE(Test::await(asker)->reveal(), QByteArray("engine-1"));
    QCOMPARE(f.http.count(), 1);
    // The live engine session outlives its token.
    QCOMPARE(f.phases, QList<Phase>({Phase::Connecting, Phase::Online}));
    QVERIFY(f.transport->isOpen());
}

void SessionTest::refreshesAtTheEndByTheGatewaysClock_data()
{
    QTest::addColumn<bool>("hasDate");
    QTest::addColumn<int>("localClockAheadSeconds");
    QTest::newRow("clocks agree") << false << 0;
    QTest::newRow("computer two hours ahead") << true << 7200;
    QTest::newRow("computer two hours behind") << true << -7200;
}

void SessionTest::refreshesAtTheEndByTheGatewaysClock()
{
    QFETCH(bool, hasDate);
    QFETCH(int, localClockAheadSeconds);
    auto& f = *m_fixture;
    f.store0();
    Identity::Session login = f.login();
    if (hasDate)
        login.answeredAt = f.clock.now();
    f.clock.setNow(f.clock.now().addSecs(localClockAheadSeconds));
    f.session->start(login, true);
    f.clock.advance(std::chrono::seconds(3500));
    QCOMPARE(Test::await(f.session->bearer())->reveal(), QByteArray("engine-0"));
    QCOMPARE(f.http.count(), 0);
    f.clock.advance(std::chrono::seconds(100));
    const auto fresh = f.session->bearer();
    QVERIFY(f.http.waitForCount(1));
    f.http.answer(0, 200, f.sessionJson(1));
    QCOMPARE(Test::await(fresh)->reveal(), QByteArray("engine-1"));
}

void SessionTest::replacesARefusedTokenOnce()
{
    auto& f = *m_fixture;
    f.store0();
    f.session->start(f.login(), true);
    QVERIFY(f.refuseToken());
    QVERIFY(f.http.waitForCount(1));
    f.http.answer(0, 200, f.sessionJson(1));
    QVERIFY(f.refuseToken());
    QVERIFY(f.waitForPhase(Phase::Waiting));
    QCOMPARE(f.session->status().error->kind, ErrorKind::Unauthorized);
    QCOMPARE(f.http.count(), 1);
    f.session->retryNow();
    QVERIFY(f.http.waitForCount(2));
    f.http.answer(1, 200, f.sessionJson(2));

    // A session that lasted makes up for it: the next refusal may replace the token at once again.
    QVERIFY(f.comeOnline());
    f.clock.advance(std::chrono::seconds(60));
    f.transport->fail();
    QVERIFY(f.waitForPhase(Phase::Waiting));
    f.session->retryNow();
    QVERIFY(f.refuseToken());
    QVERIFY(f.http.waitForCount(3));
}

void SessionTest::asksTheGatewayWhenItIsKicked()
{
    auto& f = *m_fixture;
    f.store0();
    f.session->start(f.login(), true);
    QVERIFY(f.comeOnline());
    f.transport->inject(
        QStringLiteral("<s:error xmlns:s='http://etherx.jabber.org/streams'>"
                       "<policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></s:error>"));
    QVERIFY(f.http.waitForCount(1));
    f.isResumable = false;
    f.transport->forgetSent();
    f.http.answer(0, 200, f.sessionJson(1));
    QVERIFY(f.comeOnline());
    QCOMPARE(f.http.count(), 1);
}

void SessionTest::needsALoginWhenItIsKickedForGood()
{
    auto& f = *m_fixture;
    f.store0();
    f.session->start(f.login(), true);
    QVERIFY(f.comeOnline());
    f.transport->inject(
        QStringLiteral("<s:error xmlns:s='http://etherx.jabber.org/streams'>"
                       "<policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></s:error>"));
    QVERIFY(f.http.waitForCount(1));
    f.http.answer(0, 401, f.refusal("refresh_revoked"));
    QVERIFY(f.waitForPhase(Phase::LoginNeeded));
    QVERIFY(!f.transport->isConnecting());
    QCOMPARE(Test::await(f.session->bearer()).error().kind, ErrorKind::Unauthorized);
}

void SessionTest::needsALoginWhenABearerCannotBeRefreshed()
{
    auto& f = *m_fixture;
    f.store0();
    f.session->start(f.login(), true);
    QVERIFY(f.comeOnline());
    f.clock.advance(std::chrono::hours(2));
    const auto bearer = f.session->bearer();
    QVERIFY(f.http.waitForCount(1));
    f.http.answer(0, 401, f.refusal("refresh_expired"));
    QCOMPARE(Test::await(bearer).error().kind, ErrorKind::TokenExpired);
    QVERIFY(f.waitForPhase(Phase::LoginNeeded));
    QVERIFY(!f.transport->isOpen());
}

void SessionTest::replacesARejectedBearer()
{
    auto& f = *m_fixture;
    f.store0();
    f.session->start(f.login(), true);
    f.session->rejectBearer(Secret("an older one"));
    QCOMPARE(Test::await(f.session->bearer())->reveal(), QByteArray("engine-0"));
    f.session->rejectBearer(Secret("engine-0"));
    const auto fresh = f.session->bearer();
    QVERIFY(f.http.waitForCount(1));
    f.http.answer(0, 200, f.sessionJson(1));
    QCOMPARE(Test::await(fresh)->reveal(), QByteArray("engine-1"));
}

void SessionTest::goesOnWhenTheKeychainCannotStore()
{
    auto& f = *m_fixture;
    f.store0();
    f.session->restore();
    QVERIFY(f.http.waitForCount(1));
    f.secrets.failure = Error{ErrorKind::KeychainLocked, Retry::now(), {}, {}};
    f.http.answer(0, 200, f.sessionJson(1));
    QVERIFY(f.comeOnline());
    QVERIFY(f.session->status().error.has_value());
    QCOMPARE(f.session->status().error->kind, ErrorKind::KeychainLocked);
    QVERIFY(f.secrets.entries.value(f.entry()).contains("refresh-0"));

    // The next refresh goes with the token that only memory has.
    f.session->rejectBearer(Secret("engine-1"));
    const auto bearer = f.session->bearer();
    QVERIFY(f.http.waitForCount(2));
    QVERIFY(f.http.request(1).body.contains("refresh-1"));
    f.http.answer(1, 200, f.sessionJson(2));
    QVERIFY(Test::await(bearer).isOk());

    f.secrets.failure.reset();
    f.session->retryNow();
    QTRY_VERIFY(!f.session->status().error.has_value());
    QCOMPARE(f.phase(), Phase::Online);
    QVERIFY(f.secrets.entries.value(f.entry()).contains("refresh-2"));
}

void SessionTest::asksWithTheSamePairAfterALostAnswer()
{
    auto& f = *m_fixture;
    f.store0();
    f.session->restore();
    QVERIFY(f.http.waitForCount(1));
    f.http.fail(0, Error{ErrorKind::Timeout, Retry::later(), {}, {}});
    QVERIFY(f.waitForPhase(Phase::Waiting));
    f.session->retryNow();
    QVERIFY(f.http.waitForCount(2));
    QCOMPARE(f.http.request(1).body, f.http.request(0).body);

    // And after a crash, too.
    f.session.reset();
    TokenVault vault(f.secrets);
    Session second(f.profile(), f.ada(), f.gateway, vault, f.engine, f.clock);
    second.restore();
    QVERIFY(f.http.waitForCount(3));
    QCOMPARE(f.http.request(2).body, f.http.request(0).body);
}

void SessionTest::keepsALoginForThisSessionOnly()
{
    auto& f = *m_fixture;
    f.session->start(f.login(), false);
    QVERIFY(f.comeOnline());
    f.clock.advance(std::chrono::hours(2));
    const auto bearer = f.session->bearer();
    QVERIFY(f.http.waitForCount(1));
    QVERIFY(f.http.request(0).body.contains("refresh-0"));
    f.http.answer(0, 200, f.sessionJson(1));
    QVERIFY(Test::await(bearer).isOk());
    QVERIFY(f.secrets.entries.isEmpty());
    QVERIFY(!f.session->status().error.has_value());
    f.clock.advance(std::chrono::hours(2));
    (void)f.session->bearer();
    QVERIFY(f.http.waitForCount(2));
    QVERIFY(f.http.request(1).body.contains("refresh-1"));
}

void SessionTest::waitsAsLongAsItIsTold()
{
    auto& f = *m_fixture;
    f.store0();
    f.session->restore();
    QVERIFY(f.http.waitForCount(1));
    f.http.answer(0, 429, {}, {{"Retry-After", "60"}});
    QVERIFY(f.waitForPhase(Phase::Waiting));
    const qint64 seconds = f.clock.now().secsTo(f.session->status().retryAt);
    QVERIFY2(seconds >= 60 && seconds <= 91, qPrintable(QString::number(seconds)));
}

void SessionTest::triesAgainByItself()
{
    auto& f = *m_fixture;
    f.session->start(f.login(), true);
    QVERIFY(f.transport->isConnecting());
    f.transport->fail();
    QVERIFY(f.waitForPhase(Phase::Waiting));
    QVERIFY(QTest::qWaitFor([&f] { return f.transport->isConnecting(); }, 30'000));
    QCOMPARE(f.phase(), Phase::Connecting);
    QVERIFY(f.comeOnline());
}

void SessionTest::asksForASignOfLife()
{
    auto& f = *m_fixture;
    f.session->start(f.login(), true);
    QVERIFY(f.comeOnline());
    f.session->retryNow();
    QVERIFY(f.transport->expect(
        QStringLiteral("<iq type='get' id='*' to='natter.localhost'><ping xmlns='urn:xmpp:ping'/></iq>")));
    QCOMPARE(f.phase(), Phase::Online);
}

void SessionTest::sparesTheGatewayWhileWaiting()
{
    auto& f = *m_fixture;
    f.store0();
    f.session->restore();
    QVERIFY(f.http.waitForCount(1));
    f.http.answer(0, 503, {}, {{"Retry-After", "60"}});
    QVERIFY(f.waitForPhase(Phase::Waiting));
    for (int i = 0; i < 20; ++i)
        QCOMPARE(Test::await(f.session->bearer()).error().kind, ErrorKind::ServerFailure);
    QCOMPARE(f.http.count(), 1);
}

void SessionTest::refusesAnswersForAnotherAccount()
{
    auto& f = *m_fixture;
    f.store0();
    f.session->restore();
    QVERIFY(f.http.waitForCount(1));
    f.http.answer(0, 200, f.sessionJson(1, "somebody-else"));
    QVERIFY(f.waitForPhase(Phase::Waiting));
    QCOMPARE(f.session->status().error->code, QStringLiteral("other_account"));
    QVERIFY(f.secrets.entries.value(f.entry()).contains("refresh-0"));
    QVERIFY(!f.transport->isConnecting());

    Test::SessionFixture g;
    Identity::Session other = g.login();
    other.user.id = UserId(QStringLiteral("somebody-else"));
    g.session->start(other, true);
    QCOMPARE(g.phase(), Phase::Offline);
    QVERIFY(!g.transport->isConnecting());
}

void SessionTest::neverLogsOutByItself_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 12; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

/// Whatever network, gateway, engine and keychain do short of refusing the refresh token: the session goes
/// on, never asks twice at once, and is online again once everything works.
void SessionTest::neverLogsOutByItself()
{
    QFETCH(int, seed);
    auto& f = *m_fixture;
    f.store0();
    QRandomGenerator random(seed);
    int sessions = 0;
    const auto answerOpen = [&](auto answer) {
        for (qsizetype i = 0; i < f.http.count(); ++i) {
            if (!f.http.exchanges().at(i).promise.answer().isFinished())
                answer(i);
        }
    };
    f.session->restore();
    for (int step = 0; step < 250; ++step) {
        switch (random.bounded(14)) {
        case 0:
            f.transport->fail(Error{ErrorKind::Network, Retry::later(), {}, {}});
            break;
        case 1:
            f.transport->fail(Error{ErrorKind::Protocol, Retry::later(), {}, {}});
            break;
        case 2:
            if (f.transport->isConnecting())
                f.transport->accept();
            break;
        case 3:
            if (f.transport->isConnecting())
                QVERIFY(f.refuseToken());
            break;
        case 4:
            f.transport->injectRaw(QStringLiteral("<open"));
            break;
        case 5:
            (void)f.session->bearer();
            break;
        case 6:
            f.session->rejectBearer(Secret("engine-" + QByteArray::number(sessions)));
            break;
        case 7:
            f.clock.advance(std::chrono::seconds(random.bounded(4000)));
            break;
        case 8:
            f.session->retryNow();
            break;
        case 9:
            answerOpen([&](qsizetype i) { f.http.answer(i, 200, f.sessionJson(++sessions)); });
            break;
        case 10:
            answerOpen([&](qsizetype i) { f.http.answer(i, random.bounded(2) ? 500 : 401, "<html>"); });
            break;
        case 11:
            answerOpen([&](qsizetype i) {
                f.http.fail(i, Error{ErrorKind::Timeout, Retry::later(), {}, {}});
            });
            break;
        case 12:
            if (random.bounded(2))
                f.secrets.failure.reset();
            else
                f.secrets.failure = Error{ErrorKind::KeychainLocked, Retry::now(), {}, {}};
            break;
        default:
            QTest::qWait(1);
        }
        QCoreApplication::processEvents();
        QVERIFY(f.phase() != Phase::LoginNeeded);
        QVERIFY(f.phase() != Phase::Offline);
        if (f.phase() == Phase::Refused)
            f.session->retryNow();
        QVERIFY(f.refreshesUnderWay() <= 1);
        f.transport->forgetSent();
    }

    f.secrets.failure.reset();
    f.transport->fail();
    const auto isConnecting = [&f, &answerOpen, &sessions] {
        answerOpen([&](qsizetype i) { f.http.answer(i, 200, f.sessionJson(++sessions)); });
        f.session->retryNow();
        return f.transport->isConnecting();
    };
    QVERIFY(QTest::qWaitFor(isConnecting, 30'000));
    f.transport->forgetSent();
    QVERIFY(Test::authenticate(*f.transport, f.profile().engineDomain));
}

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_core_session.moc"
