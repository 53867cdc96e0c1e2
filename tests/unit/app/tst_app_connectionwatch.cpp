// SPDX-License-Identifier: Apache-2.0
#include "ConnectionWatch.h"
#include "support/FakeClock.h"

#include <QSignalSpy>
#include <QTest>

using namespace Natter;
using namespace Natter::App;
using namespace Natter::Test;
using namespace std::chrono_literals;
using Reachability = QNetworkInformation::Reachability;

class tst_app_connectionwatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNetworkComesBack_data()
    {
        QTest::addColumn<QList<Reachability>>("told");
        QTest::addColumn<int>("returns");
        const auto row = [](const char* name, const QList<Reachability>& told, int returns) {
            QTest::newRow(name) << told << returns;
        };
        row("nothing", {}, 0);
        row("online at the start", {Reachability::Online}, 0);
        row("known at last", {Reachability::Unknown, Reachability::Online}, 0);
        row("offline", {Reachability::Online, Reachability::Disconnected}, 0);
        row("back", {Reachability::Online, Reachability::Disconnected, Reachability::Online}, 1);
        row("back in steps",
            {Reachability::Disconnected, Reachability::Local, Reachability::Site, Reachability::Online}, 3);
        row("the same again", {Reachability::Disconnected, Reachability::Local, Reachability::Local}, 1);
        row("lost again", {Reachability::Online, Reachability::Local, Reachability::Disconnected}, 0);
        row("no word any more", {Reachability::Online, Reachability::Unknown, Reachability::Online}, 0);
    }
    void theNetworkComesBack()
    {
        QFETCH(QList<Reachability>, told);
        QFETCH(int, returns);
        const FakeClock clock;
        ConnectionWatch watch(clock);
        QSignalSpy returned(&watch, &ConnectionWatch::returned);
        for (const Reachability reachability : told)
            watch.noteReachability(reachability);
        QCOMPARE(returned.size(), returns);
    }

    void theComputerWakesUp_data()
    {
        QTest::addColumn<std::chrono::milliseconds>("monotonic");
        QTest::addColumn<std::chrono::milliseconds>("wall");
        QTest::addColumn<bool>("isAwake");
        const auto row = [](const char* name, std::chrono::milliseconds monotonic,
                             std::chrono::milliseconds wall, bool isAwake) {
            QTest::newRow(name) << monotonic << wall << isAwake;
        };
        row("nothing", 0ms, 0ms, false);
        row("a busy computer", 15'000ms, 15'000ms, false);
        row("a night", 8h, 8h, true);
        row("a night, steady clock stands still", 10s, 8h, true);
        row("a night, wall clock set back", 8h, -1h, true);
        row("wall clock set back", 10s, -1h, false);
    }
    void theComputerWakesUp()
    {
        QFETCH(std::chrono::milliseconds, monotonic);
        QFETCH(std::chrono::milliseconds, wall);
        QFETCH(bool, isAwake);
        FakeClock clock;
        ConnectionWatch watch(clock, 20ms);
        QSignalSpy returned(&watch, &ConnectionWatch::returned);
        QTest::qWait(100);
        QCOMPARE(returned.size(), 0);
        const QDateTime before = clock.now();
        clock.advance(monotonic);
        clock.setNow(before.addMSecs(wall.count()));
        if (isAwake)
            QVERIFY(QTest::qWaitFor([&] { return !returned.isEmpty(); }, 30'000));
        // Once, however often it looks.
        QTest::qWait(100);
        QCOMPARE(returned.size(), isAwake ? 1 : 0);
    }

    /// Whatever this computer has to say on its network.
    void followsTheSystemIfItCan()
    {
        const FakeClock clock;
        ConnectionWatch watch(clock);
        watch.followSystem();
        watch.noteReachability(Reachability::Disconnected);
        QSignalSpy returned(&watch, &ConnectionWatch::returned);
        watch.noteReachability(Reachability::Online);
        QCOMPARE(returned.size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_app_connectionwatch)
#include "tst_app_connectionwatch.moc"
