// SPDX-License-Identifier: Apache-2.0
#include "StoreFixture.h"
#include "store/MessageMerge.h"

using namespace Natter;
using namespace Natter::Test;

Q_DECLARE_METATYPE(Natter::ErrorKind)

/// Messages: stored once, learnt from, paged, and never sent backwards.
class TestStoreMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ownMessageWaits()
    {
        StoreFixture store;
        const auto stored = await(store.messages.addOutgoing(StoreFixture::own("hello", 1, "o1")));
        QVERIFY(stored);
        QVERIFY(stored->rowId > 0);
        QCOMPARE(stored->state, DeliveryState::Waiting);
        const auto waiting = await(store.messages.waiting());
        QVERIFY(waiting);
        QCOMPARE(*waiting, QList<Message>{*stored});
    }

    void ownMessageComesLastEvenWithASlowClock()
    {
        StoreFixture store;
        QCOMPARE(store.add({StoreFixture::received("from the server", 500, "a1")}).inserted.size(), 1);
        const auto stored = await(store.messages.addOutgoing(StoreFixture::own("mine", 3, "o1")));
        QVERIFY(stored);
        const auto page = await(store.messages.page(stored->peer, {}, 10));
        QVERIFY(page);
        QCOMPARE(page->size(), 2);
        QCOMPARE(page->last().body, QStringLiteral("mine"));
        QCOMPARE(page->last().time, page->first().time);
        QCOMPARE(page->last(), *stored);
    }

    void ownMessageIsWaitingAndOutgoingWhateverItClaims()
    {
        StoreFixture store;
        Message message = StoreFixture::own("hello", 1, "o1");
        message.isOutgoing = false;
        message.state = DeliveryState::Read;
        message.failureCode = QStringLiteral("x");
        message.archiveId = StanzaId(QStringLiteral("a1"));
        const auto stored = await(store.messages.addOutgoing(message));
        QVERIFY(stored);
        QVERIFY(stored->isOutgoing);
        QCOMPARE(stored->state, DeliveryState::Waiting);
        QVERIFY(stored->archiveId.isEmpty());
        QVERIFY(stored->failureCode.isEmpty());
    }

    void ownMessageNeedsItsIds()
    {
        StoreFixture store;
        QCOMPARE(await(store.messages.addOutgoing(StoreFixture::own("x", 1, {}))).error().kind,
            ErrorKind::BadInput);
        QCOMPARE(await(store.messages.addOutgoing(StoreFixture::own("x", 1, "o1", {}))).error().kind,
            ErrorKind::BadInput);
        QVERIFY(await(store.messages.addOutgoing(StoreFixture::own("x", 1, "o1"))));
        QCOMPARE(await(store.messages.addOutgoing(StoreFixture::own("y", 2, "o1"))).error().kind,
            ErrorKind::Conflict);
        QCOMPARE(store.bodies(), QStringList{"x"});
    }

    void outboxIsInOrder()
    {
        StoreFixture store;
        for (const auto& [body, second] : {std::pair("c", 3), std::pair("a", 1), std::pair("b", 2)})
            QVERIFY(await(store.messages.addOutgoing(StoreFixture::own(body, second, body, body))));
        const auto waiting = await(store.messages.waiting());
        QCOMPARE(waiting->size(), 3);
        QCOMPARE(waiting->at(0).body, QStringLiteral("a"));
        QCOMPARE(waiting->at(2).body, QStringLiteral("c"));
    }

    void knownByArchiveId()
    {
        StoreFixture store;
        const auto first = store.add({StoreFixture::received("hi", 1, "a1")}, Store::Arrival::Live);
        QCOMPARE(first.inserted.size(), 1);
        QVERIFY(first.inserted.first().rowId > 0);
        const auto second = store.add({StoreFixture::received("hi", 5, "a1")}, Store::Arrival::Live);
        QVERIFY(second.inserted.isEmpty());
        QVERIFY(second.updated.isEmpty());
        QCOMPARE(await(store.dialogs.find(PeerId("p11-a")))->unreadCount, 1);
    }

    void knownByOriginIdPerPeerAndDirection()
    {
        StoreFixture store;
        store.add({StoreFixture::received("in", 1, {}, "o")});
        QVERIFY(store.add({StoreFixture::received("in", 2, {}, "o")}).inserted.isEmpty());
        Message outgoing = StoreFixture::own("out", 3, "o");
        outgoing.state = DeliveryState::Sent;
        QCOMPARE(store.add({outgoing}).inserted.size(), 1);
        QCOMPARE(store.add({StoreFixture::received("other", 4, {}, "o", "p2")}).inserted.size(), 1);
        QCOMPARE(store.bodies(), (QStringList{"in", "out"}));
        QCOMPARE(store.bodies("p2"), QStringList{"other"});
    }

    void withoutIdsNothingIsKnown()
    {
        StoreFixture store;
        const auto batch = store.add({StoreFixture::received("same", 1), StoreFixture::received("same", 1)});
        QCOMPARE(batch.inserted.size(), 2);
    }

    void copyWithArchiveIdTeaches()
    {
        StoreFixture store;
        const auto stored = await(store.messages.addOutgoing(StoreFixture::own("hello", 100, "o1")));
        Message copy = StoreFixture::own("hello", 90, "o1");
        copy.archiveId = StanzaId(QStringLiteral("a1"));
        copy.state = DeliveryState::Sent;
        const auto batch = store.add({copy});
        QVERIFY(batch.inserted.isEmpty());
        QCOMPARE(batch.updated.size(), 1);
        const Message& learnt = batch.updated.first();
        QCOMPARE(learnt.rowId, stored->rowId);
        QCOMPARE(learnt.state, DeliveryState::Sent);
        QCOMPARE(learnt.time, StoreFixture::at(90));
        QCOMPARE(learnt.archiveId.toString(), QStringLiteral("a1"));
        QVERIFY(await(store.messages.waiting())->isEmpty());
        QCOMPARE(await(store.messages.page(PeerId("p11-a"), {}, 5))->first(), learnt);
        QVERIFY(store.add({copy}).updated.isEmpty());
        QCOMPARE(await(store.dialogs.find(PeerId("p11-a")))->unreadCount, 0);
    }

    void theArchivesOwnCopyCorrectsTheTime()
    {
        StoreFixture store;
        store.add({StoreFixture::received("one", 100, "a1", "o1")}, Store::Arrival::Live);
        store.add({StoreFixture::received("two", 200, "a2", "o2")}, Store::Arrival::Live);
        for (const Store::Arrival arrival : {Store::Arrival::News, Store::Arrival::History}) {
            const int second = arrival == Store::Arrival::News ? 300 : 90;
            const auto batch = store.add({StoreFixture::received("one", second, "a1", "o1")}, arrival);
            QVERIFY(batch.inserted.isEmpty());
            QCOMPARE(batch.updated.size(), 1);
            QCOMPARE(batch.updated.first().time, StoreFixture::at(second));
        }
        QCOMPARE(store.bodies(), (QStringList{"one", "two"}));
        QCOMPARE(await(store.dialogs.find(PeerId("p11-a")))->unreadCount, 2);
    }

    /// What the server said stays, whatever comes live after it.
    void aLiveCopyDoesNotCorrectTheArchive_data()
    {
        QTest::addColumn<QString>("archiveId");
        QTest::newRow("same copy") << "a1";
        QTest::newRow("sent twice") << "a2";
        QTest::newRow("no archive id") << "";
    }
    void aLiveCopyDoesNotCorrectTheArchive()
    {
        QFETCH(QString, archiveId);
        StoreFixture store;
        store.add({StoreFixture::received("one", 100, "a1", "o1")});
        const auto batch =
            store.add({StoreFixture::received("one", 1, archiveId, "o1")}, Store::Arrival::Live);
        QVERIFY(batch.inserted.isEmpty());
        QVERIFY(batch.updated.isEmpty());
    }

    /// This computer's clock may be behind the server's.
    void whatComesLiveIsLast()
    {
        StoreFixture store;
        store.add({StoreFixture::received("archived", 100, "a1")});
        const auto live =
            store.add({StoreFixture::received("live", 40, "a2"), StoreFixture::received("next", 41, "a3")},
                Store::Arrival::Live);
        QCOMPARE(live.inserted.first().time, StoreFixture::at(100));
        QCOMPARE(store.bodies(), (QStringList{"archived", "live", "next"}));
        store.add({StoreFixture::received("live", 101, "a2"), StoreFixture::received("next", 102, "a3")});
        QCOMPARE(store.bodies(), (QStringList{"archived", "live", "next"}));
    }

    void resentMessageInTheArchiveTwiceStaysOne()
    {
        StoreFixture store;
        store.add({StoreFixture::received("once", 1, "a1", "o1")});
        const auto batch = store.add({StoreFixture::received("once", 9, "a2", "o1")});
        QVERIFY(batch.inserted.isEmpty());
        QVERIFY(batch.updated.isEmpty());
        QCOMPARE(store.bodies(), QStringList{"once"});
    }

    void twiceInOneBatch()
    {
        StoreFixture store;
        const auto batch = store.add(
            {StoreFixture::received("once", 5, {}, "o1"), StoreFixture::received("once", 1, "a1", "o1")},
            Store::Arrival::Live);
        QCOMPARE(batch.inserted.size(), 1);
        QVERIFY(batch.updated.isEmpty());
        QCOMPARE(batch.inserted.first().archiveId.toString(), QStringLiteral("a1"));
        QCOMPARE(batch.inserted.first().time, StoreFixture::at(5));
        QCOMPARE(await(store.dialogs.find(PeerId("p11-a")))->unreadCount, 1);
    }

    void batchIsAllOrNothing()
    {
        StoreFixture store;
        const auto outcome = await(store.messages.addBatch(
            {StoreFixture::received("a", 1), StoreFixture::received("b", 2, {}, {}, {})},
            Store::Arrival::Live));
        QCOMPARE(outcome.error().kind, ErrorKind::BadInput);
        QVERIFY(await(store.dialogs.all())->isEmpty());
    }

    void directionAndStateAgree()
    {
        StoreFixture store;
        Message lying = StoreFixture::received("in", 1, "a1");
        lying.state = DeliveryState::Waiting;
        lying.failureCode = QStringLiteral("x");
        Message sent = StoreFixture::own("out", 2, "o2");
        sent.state = DeliveryState::Received;
        const auto batch = store.add({lying, sent});
        QCOMPARE(batch.inserted.at(0).state, DeliveryState::Received);
        QVERIFY(batch.inserted.at(0).failureCode.isEmpty());
        QCOMPARE(batch.inserted.at(1).state, DeliveryState::Sent);
        QVERIFY(await(store.messages.waiting())->isEmpty());
    }

    void statesNeverGoBack_data()
    {
        using State = DeliveryState;
        QTest::addColumn<State>("from");
        QTest::addColumn<State>("to");
        QTest::addColumn<bool>("taken");
        const auto row = [](const char* name, State from, State to, bool taken) {
            QTest::newRow(name) << from << to << taken;
        };
        row("sent", State::Waiting, State::Sent, true);
        row("read at once", State::Waiting, State::Read, true);
        row("delivered", State::Sent, State::Delivered, true);
        row("late sent", State::Delivered, State::Sent, false);
        row("late delivered", State::Read, State::Delivered, false);
        row("late sent after read", State::Read, State::Sent, false);
        row("failed", State::Waiting, State::Failed, true);
        row("bounced", State::Sent, State::Failed, true);
        row("retried", State::Failed, State::Waiting, true);
        row("again", State::Sent, State::Waiting, true);
        row("late acknowledgement of a bounced one", State::Failed, State::Sent, false);
        row("arrived after all", State::Failed, State::Delivered, true);
        row("late bounce of a delivered one", State::Delivered, State::Failed, false);
        row("late bounce of a read one", State::Read, State::Failed, false);
    }

    void statesNeverGoBack()
    {
        QFETCH(DeliveryState, from);
        QFETCH(DeliveryState, to);
        QFETCH(bool, taken);
        QCOMPARE(Store::canBecome(from, to), taken);
        StoreFixture store;
        const OriginId id(QStringLiteral("o1"));
        QVERIFY(await(store.messages.addOutgoing(StoreFixture::own("x", 1, "o1"))));
        QVERIFY(await(store.messages.setState(id, from, QStringLiteral("gone"))));
        const auto now = await(store.messages.setState(id, to, QStringLiteral("service-unavailable")));
        QVERIFY(now);
        QCOMPARE(now->state, taken ? to : from);
        const bool isFailed = now->state == DeliveryState::Failed;
        QCOMPARE(now->failureCode.isEmpty(), !isFailed);
        QCOMPARE(await(store.messages.page(PeerId("p11-a"), {}, 5))->first(), *now);
    }

    void stateOfAnUnknownMessage()
    {
        StoreFixture store;
        const OriginId id(QStringLiteral("o1"));
        QCOMPARE(await(store.messages.setState(id, DeliveryState::Sent)).error().kind, ErrorKind::NotFound);
        store.add({StoreFixture::received("not mine", 1, "a1", "o1")});
        QCOMPARE(await(store.messages.setState(id, DeliveryState::Sent)).error().kind, ErrorKind::NotFound);
        QVERIFY(await(store.messages.addOutgoing(StoreFixture::own("mine", 1, "o1"))));
        QCOMPARE(
            await(store.messages.setState(id, DeliveryState::Received)).error().kind, ErrorKind::BadInput);
        const auto inDialog = [&](const char* peer) {
            return await(
                store.messages.setState(id, DeliveryState::Sent, {}, PeerId(QString::fromLatin1(peer))));
        };
        QCOMPARE(inDialog("other").error().kind, ErrorKind::NotFound);
        QVERIFY(inDialog("p11-a").isOk());
    }

    void pagesAreOldestFirstAndComplete()
    {
        StoreFixture store;
        QList<Message> batch;
        for (int i = 0; i < 25; ++i) // five share each second
            batch += StoreFixture::received(QString::number(i), i / 5, "a" + QString::number(i));
        store.add(batch);
        QStringList seen;
        std::optional<MessageCursor> before;
        while (true) {
            const auto page = await(store.messages.page(PeerId("p11-a"), before, 7));
            QVERIFY(page);
            if (page->isEmpty())
                break;
            QVERIFY(page->size() <= 7);
            QStringList bodies;
            for (const Message& message : *page)
                bodies += message.body;
            seen = bodies + seen;
            before = MessageCursor{page->first().time, page->first().rowId};
        }
        QCOMPARE(seen.size(), 25);
        for (int i = 0; i < 25; ++i)
            QCOMPARE(seen.at(i), QString::number(i));
        QVERIFY(await(store.messages.page(PeerId("nobody"), {}, 7))->isEmpty());
        QVERIFY(await(store.messages.page(PeerId("p11-a"), {}, 0))->isEmpty());
        QVERIFY(await(store.messages.page(PeerId("p11-a"), {}, -1))->isEmpty());
    }

    void oldestArchiveId()
    {
        StoreFixture store;
        const PeerId peer("p11-a");
        QVERIFY(await(store.messages.oldestArchiveId(peer))->isEmpty());
        store.add({StoreFixture::received("local", 1), StoreFixture::received("new", 9, "a9"),
            StoreFixture::received("old", 3, "a3"), StoreFixture::received("other", 0, "b0", {}, "p2")});
        QCOMPARE(await(store.messages.oldestArchiveId(peer))->toString(), QStringLiteral("a3"));
    }

    void removes()
    {
        StoreFixture store;
        const auto stored = await(store.messages.addOutgoing(StoreFixture::own("x", 1, "o1")));
        QVERIFY(await(store.messages.remove(stored->rowId)));
        QVERIFY(store.bodies().isEmpty());
        QVERIFY(await(store.messages.remove(stored->rowId)));
        const auto again = await(store.messages.addOutgoing(StoreFixture::own("y", 1, "o1")));
        QVERIFY(again->rowId > stored->rowId);
    }

    void bodiesComeBackAsTheyWere_data()
    {
        QTest::addColumn<QString>("body");
        QTest::newRow("empty") << QString();
        QTest::newRow("NUL inside") << QString::fromUtf8("a\0b", 3);
        QTest::newRow("only NUL") << QString(QChar(u'\0'));
        QTest::newRow("quotes") << QStringLiteral("'); DROP TABLE messages; --\"");
        QTest::newRow("placeholders") << QStringLiteral("? :a @b $c %1 %s");
        QTest::newRow("right to left") << QStringLiteral("\u202Eשלום مرحبا\u202C");
        QTest::newRow("emoji") << QStringLiteral("👩‍👩‍👧‍👦🏳️‍🌈");
        QTest::newRow("lines") << QStringLiteral("a\r\nb\n\tc");
        QTest::newRow("64 KiB") << QString(65536, QChar(0x0E01));
        QTest::newRow("a number") << QStringLiteral("0012.50");
    }

    void bodiesComeBackAsTheyWere()
    {
        QFETCH(QString, body);
        StoreFixture store;
        const auto own = await(store.messages.addOutgoing(StoreFixture::own(body, 1, "o1")));
        QVERIFY(own);
        QCOMPARE(own->body, body);
        store.add({StoreFixture::received(body, 2, "a1")});
        QCOMPARE(store.bodies(), (QStringList{body, body}));
    }

    void whatIsNotTextIsReplaced()
    {
        StoreFixture store;
        const QString torn = QChar(0xD83D) + QStringLiteral("x😀") + QChar(0xDE00) + QChar(0xFFFF);
        const QString mended = QChar(0xFFFD) + QStringLiteral("x😀") + QChar(0xFFFD) + QChar(0xFFFD);
        const auto own = await(store.messages.addOutgoing(StoreFixture::own(torn, 1, torn)));
        QVERIFY(own);
        QCOMPARE(own->body, mended);
        QCOMPARE(store.bodies(), QStringList{mended});
        QVERIFY(await(store.messages.setState(OriginId(torn), DeliveryState::Sent)));
    }

    void strangeTimes()
    {
        StoreFixture store;
        const auto msecs = [](qint64 value) {
            return QDateTime::fromMSecsSinceEpoch(value, Qt::UTC);
        };
        Message early = StoreFixture::received("before 1970", 0);
        early.time = msecs(-62'000'000'000'000);
        Message late = StoreFixture::received("year 9999", 0);
        late.time = msecs(253'402'300'799'999);
        Message none = StoreFixture::received("none", 0);
        none.time = {};
        const auto batch = store.add({late, none, early});
        QCOMPARE(batch.inserted.size(), 3);
        QVERIFY(batch.inserted.at(1).time.isValid());
        QCOMPARE(store.bodies(), (QStringList{"before 1970", "none", "year 9999"}));
    }

    void receiverDeletedBeforeTheAnswer()
    {
        StoreFixture store;
        bool wasCalled = false;
        auto receiver = std::make_unique<QObject>();
        const PeerId peer("p11-a");
        const OriginId id(QStringLiteral("o1"));
        const auto never = [&wasCalled](const auto&) {
            wasCalled = true;
        };
        onDone(store.messages.addOutgoing(StoreFixture::own("x", 1, "o1")), receiver.get(), never);
        onDone(store.messages.addBatch({StoreFixture::received("y", 2)}, Store::Arrival::Live),
            receiver.get(), never);
        onDone(store.messages.page(peer, {}, 1), receiver.get(), never);
        onDone(store.messages.oldestArchiveId(peer), receiver.get(), never);
        onDone(store.messages.waiting(), receiver.get(), never);
        onDone(store.messages.setState(id, DeliveryState::Sent), receiver.get(), never);
        onDone(store.messages.remove(-1), receiver.get(), never);
        receiver.reset();
        QCOMPARE(store.bodies(), (QStringList{"x", "y"}));
        QVERIFY(!wasCalled);
    }
};

QTEST_GUILESS_MAIN(TestStoreMessages)
#include "tst_store_messages.moc"
