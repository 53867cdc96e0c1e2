// SPDX-License-Identifier: Apache-2.0
#include "support/AccountFixture.h"

#include <QSqlError>
#include <QSqlQuery>

using namespace Natter;
using namespace Natter::Core;
using namespace Natter::Test;

namespace {

struct MessageFixture : AccountFixture
{
    MessageFixture()
        : added(&messageService, &MessageService::messagesAdded)
        , changed(&messageService, &MessageService::messagesChanged)
        , failed(&messageService, &MessageService::failed)
    {}

    /// Everything that signals of this spy told, in order.
    static QStringList bodies(const QSignalSpy& spy)
    {
        QStringList list;
        for (const auto& call : spy) {
            for (const Message& message : call.first().value<QList<Message>>())
                list.append(message.body);
        }
        return list;
    }
    bool isSettled()
    {
        return QTest::qWaitFor(
            [this] { return await(state.value(QStringLiteral("archive.contacts_filled")))->has_value(); },
            30'000);
    }

    QDateTime timeOf(const PeerId& peer, const QString& body)
    {
        const auto page = await(messages.page(peer, std::nullopt, 1000));
        for (const Message& message : page.value()) {
            if (message.body == body)
                return message.time;
        }
        return {};
    }

    QSignalSpy added;
    QSignalSpy changed;
    QSignalSpy failed;
};

} // namespace

class tst_core_messages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void liveMessagesAreStoredShownAndCounted()
    {
        MessageFixture f;
        QVERIFY(f.load());
        QVERIFY(f.signIn());
        f.engine->deliver(AdaAddress + "/desk", "one", "o1", "s1");
        f.engine->deliver(AdaAddress + "/desk", "two", "o2", "s2");
        QTRY_COMPARE(MessageFixture::bodies(f.added), QStringList({"one", "two"}));
        QTRY_VERIFY(f.dialogService.find(Ada));
        QTRY_COMPARE(f.dialogService.find(Ada)->unreadCount, 2);
        QCOMPARE(f.dialogService.find(Ada)->lastMessage->body, QStringLiteral("two"));
    }

    void theSameMessageTwiceIsShownOnce()
    {
        MessageFixture f;
        QVERIFY(f.signIn());
        f.engine->deliver(AdaAddress, "one", "o1", "s1");
        f.engine->deliver(AdaAddress, "one", "o1");
        QTRY_COMPARE(f.added.size(), 1);
        f.engine->deliver(AdaAddress, "one", "o1");
        QTest::qWait(100);
        QCOMPARE(MessageFixture::bodies(f.added), QStringList({"one"}));
        QCOMPARE(f.countOf(Ada), 1);
    }

    void liveMessagesAreDatedByArrival_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::newRow("a moment ago") << qint64(-5);
        QTest::newRow("an hour ago") << qint64(-3600);
        QTest::newRow("years ago") << qint64(-600'000'000);
        QTest::newRow("ahead") << qint64(60);
        QTest::newRow("far ahead") << qint64(600'000'000);
    }
    /// A sender can write a delay in the server's name, too.
    void liveMessagesAreDatedByArrival()
    {
        QFETCH(qint64, offset);
        MessageFixture f;
        QVERIFY(f.load());
        QVERIFY(f.signIn());
        QVERIFY(f.isSettled());
        f.engine->deliver(AdaAddress, "one", "o1", "s1", f.clock.now().addSecs(offset));
        QTRY_COMPARE(f.added.size(), 1);
        QCOMPARE(f.timeOf(Ada, "one"), f.clock.now());
    }

    void theArchiveDatesWhatWaited_data()
    {
        QTest::addColumn<bool>("isResumed");
        QTest::newRow("new stream") << false;
        QTest::newRow("resumed") << true;
    }
    /// By which way a message came does not matter: the archive has a copy of it, and an order.
    void theArchiveDatesWhatWaited()
    {
        QFETCH(bool, isResumed);
        MessageFixture f;
        f.engine->resumes = isResumed;
        f.archive(1, AdaAddress, OwnAddress, "old");
        QVERIFY(f.load());
        QVERIFY(f.signIn());
        QVERIFY(f.isSettled());
        QVERIFY(f.breakConnection());
        f.engine->archiveAnswers = 0;
        f.session.retryNow();
        QVERIFY(f.isOnline());
        f.engine->deliver(AdaAddress, "first", "o1", "s1", f.clock.now().addYears(9));
        f.engine->deliver(AdaAddress, "second", "o2", "s2", f.clock.now().addYears(-9));
        QTRY_COMPARE(f.countOf(Ada), 3);
        QCOMPARE(f.timeOf(Ada, "first"), f.clock.now());
        QCOMPARE(f.timeOf(Ada, "second"), f.clock.now());
        QCOMPARE(f.unreadOf(Ada), 2);

        const QDateTime word = f.clock.now().addSecs(-200);
        f.engine->archive[1].stamp = word;
        f.engine->archive[2].stamp = word.addSecs(20);
        f.engine->archiveAnswers = -1;
        QVERIFY(f.breakConnection());
        f.session.retryNow();
        QTRY_COMPARE(f.timeOf(Ada, "first"), word);
        QCOMPARE(f.timeOf(Ada, "second"), word.addSecs(20));
        QCOMPARE(f.countOf(Ada), 3);
        QCOMPARE(f.unreadOf(Ada), 2);
        QTRY_COMPARE(f.dialogService.find(Ada)->lastMessage->body, QStringLiteral("second"));
        QCOMPARE(f.dialogService.find(Ada)->lastMessage->time, word.addSecs(20));
    }

    void theArchiveDatesLiveMessages()
    {
        MessageFixture f;
        f.engine->resumes = false;
        f.archive(1, AdaAddress, OwnAddress, "old");
        QVERIFY(f.load());
        QVERIFY(f.signIn());
        QVERIFY(f.isSettled());
        f.engine->deliver(AdaAddress, "one", "o1", "s1", f.clock.now().addYears(-9));
        QTRY_COMPARE(f.countOf(Ada), 2);
        const auto live = await(f.messages.page(Ada, std::nullopt, 1));
        QCOMPARE(live->first().archiveId, StanzaId(QStringLiteral("s1")));
        const QDateTime word = f.clock.now().addSecs(-90);
        f.engine->archive.last().stamp = word;
        f.changed.clear();
        QVERIFY(f.breakConnection());
        f.session.retryNow();
        QTRY_COMPARE(f.changed.size(), 1);
        QCOMPARE(MessageFixture::bodies(f.changed), QStringList({"one"}));
        QCOMPARE(f.timeOf(Ada, "one"), word);
        QCOMPARE(f.countOf(Ada), 2);
        QCOMPARE(MessageFixture::bodies(f.added), QStringList({"old 0", "one"}));
        QTRY_COMPARE(f.dialogService.find(Ada)->lastMessage->time, word);
        QCOMPARE(f.dialogService.find(Ada)->unreadCount, 1);
    }

    void otherDomainsAndOneselfAreNobody()
    {
        MessageFixture f;
        QVERIFY(f.signIn());
        f.engine->deliver("2@evil.example/x", "forged", "o1");
        f.engine->deliver(OwnAddress, "me", "o2");
        f.engine->deliver("chat.example", "service", "o3");
        f.engine->deliver(AdaAddress, "true", "o4");
        QTRY_COMPARE(MessageFixture::bodies(f.added), QStringList({"true"}));
        QCOMPARE(await(f.dialogs.all())->size(), 1);
    }

    void anotherOwnDeviceAnswered()
    {
        MessageFixture f;
        QVERIFY(f.load());
        QVERIFY(f.signIn());
        f.engine->deliver(AdaAddress, "question", "o1", "s1");
        f.engine->deliverCarbon(AdaAddress, "answer", "o2");
        QTRY_COMPARE(f.countOf(Ada), 2);
        QTRY_COMPARE(f.unreadOf(Ada), 0);
        QCOMPARE(f.stateOf(Ada, "answer"), DeliveryState::Sent);
    }

    void sendingGoesOverTheDisk()
    {
        MessageFixture f;
        QVERIFY(f.signIn());
        const auto sent = await(f.messageService.send(Ada, "hello"));
        QVERIFY(sent);
        QCOMPARE(sent->state, DeliveryState::Waiting);
        QVERIFY(sent->rowId > 0);
        QTRY_COMPARE(f.sentBodies(), QStringList({"hello"}));
        QTRY_COMPARE(f.stateOf(Ada, "hello"), DeliveryState::Sent);
        QTRY_COMPARE(f.changed.size(), 1);
        QCOMPARE(MessageFixture::bodies(f.added), QStringList({"hello"}));
        // The gateway was asked to make the account before the first message.
        QCOMPARE(f.http.count("dialogs"), 1);
    }

    void whatCannotBeSent_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("code");
        QTest::newRow("empty") << "2"
                               << ""
                               << "empty";
        QTest::newRow("blank") << "2"
                               << " \n\t"
                               << "empty";
        QTest::newRow("too long") << "2" << QString(65'537, u'x') << "too_long";
        QTest::newRow("too long in UTF-8") << "2" << QString(33'000, QChar(0x416)) << "too_long";
        QTest::newRow("nobody") << ""
                                << "x"
                                << "bad_id";
    }
    void whatCannotBeSent()
    {
        QFETCH(QString, peer);
        QFETCH(QString, body);
        QFETCH(QString, code);
        MessageFixture f;
        const auto sent = await(f.messageService.send(PeerId(peer), body));
        QVERIFY(!sent);
        QCOMPARE(sent.error().kind, ErrorKind::BadInput);
        QCOMPARE(sent.error().code, code);
        QVERIFY(await(f.messages.waiting())->isEmpty());
    }

    void writtenOfflineIsSentOnline()
    {
        MessageFixture f;
        QVERIFY(await(f.messageService.send(Ada, "one")).isOk());
        QVERIFY(await(f.messageService.send(Ada, "two")).isOk());
        QVERIFY(f.signIn());
        QTRY_COMPARE(f.sentBodies(), QStringList({"one", "two"}));
        QTRY_COMPARE(f.stateOf(Ada, "two"), DeliveryState::Sent);
    }

    void whatTheArchiveHasIsNotSentAgain()
    {
        MessageFixture f;
        const auto one = await(f.messageService.send(Ada, "one"));
        QVERIFY(await(f.messageService.send(Ada, "two")).isOk());
        f.engine->archive.append(
            {"a1", OwnAddress, AdaAddress, "one", one->originId.toString(), f.clock.now()});
        QVERIFY(f.signIn());
        QTRY_COMPARE(f.sentBodies(), QStringList({"two"}));
        QTRY_COMPARE(f.stateOf(Ada, "one"), DeliveryState::Sent);
        QCOMPARE(f.countOf(Ada), 2);
    }

    void bouncedFailsAndCanBeDeleted()
    {
        MessageFixture f;
        QVERIFY(f.load());
        QVERIFY(f.signIn());
        QVERIFY(await(f.messageService.send(Ada, "one")).isOk());
        QTRY_COMPARE(f.stateOf(Ada, "one"), DeliveryState::Sent);
        auto fromDevice = f.engine->messages.first();
        fromDevice.to += "/phone";
        f.engine->bounce(fromDevice, "said-by-the-receiver");
        f.engine->bounce(f.engine->messages.first(), "service-unavailable");
        QTRY_COMPARE(f.stateOf(Ada, "one"), DeliveryState::Failed);
        QTRY_COMPARE(f.changed.size(), 2);
        const auto failedOne = f.changed.last().first().value<QList<Message>>().first();
        QCOMPARE(failedOne.failureCode, QStringLiteral("service-unavailable"));

        QSignalSpy removed(&f.messageService, &MessageService::messageRemoved);
        f.messageService.discard(failedOne);
        QTRY_COMPARE(removed.size(), 1);
        QCOMPARE(f.countOf(Ada), 0);
        QTRY_VERIFY(!f.dialogService.find(Ada)->lastMessage);
    }

    void onlyTheirServerBounces_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<bool>("isBelieved");
        QTest::newRow("the person's address") << AdaAddress << true;
        QTest::newRow("the own server") << QStringLiteral("chat.example") << true;
        QTest::newRow("the own account") << OwnAddress << true;
        QTest::newRow("their device") << AdaAddress + QStringLiteral("/phone") << false;
        QTest::newRow("another person") << QStringLiteral("3@chat.example") << false;
        QTest::newRow("the same id elsewhere") << QStringLiteral("2@evil.example") << false;
        QTest::newRow("another server") << QStringLiteral("evil.example") << false;
        QTest::newRow("a service") << QStringLiteral("conference.chat.example") << false;
    }
    void onlyTheirServerBounces()
    {
        QFETCH(QString, from);
        QFETCH(bool, isBelieved);
        MessageFixture f;
        QVERIFY(f.load());
        QVERIFY(f.signIn());
        QVERIFY(await(f.messageService.send(Ada, "one")).isOk());
        QTRY_COMPARE(f.stateOf(Ada, "one"), DeliveryState::Sent);
        auto bounced = f.engine->messages.first();
        bounced.to = from;
        f.engine->bounce(bounced, "service-unavailable");
        // What comes after it was handled after it.
        f.engine->deliver(AdaAddress, "next", "n1");
        QTRY_COMPARE(f.countOf(Ada), 2);
        QCOMPARE(f.stateOf(Ada, "one"), isBelieved ? DeliveryState::Failed : DeliveryState::Sent);
    }

    void emptyStoreIsFilledAndNothingIsUnread()
    {
        MessageFixture f;
        f.engine->roster = {AdaAddress, "3@chat.example", "9@elsewhere.example", "chat.example"};
        f.archive(30, "3@chat.example", OwnAddress, "long ago");
        f.archive(520, AdaAddress, OwnAddress, "old");
        QVERIFY(f.load());
        QSignalSpy catchingUp(&f.messageService, &MessageService::catchingUpChanged);
        QVERIFY(f.signIn());
        QVERIFY(f.isSettled());
        QTRY_COMPARE(f.dialogService.dialogs().size(), 2);
        QTRY_COMPARE(f.countOf(Ada), 500);
        // The newest 500 of the account were all hers: he was asked for alone.
        QTRY_COMPARE(f.countOf(Bob), 20);
        QTRY_COMPARE(f.dialogService.find(Bob)->lastMessage->body, QStringLiteral("long ago 29"));
        QCOMPARE(f.dialogService.find(Ada)->unreadCount, 0);
        QCOMPARE(catchingUp.size(), 2);
        QCOMPARE(f.dialogService.dialogs().first().peer, Ada);
    }

    void missedMessagesAreUnread()
    {
        MessageFixture f;
        f.archive(3, AdaAddress, OwnAddress, "old");
        QVERIFY(f.signIn());
        QVERIFY(f.isSettled());
        f.engine->resumes = false;
        f.archive(4, AdaAddress, OwnAddress, "missed");
        QVERIFY(f.breakConnection());
        f.session.retryNow();
        QVERIFY(f.isOnline());
        QTRY_COMPARE(f.countOf(Ada), 7);
    }

    /// What the engine kept for it came by this computer's clock: the archive is asked when it was sent.
    void resumedSessionMissesNothingAndAsksForOnePage()
    {
        MessageFixture f;
        QVERIFY(f.signIn());
        QVERIFY(f.isSettled());
        f.engine->archiveQueries.clear();
        QVERIFY(f.breakConnection());
        QVERIFY(await(f.messageService.send(Ada, "meanwhile")).isOk());
        f.session.retryNow();
        QVERIFY(f.isOnline());
        QTRY_COMPARE(f.sentBodies(), QStringList({"meanwhile"}));
        QTest::qWait(50);
        QCOMPARE(f.engine->archiveQueries.size(), 1);
    }

    void whatTheStoreRefusedIsFetchedAgain()
    {
        MessageFixture f;
        f.archive(1, AdaAddress, OwnAddress, "old");
        QVERIFY(f.load());
        QVERIFY(f.signIn());
        QVERIFY(f.isSettled());
        const auto run = [&f](const QString& sql) {
            return await(f.database.run([sql](QSqlDatabase& db) -> Result<void> {
                return db.exec(sql).lastError().isValid() ? Result<void>(Error{}) : Result<void>();
            })).isOk();
        };
        QVERIFY(
            run(QStringLiteral("CREATE TRIGGER full_disk BEFORE INSERT ON messages WHEN new.body = 'lost' "
                               "BEGIN SELECT RAISE(ABORT, 'full'); END")));
        f.engine->deliver(AdaAddress, "lost", "o1", "s1");
        QTRY_COMPARE(f.failed.size(), 1);
        f.engine->deliver(AdaAddress, "next", "o2", "s2");
        QTRY_COMPARE(MessageFixture::bodies(f.added), QStringList({"old 0", "next"}));
        QVERIFY(run(QStringLiteral("DROP TRIGGER full_disk")));
        QTRY_COMPARE_WITH_TIMEOUT(f.countOf(Ada), 3, 30'000);
        QVERIFY(MessageFixture::bodies(f.added).contains(QStringLiteral("lost")));
        QTRY_COMPARE(f.dialogService.find(Ada)->unreadCount, 2);
        // And it stays caught up with.
        f.engine->archiveQueries.clear();
        QVERIFY(f.breakConnection());
        f.session.retryNow();
        QVERIFY(f.isOnline());
        QTest::qWait(50);
        QCOMPARE(f.engine->archiveQueries.size(), 1);
    }

    void composingAndPresence()
    {
        MessageFixture f;
        QSignalSpy composing(&f.messageService, &MessageService::composingChanged);
        QSignalSpy presence(&f.messageService, &MessageService::presenceChanged);
        QVERIFY(f.signIn());
        f.engine->inject("<presence xmlns='jabber:client' from='2@chat.example/x'/>");
        f.engine->inject("<message xmlns='jabber:client' type='chat' from='2@chat.example/x' "
                         "to='1@chat.example'><composing xmlns='http://jabber.org/protocol/chatstates'/>"
                         "</message>");
        QTRY_COMPARE(composing.size(), 1);
        QCOMPARE(presence.size(), 1);
        f.engine->deliver(AdaAddress + "/x", "done", "o1");
        QTRY_COMPARE(composing.size(), 2);
        f.messageService.setComposing(Ada, true);
        QTRY_COMPARE(f.engine->chatStates.size(), 1);
    }

    void brokenStoreIsTold()
    {
        MessageFixture f;
        QVERIFY(f.signIn());
        QVERIFY(f.isSettled());
        QVERIFY(await(f.database.run([](QSqlDatabase& db) -> Result<void> {
            db.exec(QStringLiteral("DROP TABLE messages"));
            return {};
        })).isOk());
        QVERIFY(!await(f.messageService.send(Ada, "x")));
        QTRY_VERIFY(!f.failed.isEmpty());
        QCOMPARE(f.failed.first().first().value<Error>().kind, ErrorKind::Storage);
        f.failed.clear();
        f.engine->deliver(AdaAddress, "one", "o1");
        QTRY_VERIFY(!f.failed.isEmpty());
        QCOMPARE(f.added.size(), 0);
    }

    void deletedBeforeTheAnswer()
    {
        MessageFixture f;
        QVERIFY(f.signIn());
        auto service = std::make_unique<MessageService>(
            f.session, f.client, f.dialogService, f.messages, f.state, f.clock);
        const auto sent = service->send(Ada, "x");
        const auto page = service->older(Ada, {}, 10);
        f.engine->deliver(AdaAddress, "one", "o1");
        service.reset();
        QCOMPARE(await(sent).error().kind, ErrorKind::Cancelled);
        QCOMPARE(await(page).error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(tst_core_messages)
#include "tst_core_messages.moc"
