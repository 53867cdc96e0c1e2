// SPDX-License-Identifier: Apache-2.0
#include "core/ArchiveSync.h"
#include "support/EngineFixture.h"

using namespace Natter;
using namespace Natter::Core;
using namespace Natter::Test;

namespace {

struct SyncFixture : EngineFixture
{
    SyncFixture()
        : sync(std::make_unique<ArchiveSync>(client, messages, state, account, clock))
    {}

    bool run()
    {
        sync->start();
        return QTest::qWaitFor([this] { return sync->isComplete(); }, 30'000);
    }
    /// As after a crash: only the store is left.
    void restart() { sync = std::make_unique<ArchiveSync>(client, messages, state, account, clock); }
    ArchivePosition position()
    {
        const auto stored = await(state.value(QStringLiteral("archive.head")));
        return ArchivePosition::fromJson(stored->value_or(QByteArray()));
    }

    std::unique_ptr<ArchiveSync> sync;
};

} // namespace

class tst_core_archivesync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyArchive()
    {
        SyncFixture f;
        QVERIFY(f.goOnline());
        QVERIFY(f.run());
        QVERIFY(f.position().head.isEmpty());
    }

    void firstFillIsBoundedAndRead()
    {
        SyncFixture f;
        f.archive(700, AdaAddress, OwnAddress, "old");
        QVERIFY(f.goOnline());
        QSignalSpy running(f.sync.get(), &ArchiveSync::runningChanged);
        QVERIFY(f.run());
        QCOMPARE(f.countOf(Ada), 500);
        QCOMPARE(f.unreadOf(Ada), 0);
        QCOMPARE(f.position().head, StanzaId(QStringLiteral("a000699")));
        QVERIFY(f.position().gaps.isEmpty());
        QCOMPARE(running.size(), 2);
        QCOMPARE(running.first().first().toBool(), true);
    }

    void newestPageComesFirst()
    {
        SyncFixture f;
        f.archive(700, AdaAddress, OwnAddress, "old");
        QVERIFY(f.goOnline());
        QSignalSpy stored(f.sync.get(), &ArchiveSync::stored);
        QVERIFY(f.run());
        QCOMPARE(stored.first().first().value<Store::MessageBatch>().inserted.last().archiveId,
            StanzaId(QStringLiteral("a000699")));
    }

    void catchingUpCountsAsUnread()
    {
        SyncFixture f;
        f.archive(20, AdaAddress, OwnAddress, "old");
        QVERIFY(f.goOnline());
        QVERIFY(f.run());
        f.archive(450, AdaAddress, OwnAddress, "new");
        f.archive(3, OwnAddress, QStringLiteral("3@chat.example"), "mine");
        QVERIFY(f.run());
        QCOMPARE(f.countOf(Ada), 470);
        QCOMPARE(f.unreadOf(Ada), 450);
        QCOMPARE(f.unreadOf(Bob), 0);
        QCOMPARE(f.stateOf(Bob, "mine 470"), DeliveryState::Sent);
        // Nothing new: one page says so.
        f.engine->archiveQueries.clear();
        QVERIFY(f.run());
        QCOMPARE(f.engine->archiveQueries.size(), 1);
        QCOMPARE(f.unreadOf(Ada), 450);
    }

    void ownWaitingMessageIsRecognised()
    {
        SyncFixture f;
        const Message waiting = f.addWaiting(Ada, "one");
        f.engine->archive.append(
            {"a1", OwnAddress, AdaAddress, "one", waiting.originId.toString(), f.clock.now()});
        QVERIFY(f.goOnline());
        QVERIFY(f.run());
        QCOMPARE(f.countOf(Ada), 1);
        QCOMPARE(f.stateOf(Ada, "one"), DeliveryState::Sent);
        QVERIFY(await(f.messages.waiting())->isEmpty());
    }

    void interruptedCatchUpContinuesAfterARestart()
    {
        SyncFixture f;
        f.archive(10, AdaAddress, OwnAddress, "old");
        QVERIFY(f.goOnline());
        QVERIFY(f.run());
        f.archive(900, AdaAddress, OwnAddress, "new");
        f.engine->archiveQueries.clear();
        f.engine->archiveAnswers = 2;
        f.sync->start();
        QTRY_COMPARE(f.engine->archiveQueries.size(), 3);
        QVERIFY(f.goOffline());
        QVERIFY(!f.sync->isComplete());
        QCOMPARE(f.countOf(Ada), 410);
        QCOMPARE(f.position().gaps.size(), 1);
        QCOMPARE(f.position().head, StanzaId(QStringLiteral("a000909")));

        f.restart();
        f.engine->archiveAnswers = -1;
        f.archive(5, AdaAddress, OwnAddress, "newest");
        QVERIFY(f.goOnline());
        QVERIFY(f.run());
        QCOMPARE(f.countOf(Ada), 915);
        QCOMPARE(f.unreadOf(Ada), 905);
        QVERIFY(f.position().gaps.isEmpty());
    }

    void whatWasInterruptedIsBegunAgain()
    {
        SyncFixture f;
        f.archive(10, AdaAddress, OwnAddress, "old");
        f.engine->archiveAnswers = 0;
        QVERIFY(f.goOnline());
        f.sync->start();
        QTRY_COMPARE(f.engine->archiveQueries.size(), 1);
        QVERIFY(f.goOffline());
        f.engine->archiveAnswers = -1;
        QVERIFY(f.goOnline());
        f.sync->start();
        QTRY_VERIFY(f.sync->isComplete());
        QCOMPARE(f.countOf(Ada), 10);
    }

    /// However much of it there is: the copies of what is here do not use up the first fill.
    void theFirstFillDatesAllThatWaited()
    {
        SyncFixture f;
        f.archive(10, AdaAddress, OwnAddress, "old");
        QList<Message> waited;
        for (int i = 10; i < 660; ++i) {
            Message live;
            live.peer = Ada;
            live.body = QStringLiteral("waited %1").arg(i);
            live.archiveId = StanzaId(QStringLiteral("a%1").arg(i, 6, 10, QLatin1Char('0')));
            live.time = f.clock.now();
            waited += live;
        }
        QVERIFY(await(f.messages.addBatch(waited, Store::Arrival::Live)).isOk());
        f.archive(650, AdaAddress, OwnAddress, "waited");
        QVERIFY(f.goOnline());
        QVERIFY(f.run());
        const auto page = await(f.messages.page(Ada, std::nullopt, 1000));
        QCOMPARE(page->size(), 660);
        for (int i = 0; i < 660; ++i)
            QCOMPARE(page->at(i).time, f.archiveStart.addSecs(i));
        QCOMPARE(f.unreadOf(Ada), 650);
    }

    void expiredHeadIsFoundByTime()
    {
        SyncFixture f;
        f.archive(50, AdaAddress, OwnAddress, "old");
        QVERIFY(f.goOnline());
        QVERIFY(f.run());
        f.archive(5, AdaAddress, OwnAddress, "new");
        f.engine->archive.removeIf([](const auto& message) { return message.id == u"a000049"; });
        QVERIFY(f.run());
        QCOMPARE(f.unreadOf(Ada), 5);
    }

    void brokenArchiveSettlesAndIsTriedAgain()
    {
        SyncFixture f;
        f.archive(5, AdaAddress, OwnAddress, "old");
        f.engine->archiveError = QStringLiteral("internal-server-error");
        QVERIFY(f.goOnline());
        QSignalSpy settled(f.sync.get(), &ArchiveSync::settled);
        f.sync->start();
        QTRY_COMPARE(settled.size(), 1);
        QVERIFY(!f.sync->isComplete());
        f.engine->archiveError.clear();
        QTRY_VERIFY_WITH_TIMEOUT(f.sync->isComplete(), 30'000);
        QCOMPARE(f.countOf(Ada), 5);
    }

    void expiredGapIsGivenUp()
    {
        SyncFixture f;
        f.archive(5, AdaAddress, OwnAddress, "old");
        ArchivePosition position;
        position.head = StanzaId(QStringLiteral("a000004"));
        position.headTime = f.archiveStart.addSecs(4);
        position.gaps = {{StanzaId(QStringLiteral("gone")), StanzaId(QStringLiteral("older")), {}, -1}};
        QVERIFY(await(f.state.setValue(QStringLiteral("archive.head"), position.toJson())).isOk());
        QVERIFY(f.goOnline());
        QVERIFY(f.run());
        QVERIFY(f.position().gaps.isEmpty());
    }

    void liveMessagesMoveTheHead()
    {
        SyncFixture f;
        f.archive(5, AdaAddress, OwnAddress, "old");
        QVERIFY(f.goOnline());
        Message live;
        live.peer = Ada;
        live.archiveId = StanzaId(QStringLiteral("a000005"));
        live.time = f.archiveStart.addSecs(5);
        // Before the newest page is here it must not.
        f.sync->noteStored({{live}, {}});
        QVERIFY(f.run());
        QCOMPARE(f.position().head, StanzaId(QStringLiteral("a000004")));
        f.sync->noteStored({{live}, {}});
        QTRY_COMPARE(f.position().head, StanzaId(QStringLiteral("a000005")));
    }

    /// Arrival is this computer's time, not the server's.
    void aFastClockLosesNoNews()
    {
        SyncFixture f;
        f.archive(5, AdaAddress, OwnAddress, "old");
        QVERIFY(f.goOnline());
        QVERIFY(f.run());
        Message live;
        live.peer = Ada;
        live.body = QStringLiteral("live");
        live.archiveId = StanzaId(QStringLiteral("a000005"));
        live.time = f.archiveStart.addSecs(7200);
        f.archive(1, AdaAddress, OwnAddress, "live");
        const auto stored = await(f.messages.addBatch({live}, Store::Arrival::Live));
        QVERIFY(stored);
        f.sync->noteStored(*stored);
        f.archive(450, AdaAddress, OwnAddress, "new");
        QVERIFY(f.run());
        QCOMPARE(f.countOf(Ada), 456);
        QCOMPARE(f.unreadOf(Ada), 451);
    }

    void whatCannotBeReadHoldsUpNothing()
    {
        SyncFixture f;
        f.archive(5, AdaAddress, OwnAddress, "old");
        QVERIFY(f.goOnline());
        QVERIFY(f.run());
        f.archive(2, AdaAddress, OwnAddress, "new");
        f.archiveUnreadable();
        f.archive(400, AdaAddress, OwnAddress, "new");
        f.archiveUnreadable();
        QVERIFY(f.run());
        QCOMPARE(f.countOf(Ada), 407);
        QCOMPARE(f.unreadOf(Ada), 402);
        QVERIFY(f.position().gaps.isEmpty());
        QCOMPARE(f.client.state(), Xmpp::Client::State::Online);
        // The newest of all is never read; what follows it is.
        f.archive(1, AdaAddress, OwnAddress, "next");
        QVERIFY(f.run());
        QCOMPARE(f.countOf(Ada), 408);
        QCOMPARE(f.unreadOf(Ada), 403);
    }

    void aPageThatCannotBeReadIsPassed()
    {
        SyncFixture f;
        f.archive(5, AdaAddress, OwnAddress, "old");
        f.archiveUnreadable(200);
        QVERIFY(f.goOnline());
        QVERIFY(f.run());
        QCOMPARE(f.countOf(Ada), 5);
        QVERIFY(f.position().gaps.isEmpty());
    }

    void pagesThatDoNotComeInTimeGetSmaller()
    {
        SyncFixture f;
        f.archive(300, AdaAddress, OwnAddress, "old");
        QVERIFY(f.goOnline());
        const auto maximum = [&f](qsizetype query) {
            return f.engine->archiveQueries.at(query)
                .child(QStringLiteral("set"))
                ->childText(QStringLiteral("max"))
                .toInt();
        };
        f.engine->archiveAnswers = 0;
        f.sync->start();
        QTRY_COMPARE(f.engine->archiveQueries.size(), 1);
        f.engine->archiveAnswers = -1;
        f.clock.advance(std::chrono::seconds(30));
        QTRY_VERIFY_WITH_TIMEOUT(f.sync->isComplete(), 30'000);
        QCOMPARE(maximum(0), 200);
        QCOMPARE(maximum(1), 100);
        QCOMPARE(maximum(2), 200);
        QCOMPARE(f.countOf(Ada), 300);
    }

    void aLossStopsTheHead()
    {
        SyncFixture f;
        f.archive(5, AdaAddress, OwnAddress, "old");
        QVERIFY(f.goOnline());
        QVERIFY(f.run());
        f.archive(2, AdaAddress, OwnAddress, "live");
        QSignalSpy settled(f.sync.get(), &ArchiveSync::settled);
        f.sync->noteLost();
        QVERIFY(!f.sync->isComplete());
        QCOMPARE(settled.size(), 1);
        Message next;
        next.peer = Ada;
        next.archiveId = StanzaId(QStringLiteral("a000006"));
        next.time = f.archiveStart.addSecs(6);
        f.sync->noteStored({{next}, {}});
        f.sync->noteLost();
        QCOMPARE(f.countOf(Ada), 5);
        QTRY_VERIFY_WITH_TIMEOUT(f.sync->isComplete(), 30'000);
        QCOMPARE(f.countOf(Ada), 7);
        QCOMPARE(f.unreadOf(Ada), 2);
        QCOMPARE(f.position().head, StanzaId(QStringLiteral("a000006")));
    }

    void aLossWhileAPageIsOnItsWay()
    {
        SyncFixture f;
        QVERIFY(f.goOnline());
        f.archive(450, AdaAddress, OwnAddress, "old");
        f.engine->archiveAnswers = 1;
        f.sync->start();
        QTRY_COMPARE(f.engine->archiveQueries.size(), 2);
        f.engine->archiveAnswers = -1;
        f.archive(1, AdaAddress, OwnAddress, "live");
        f.sync->noteLost();
        QTRY_VERIFY_WITH_TIMEOUT(f.sync->isComplete(), 30'000);
        QCOMPARE(f.countOf(Ada), 451);
        QVERIFY(f.position().gaps.isEmpty());
    }

    void aLossHeardOfOfflineWaitsForTheStream()
    {
        SyncFixture f;
        f.archive(5, AdaAddress, OwnAddress, "old");
        QVERIFY(f.goOnline());
        QVERIFY(f.run());
        QVERIFY(f.goOffline());
        f.archive(1, AdaAddress, OwnAddress, "live");
        f.sync->noteLost();
        QVERIFY(!f.sync->isComplete());
        QVERIFY(f.goOnline());
        f.sync->start();
        QTRY_VERIFY(f.sync->isComplete());
        QCOMPARE(f.countOf(Ada), 6);
    }

    void deletedBeforeTheAnswer()
    {
        SyncFixture f;
        QVERIFY(f.goOnline());
        QVERIFY(f.run());
        f.archive(5, AdaAddress, OwnAddress, "new");
        f.engine->archiveQueries.clear();
        f.sync->start();
        QCOMPARE(f.engine->archiveQueries.size(), 1);
        f.sync.reset();
        QTest::qWait(50);
        QCOMPARE(f.countOf(Ada), 0);
    }
};

QTEST_GUILESS_MAIN(tst_core_archivesync)
#include "tst_core_archivesync.moc"
