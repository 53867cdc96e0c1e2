// SPDX-License-Identifier: Apache-2.0
#include "SessionFixture.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Natter;
using namespace Natter::Core;
using namespace std::chrono_literals;
using Phase = SessionStatus::Phase;
using Cause = SessionStatus::Cause;

namespace {

QString streamError(const QString& condition)
{
    return QStringLiteral("<s:error xmlns:s='http://etherx.jabber.org/streams'>"
                          "<%1 xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></s:error>")
        .arg(condition);
}

/// The gateway's rule of refresh tokens: each works once, the same pair of token and request id gets the same
/// answer again, anything else is theft.
class RotationModel
{
public:
    /// The number of the session to answer with; nothing: theft.
    std::optional<int> take(const QByteArray& body)
    {
        const QJsonObject request = QJsonDocument::fromJson(body).object();
        const QString token = request.value(u"refresh_token").toString();
        const std::pair pair(token, request.value(u"request_id").toString());
        if (pair == m_lastPair)
            return m_number;
        if (token != QStringLiteral("refresh-%1").arg(m_number))
            return std::nullopt;
        m_lastPair = pair;
        return ++m_number;
    }
    int number() const { return m_number; }

private:
    int m_number = 0;
    std::pair<QString, QString> m_lastPair;
};

} // namespace

/// When tokens are replaced, how often, and what becomes of them when things break in between.
class TokenLifeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<Test::SessionFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void neverStoresAnOlderTokenAgain()
    {
        auto& f = *m_fixture;
        f.store0();
        f.session->restore();
        QVERIFY(f.http.waitForCount(1));
        f.secrets.failure = Error{ErrorKind::KeychainLocked, Retry::now(), {}, {}};
        f.http.answer(0, 200, f.sessionJson(1));
        QVERIFY(f.comeOnline());
        QVERIFY(f.session->status().error.has_value());
        f.secrets.failure.reset();
        f.session->retryNow();
        // The next one comes while the last one is stored again.
        (void)f.vault.save(f.profile().siteKey(), f.ada(), {Secret("refresh-2"), QStringLiteral("id-2")});
        QTRY_VERIFY(!f.session->status().error.has_value());
        QTest::qWait(30);
        QVERIFY(f.secrets.entries.value(f.entry()).contains("refresh-2"));
        QCOMPARE(Test::await(f.vault.load(f.profile().siteKey(), f.ada()))->refreshToken.reveal(),
            QByteArray("refresh-2"));
    }

    void stopsAfterRefusalsAndAsks_data()
    {
        QTest::addColumn<bool>("isKick");
        QTest::addColumn<Cause>("cause");
        QTest::newRow("refused") << false << Cause::Rejected;
        QTest::newRow("kicked") << true << Cause::Kicked;
    }
    void stopsAfterRefusalsAndAsks()
    {
        QFETCH(bool, isKick);
        QFETCH(Cause, cause);
        auto& f = *m_fixture;
        f.store0();
        f.session->start(f.login(), true);
        const auto refuse = [&] {
            if (!isKick)
                return f.refuseToken();
            if (!f.comeOnline())
                return false;
            f.isResumable = false;
            f.transport->inject(streamError(QStringLiteral("conflict")));
            const bool isLost = QTest::qWaitFor([&f] { return f.phase() != Phase::Online; }, 30'000);
            f.transport->forgetSent();
            return isLost;
        };
        QVERIFY(refuse());
        QVERIFY(f.http.waitForCount(1));
        f.http.answer(0, 200, f.sessionJson(1));
        QVERIFY(refuse());
        QVERIFY(f.waitForPhase(Phase::Waiting));
        QCOMPARE(f.session->status().cause(), cause);
        f.session->retryNow();
        QVERIFY(f.http.waitForCount(2));
        f.http.answer(1, 200, f.sessionJson(2));
        QVERIFY(refuse());
        QVERIFY(f.waitForPhase(Phase::Refused));
        QCOMPARE(f.session->status().cause(), cause);
        QTest::qWait(1500);
        QVERIFY2(!f.transport->isConnecting(), "it stopped");
        QVERIFY(!Test::await(f.session->bearer()).isOk());
        QCOMPARE(f.http.count(), 2);
        QVERIFY2(f.secrets.entries.value(f.entry()).contains("refresh-2"), "nobody was signed out");

        f.session->retryNow();
        QVERIFY(f.http.waitForCount(3));
        f.http.answer(2, 200, f.sessionJson(3));
        QVERIFY(f.comeOnline());
    }

    void namesTheCause_data()
    {
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<Cause>("cause");
        QTest::newRow("expired") << QByteArray("refresh_expired") << Cause::Expired;
        QTest::newRow("revoked") << QByteArray("refresh_revoked") << Cause::Revoked;
        QTest::newRow("reused") << QByteArray("refresh_reused") << Cause::Revoked;
        QTest::newRow("rejected") << QByteArray("refresh_unknown") << Cause::Rejected;
        QTest::newRow("never signed in") << QByteArray() << Cause::Absent;
    }
    void namesTheCause()
    {
        QFETCH(QByteArray, reason);
        QFETCH(Cause, cause);
        auto& f = *m_fixture;
        if (cause != Cause::Absent)
            f.store0();
        f.session->restore();
        if (cause != Cause::Absent) {
            QVERIFY(f.http.waitForCount(1));
            f.http.answer(0, 401, f.refusal(reason));
        }
        QVERIFY(f.waitForPhase(Phase::LoginNeeded));
        QCOMPARE(f.session->status().cause(), cause);
        QCOMPARE(f.session->status().isNeverSignedIn(), cause == Cause::Absent);
    }

    void takesAKeychainsLateAnswer_data()
    {
        QTest::addColumn<int>("silences");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("found") << 1 << true;
        QTest::newRow("found after a minute") << 3 << true;
        QTest::newRow("absent") << 1 << false;
    }

    /// Nobody does anything but unlock the keychain.
    void takesAKeychainsLateAnswer()
    {
        QFETCH(int, silences);
        QFETCH(bool, isThere);
        auto& f = *m_fixture;
        if (isThere)
            f.store0();
        f.secrets.failure = Error{ErrorKind::KeychainLocked, Retry::later(), {}, QStringLiteral("timeout")};
        f.session->restore();
        QVERIFY(f.waitForPhase(Phase::KeychainLocked));
        QTRY_VERIFY_WITH_TIMEOUT(f.secrets.reads >= silences, 30'000);
        QCOMPARE(f.http.count(), 0);
        f.secrets.failure.reset();
        if (!isThere) {
            QTRY_COMPARE_WITH_TIMEOUT(f.phase(), Phase::LoginNeeded, 30'000);
            QVERIFY(f.session->status().isNeverSignedIn());
            return;
        }
        QVERIFY(f.http.waitForCount(1, 30'000));
        QCOMPARE(f.phase(), Phase::Refreshing);
        f.http.answer(0, 200, f.sessionJson(1));
        QVERIFY(f.comeOnline());
        QCOMPARE(f.phases, QList<Phase>({Phase::Unlocking, Phase::KeychainLocked, Phase::Refreshing,
                               Phase::Connecting, Phase::Online}));
        QCOMPARE(f.http.count(), 1);
    }

    /// It would prompt again and again.
    void asksALockedKeychainOnce()
    {
        auto& f = *m_fixture;
        f.store0();
        f.secrets.failure = Error{ErrorKind::KeychainLocked, Retry::later(), {}, {}};
        f.session->restore();
        QVERIFY(f.waitForPhase(Phase::KeychainLocked));
        QTest::qWait(1500);
        QCOMPARE(f.secrets.reads, 1);
    }

    void renewsBeforeTheEnd()
    {
        auto& f = *m_fixture;
        f.store0();
        f.session->start(f.login(), true);
        QVERIFY(f.comeOnline());
        f.clock.advance(50min);
        f.session->retryNow();
        QTest::qWait(20);
        QCOMPARE(f.http.count(), 0);
        f.clock.advance(9min + 31s);
        for (int i = 0; i < 10; ++i)
            f.session->retryNow();
        QVERIFY(f.http.waitForCount(1));
        f.http.fail(0, Error{ErrorKind::Network, Retry::later(), {}, {}});
        QTest::qWait(20);
        QCOMPARE(f.phase(), Phase::Online);
        f.session->retryNow();
        QTest::qWait(20);
        QCOMPARE(f.http.count(), 1); // it waits before it asks again
        f.clock.advance(1min);
        f.session->retryNow();
        QVERIFY(f.http.waitForCount(2));
        f.http.answer(1, 200, f.sessionJson(1));
        QTRY_COMPARE(Test::await(f.session->bearer())->reveal(), QByteArray("engine-1"));
        QCOMPARE(f.phases, QList<Phase>({Phase::Connecting, Phase::Online}));
    }

    void renewsAShortLivedTokenBeforeItsEnd_data()
    {
        QTest::addColumn<std::chrono::seconds>("life");
        QTest::newRow("seconds") << 6s;
        QTest::newRow("half a minute") << 30s;
        QTest::newRow("a minute") << 60s;
        QTest::newRow("two minutes") << 120s;
        QTest::newRow("an hour") << std::chrono::seconds(1h);
    }
    void renewsAShortLivedTokenBeforeItsEnd()
    {
        QFETCH(std::chrono::seconds, life);
        auto& f = *m_fixture;
        f.tokenLife = life;
        f.store0();
        f.session->start(f.login(), true);
        QVERIFY(f.comeOnline());
        for (int number = 1; number <= 3; ++number) {
            f.clock.advance(life / 2);
            f.session->retryNow();
            QTest::qWait(20);
            QCOMPARE(f.http.count(), number - 1);
            f.clock.advance(life / 2 - std::min<std::chrono::milliseconds>(30s, life / 6));
            f.session->retryNow();
            QVERIFY(f.http.waitForCount(number));
            f.http.answer(number - 1, 200, f.sessionJson(number));
            QTRY_COMPARE(Test::await(f.session->bearer())->reveal(), "engine-" + QByteArray::number(number));
        }
        QCOMPARE(f.phases, QList<Phase>({Phase::Connecting, Phase::Online}));
    }

    /// Many who signed in together do not come back together.
    void renewsAtDifferentTimes()
    {
        auto& f = *m_fixture;
        f.tokenLife = 1h;
        f.store0();
        f.session->start(f.login(), true);
        QVERIFY(f.comeOnline());
        QSet<qint64> times;
        for (int number = 1; number <= 8; ++number) {
            const auto begin = f.clock.monotonic();
            f.clock.advance(53min);
            while (f.http.count() < number && f.clock.monotonic() - begin < 1h) {
                f.clock.advance(30s);
                f.session->retryNow();
                QTest::qWait(20);
            }
            QCOMPARE(f.http.count(), number);
            times.insert((f.clock.monotonic() - begin).count());
            f.http.answer(number - 1, 200, f.sessionJson(number));
            QTRY_COMPARE(Test::await(f.session->bearer())->reveal(), "engine-" + QByteArray::number(number));
        }
        QVERIFY(times.size() > 1);
    }

    /// Nobody asks for anything: the timer alone renews, once, before the end.
    void theTimerRenewsByItself()
    {
        auto& f = *m_fixture;
        f.store0();
        Identity::Session login = f.login();
        login.engineExpiresAt = f.clock.now().addSecs(61);
        f.session->start(login, true);
        QVERIFY(f.comeOnline());
        // Due between 40.0 and 45.8 s; the clock goes on by itself from 39.5 s.
        f.clock.advance(39'500ms);
        f.session->retryNow();
        f.clock.startTicking();
        QVERIFY(f.http.waitForCount(1, 60'000));
        QVERIFY(f.clock.monotonic() >= 40s);
        QCOMPARE(f.refreshesUnderWay(), 1);
        f.http.answer(0, 200, f.sessionJson(1));
        QTRY_COMPARE(Test::await(f.session->bearer())->reveal(), QByteArray("engine-1"));
        QTest::qWait(300);
        QCOMPARE(f.http.count(), 1);
        QCOMPARE(f.phases, QList<Phase>({Phase::Connecting, Phase::Online}));
    }

    void jumpsOfTheLocalClockDoNotMatter()
    {
        auto& f = *m_fixture;
        f.store0();
        f.session->start(f.login(), true);
        QVERIFY(f.comeOnline());
        for (const int hours : {10, -30, 500, -480}) {
            f.clock.setNow(f.clock.now().addSecs(hours * 3600));
            f.session->retryNow();
            QCOMPARE(Test::await(f.session->bearer())->reveal(), QByteArray("engine-0"));
            f.transport->fail();
            QVERIFY(f.waitForPhase(Phase::Waiting));
            f.transport->forgetSent();
            f.session->retryNow();
            QVERIFY(f.comeOnline());
        }
        QCOMPARE(f.http.count(), 0);
    }

    void aTokenWithoutAnEndIsNoStorm_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("ended before it came") << qint64(-7200);
        QTest::newRow("ends at once") << qint64(1);
        QTest::newRow("ends in a thousand years") << qint64(31'536'000'000);
    }
    void aTokenWithoutAnEndIsNoStorm()
    {
        QFETCH(qint64, seconds);
        auto& f = *m_fixture;
        f.store0();
        Identity::Session login = f.login();
        login.engineExpiresAt = f.clock.now().addSecs(seconds);
        f.session->start(login, true);
        QVERIFY(f.comeOnline());
        for (int i = 0; i < 50; ++i)
            QCOMPARE(Test::await(f.session->bearer())->reveal(), QByteArray("engine-0"));
        f.session->retryNow();
        QTest::qWait(50);
        QCOMPARE(f.http.count(), 0);
    }

    void everyRefreshHasAReason_data()
    {
        QTest::addColumn<int>("seed");
        QTest::addColumn<std::chrono::seconds>("life");
        for (int seed = 1; seed <= 30; ++seed)
            QTest::addRow("seed %d", seed) << seed << std::chrono::seconds(1h);
        for (int seed = 31; seed <= 40; ++seed)
            QTest::addRow("short lives, seed %d", seed) << seed << (seed % 2 == 0 ? 60s : 30s);
    }
    void everyRefreshHasAReason();

private:
    std::unique_ptr<Test::SessionFixture> m_fixture;
};

/// Flaps, refusals, kicks, clock jumps, keychain failures, lost answers and crashes in any order. Each
/// refresh answers one refusal or one token's end; one at a time; what the engine token came with is in the
/// keychain before it is used; and the gateway never sees a refresh token twice with different ids, which it
/// would take for theft.
void TokenLifeTest::everyRefreshHasAReason()
{
    QFETCH(int, seed);
    QFETCH(std::chrono::seconds, life);
    auto& f = *m_fixture;
    f.tokenLife = life;
    f.store0();
    QRandomGenerator random(seed);
    RotationModel gateway;
    int reasons = 1; // the start has no token
    bool isKeychainSound = true;
    int received = 0;
    qsizetype handled = 0;
    std::unique_ptr<TokenVault> vault;
    bool wasUsedBeforeStored = false;

    const auto watch = [&] {
        connect(f.session.get(), &Session::statusChanged, this, [&](const SessionStatus& status) {
            const QByteArray newest = "refresh-" + QByteArray::number(gateway.number());
            if (status.phase == Phase::Connecting && isKeychainSound && !f.secrets.failure &&
                !f.secrets.entries.value(f.entry()).contains(newest))
                wasUsedBeforeStored = true;
        });
    };
    const auto answer = [&](bool isLost) {
        for (; handled < f.http.count(); ++handled) {
            if (f.http.exchanges().at(handled).promise.isCancelled())
                continue;
            const std::optional<int> number = gateway.take(f.http.request(handled).body);
            QVERIFY2(number, "the gateway takes it for theft");
            if (isLost)
                f.http.fail(handled, Error{ErrorKind::Network, Retry::later(), {}, {}});
            else
                f.http.answer(handled, 200, f.sessionJson(received = *number));
        }
    };
    watch();
    f.session->restore();
    for (int step = 0; step < 200; ++step) {
        switch (random.bounded(12)) {
        case 0:
        case 1:
            f.transport->fail(
                Error{random.bounded(2) ? ErrorKind::Network : ErrorKind::Timeout, Retry::later(), {}, {}});
            break;
        case 2:
            if (f.transport->isConnecting()) {
                ++reasons;
                f.isResumable = false;
                QVERIFY(f.refuseToken());
            }
            break;
        case 3:
            if (f.transport->isConnecting()) {
                f.isResumable = false;
                f.engine.forgetSession();
                QVERIFY(f.comeOnline());
            }
            break;
        case 4:
            if (f.phase() == Phase::Online) {
                ++reasons;
                f.transport->inject(streamError(
                    random.bounded(2) ? QStringLiteral("conflict") : QStringLiteral("policy-violation")));
                QCoreApplication::processEvents();
            }
            break;
        case 5:
            ++reasons;
            f.session->rejectBearer(Secret("engine-" + QByteArray::number(gateway.number())));
            (void)f.session->bearer();
            break;
        case 6:
            if (random.bounded(4) == 0) {
                ++reasons;
                f.clock.advance(2h);
            } else {
                f.clock.setNow(f.clock.now().addSecs(random.bounded(-90'000, 90'000)));
            }
            break;
        case 7:
            answer(false);
            break;
        case 8:
            answer(true);
            break;
        case 9:
            if (random.bounded(2))
                f.secrets.failure.reset();
            else
                f.secrets.failure = Error{ErrorKind::KeychainLocked, Retry::now(), {}, {}};
            break;
        case 10:
            f.session->retryNow();
            break;
        default:
            // A crash: what only memory had is gone, and nothing could be done about it.
            if (f.secrets.failure ||
                !f.secrets.entries.value(f.entry()).contains("refresh-" + QByteArray::number(received) + '"'))
                break;
            if (random.bounded(2)) {
                // In the middle of storing what was just given.
                f.secrets.isSilent = true;
                answer(false);
                QCoreApplication::processEvents();
            }
            f.session.reset();
            f.secrets.isSilent = false;
            for (; handled < f.http.count(); ++handled) {
                if (random.bounded(2))
                    QVERIFY2(gateway.take(f.http.request(handled).body), "the gateway takes it for theft");
            }
            f.transport->fail();
            QCoreApplication::processEvents();
            vault = std::make_unique<TokenVault>(f.secrets);
            f.session = std::make_unique<Session>(f.profile(), f.ada(), f.gateway, *vault, f.engine, f.clock);
            ++reasons;
            watch();
            f.session->restore();
        }
        for (int turn = 0; turn < 3; ++turn)
            QCoreApplication::processEvents();
        isKeychainSound = !f.secrets.failure && !f.session->status().error;
        QVERIFY(f.refreshesUnderWay() <= 1);
        QVERIFY2(gateway.number() <= reasons,
            qPrintable(QStringLiteral("%1 refreshes, %2 reasons").arg(gateway.number()).arg(reasons)));
        QVERIFY(f.phase() != Phase::LoginNeeded);
        QVERIFY(!wasUsedBeforeStored);
        f.transport->forgetSent();
    }
}

QTEST_GUILESS_MAIN(TokenLifeTest)
#include "tst_core_tokenlife.moc"
