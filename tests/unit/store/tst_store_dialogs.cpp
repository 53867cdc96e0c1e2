// SPDX-License-Identifier: Apache-2.0
#include "StoreFixture.h"

using namespace Natter;
using namespace Natter::Test;

/// Dialogs: order, last message, unread count, and what a person set.
class TestStoreDialogs : public QObject
{
    Q_OBJECT

    static QStringList order(StoreFixture& store)
    {
        QStringList peers;
        const auto all = await(store.dialogs.all());
        if (all) {
            for (const Dialog& dialog : *all)
                peers += dialog.peer.toString();
        }
        return peers;
    }

private Q_SLOTS:
    void emptyStore()
    {
        StoreFixture store;
        const auto all = await(store.dialogs.all());
        QVERIFY(all);
        QVERIFY(all->isEmpty());
        QCOMPARE(await(store.dialogs.find(PeerId("2"))).error().kind, ErrorKind::NotFound);
    }

    void ensureMakesOne()
    {
        StoreFixture store;
        const QDateTime before = QDateTime::currentDateTimeUtc();
        const auto made = await(store.dialogs.ensure(PeerId("2")));
        QVERIFY(made);
        QCOMPARE(made->peer, PeerId("2"));
        QVERIFY(!made->lastMessage);
        QCOMPARE(made->unreadCount, 0);
        QVERIFY(made->createdAt.msecsTo(before) <= 1);
        QVERIFY(made->createdAt <= QDateTime::currentDateTimeUtc());
        QVERIFY(await(store.dialogs.setDraft(PeerId("2"), "kept")));
        const auto again = await(store.dialogs.ensure(PeerId("2")));
        QCOMPARE(again->createdAt, made->createdAt);
        QCOMPARE(again->draft, QStringLiteral("kept"));
        QCOMPARE(await(store.dialogs.all())->size(), 1);
        QCOMPARE(await(store.dialogs.ensure(PeerId())).error().kind, ErrorKind::BadInput);
    }

    void contactsStandBelowWhatWasSaid()
    {
        StoreFixture store;
        store.add({StoreFixture::received("x", 10, {}, {}, "a")});
        const auto created =
            await(store.dialogs.addContacts({PeerId("b"), PeerId("a"), PeerId(), PeerId("b")}));
        QVERIFY(created);
        QCOMPARE(created->size(), 1);
        QCOMPARE(created->first().peer, PeerId("b"));
        QCOMPARE(order(store), (QStringList{"a", "b"}));
    }

    void removalTakesTheMessagesToo()
    {
        StoreFixture store;
        store.add(
            {StoreFixture::received("x", 10, {}, {}, "a"), StoreFixture::received("y", 11, {}, {}, "b")});
        QVERIFY(await(store.dialogs.remove(PeerId("a"))));
        QVERIFY(await(store.dialogs.remove(PeerId("nobody"))));
        QCOMPARE(order(store), QStringList{"b"});
        QVERIFY(store.bodies("a").isEmpty());
    }

    void pinnedFirstThenNewest()
    {
        StoreFixture store;
        store.add({StoreFixture::received("x", 10, {}, {}, "a"), StoreFixture::received("x", 30, {}, {}, "b"),
            StoreFixture::received("x", 20, {}, {}, "c")});
        QVERIFY(await(store.dialogs.ensure(PeerId("fresh")))); // made now, long after those
        QCOMPARE(order(store), (QStringList{"fresh", "b", "c", "a"}));
        QVERIFY(await(store.dialogs.setPinned(PeerId("a"), true)));
        QCOMPARE(order(store), (QStringList{"a", "fresh", "b", "c"}));
        QVERIFY(await(store.dialogs.setPinned(PeerId("a"), false)));
        QCOMPARE(order(store), (QStringList{"fresh", "b", "c", "a"}));
    }

    void lastMessageIsByTimeThenRow()
    {
        StoreFixture store;
        const auto last = [&store] {
            return await(store.dialogs.find(PeerId("p11-a")))->lastMessage->body;
        };
        store.add({StoreFixture::received("new", 50, "a50")});
        store.add({StoreFixture::received("history", 10, "a10")});
        QCOMPARE(last(), QStringLiteral("new"));
        store.add({StoreFixture::received("same second", 50, "a51")});
        QCOMPARE(last(), QStringLiteral("same second"));
        const auto own = await(store.messages.addOutgoing(StoreFixture::own("own", 60, "o1")));
        const auto dialog = await(store.dialogs.find(PeerId("p11-a")));
        QCOMPARE(*dialog->lastMessage, *own);
        QCOMPARE(dialog->sortTime(), StoreFixture::at(60));
        QVERIFY(await(store.messages.remove(own->rowId)));
        QCOMPARE(last(), QStringLiteral("same second"));
    }

    void unreadCountsNewReceivedOnes()
    {
        StoreFixture store;
        const auto unread = [&store] {
            return await(store.dialogs.find(PeerId("p11-a")))->unreadCount;
        };
        Message mine = StoreFixture::own("mine from elsewhere", 3, "o3");
        mine.state = DeliveryState::Sent;
        store.add({StoreFixture::received("1", 1, "a1"), StoreFixture::received("2", 2, "a2"), mine},
            Store::Arrival::Live);
        QCOMPARE(unread(), 2);
        store.add({StoreFixture::received("2", 2, "a2")}, Store::Arrival::Live);
        QCOMPARE(unread(), 2);
        store.add({StoreFixture::received("history", 0, "a0")});
        QCOMPARE(unread(), 2);
        QVERIFY(await(store.dialogs.markRead(PeerId("p11-a"))));
        QCOMPARE(unread(), 0);
        store.add({StoreFixture::received("4", 4, "a4")}, Store::Arrival::Live);
        QCOMPARE(unread(), 1);
    }

    void keepsWhatAPersonSet()
    {
        StoreFixture store;
        const PeerId peer("p11-a");
        QVERIFY(await(store.dialogs.ensure(peer)));
        const QString draft = QStringLiteral("half a\nthought 👋 '\"");
        QVERIFY(await(store.dialogs.setDraft(peer, draft)));
        QVERIFY(await(store.dialogs.setMuted(peer, true)));
        QVERIFY(await(store.dialogs.setPinned(peer, true)));
        Store::Database again(store.path());
        const auto dialog = await(Store::DialogRepository(again).find(peer));
        QCOMPARE(dialog->draft, draft);
        QVERIFY(dialog->isMuted);
        QVERIFY(dialog->isPinned);
        QVERIFY(await(store.dialogs.setDraft(peer, {})));
        QCOMPARE(await(store.dialogs.find(peer))->draft, QString());
    }

    void changingADialogThatIsNotThere()
    {
        StoreFixture store;
        const PeerId nobody("nobody");
        QVERIFY(await(store.dialogs.markRead(nobody)));
        QVERIFY(await(store.dialogs.setDraft(nobody, "x")));
        QVERIFY(await(store.dialogs.all())->isEmpty());
    }

    void hostilePeers_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::newRow("quotes") << QStringLiteral("'; DROP TABLE dialogs; --");
        QTest::newRow("NUL") << QString::fromUtf8("a\0b", 3);
        QTest::newRow("like") << QStringLiteral("%_");
        QTest::newRow("number") << QStringLiteral("007");
        QTest::newRow("long") << QString(5000, QChar(0x1F00));
        QTest::newRow("lone surrogate") << QString(QChar(0xD800));
    }

    void hostilePeers()
    {
        QFETCH(QString, peer);
        StoreFixture store;
        QVERIFY(await(store.dialogs.ensure(PeerId("7"))));
        QVERIFY(await(store.dialogs.ensure(PeerId("a"))));
        QVERIFY(await(store.dialogs.ensure(PeerId(peer))));
        QVERIFY(await(store.dialogs.ensure(PeerId(peer))));
        QCOMPARE(await(store.dialogs.all())->size(), 3);
        QVERIFY(await(store.dialogs.find(PeerId(peer))));
    }

    void receiverDeletedBeforeTheAnswer()
    {
        StoreFixture store;
        const PeerId peer("2");
        bool wasCalled = false;
        auto receiver = std::make_unique<QObject>();
        const auto never = [&wasCalled](const auto&) {
            wasCalled = true;
        };
        onDone(store.dialogs.ensure(peer), receiver.get(), never);
        onDone(store.dialogs.all(), receiver.get(), never);
        onDone(store.dialogs.find(peer), receiver.get(), never);
        onDone(store.dialogs.markRead(peer), receiver.get(), never);
        onDone(store.dialogs.setDraft(peer, "d"), receiver.get(), never);
        onDone(store.dialogs.setPinned(peer, true), receiver.get(), never);
        onDone(store.dialogs.setMuted(peer, true), receiver.get(), never);
        receiver.reset();
        QCOMPARE(await(store.dialogs.find(peer))->draft, QStringLiteral("d"));
        QVERIFY(!wasCalled);
    }
};

QTEST_GUILESS_MAIN(TestStoreDialogs)
#include "tst_store_dialogs.moc"
