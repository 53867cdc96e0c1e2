// SPDX-License-Identifier: Apache-2.0
#include "core/DialogList.h"
#include "support/AccountFixture.h"

using namespace Natter;
using namespace Natter::Core;
using namespace Natter::Test;

namespace {

struct DialogFixture : AccountFixture
{
    DialogFixture()
        : opened(&dialogService, &DialogService::dialogOpened)
        , changed(&dialogService, &DialogService::dialogChanged)
        , removed(&dialogService, &DialogService::dialogRemoved)
        , refused(&dialogService, &DialogService::dialogRefused)
    {}

    Result<PeerId> open(const QString& id) { return await(dialogService.openDialog(UserId(id))); }
    bool isShown(const PeerId& peer) const { return dialogService.find(peer) != nullptr; }
    /// A message of the person, stored behind the service's back.
    void store(const PeerId& peer, const QString& body)
    {
        Message message;
        message.peer = peer;
        message.body = body;
        message.time = clock.now();
        clock.advance(std::chrono::seconds(1));
        QVERIFY(await(messages.addBatch({message}, Store::Arrival::Live)).isOk());
    }
    QStringList order() const
    {
        QStringList peers;
        for (const Dialog& dialog : dialogService.dialogs())
            peers.append(dialog.peer.toString());
        return peers;
    }

    QSignalSpy opened;
    QSignalSpy changed;
    QSignalSpy removed;
    QSignalSpy refused;
};

} // namespace

class tst_core_dialogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void impossibleIds_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("code");
        QTest::newRow("empty") << ""
                               << "bad_id";
        QTest::newRow("control character") << "a\nb"
                                           << "bad_id";
        QTest::newRow("outer blank") << " 2"
                                     << "bad_id";
        QTest::newRow("too long") << QString(2000, u'x') << "bad_id";
        QTest::newRow("oneself") << "1"
                                 << "own_id";
    }
    void impossibleIds()
    {
        QFETCH(QString, id);
        QFETCH(QString, code);
        DialogFixture f;
        QVERIFY(f.signIn());
        const auto result = f.open(id);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::BadInput);
        QCOMPARE(result.error().code, code);
        QVERIFY(f.dialogService.dialogs().isEmpty());
        QCOMPARE(f.http.count("dialogs"), 0);
    }

    void knownToTheSite()
    {
        DialogFixture f;
        QVERIFY(f.signIn());
        const auto result = f.open("P11-A");
        QVERIFY(result);
        QCOMPARE(*result, PeerId("p11-a"));
        QVERIFY(f.isShown(PeerId("p11-a")));
        QCOMPARE(f.opened.size(), 1);
        QCOMPARE(f.directory.user(PeerId("p11-a")).name, QStringLiteral("Zoé"));
        QCOMPARE(f.http.requests.first().headers.contains({"Authorization", "Bearer engine-token"}), true);
    }

    void unknownToTheSite()
    {
        DialogFixture f;
        QVERIFY(f.signIn());
        const auto result = f.open("404");
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::NotFound);
        QVERIFY(f.dialogService.dialogs().isEmpty());
        QVERIFY(await(f.dialogs.all())->isEmpty());
        QCOMPARE(f.opened.size(), 0);
    }

    void twiceInARowAsksOnce()
    {
        DialogFixture f;
        QVERIFY(f.signIn());
        f.http.isSilent = true;
        const auto first = f.dialogService.openDialog(UserId("2"));
        const auto second = f.dialogService.openDialog(UserId("2"));
        QTRY_COMPARE(f.http.count("dialogs"), 1);
        f.http.answerHeld();
        QCOMPARE(*await(first), Ada);
        QCOMPARE(*await(second), Ada);
        QCOMPARE(f.http.count("dialogs"), 1);
        QCOMPARE(f.dialogService.dialogs().size(), 1);
        // Once more: it is open at once, and the site is not asked again.
        QVERIFY(f.open("2"));
        QTest::qWait(20);
        QCOMPARE(f.http.count("dialogs"), 1);
    }

    void refusedTokenIsReplacedOnce()
    {
        DialogFixture f;
        QVERIFY(f.signIn());
        f.http.refusals = 1;
        QVERIFY(f.open("2"));
        QCOMPARE(f.http.count("dialogs"), 2);
        QCOMPARE(f.http.count("refresh_user_token"), 1);
        QVERIFY(std::any_of(f.http.requests.cbegin(), f.http.requests.cend(), [](const auto& request) {
            return request.headers.contains({"Authorization", "Bearer fresh-engine-token"});
        }));
        QCOMPARE(f.directory.user(Ada).name, QStringLiteral("Ada"));
    }

    void existingOpensAtOnceWithoutANetwork()
    {
        DialogFixture f;
        f.store(Ada, "hi");
        f.http.failure = Error{ErrorKind::Network, Retry::later(), {}, {}};
        QVERIFY(f.open("2"));
        QCOMPARE(f.opened.size(), 1);
        QVERIFY(f.isShown(Ada));
    }

    void offlinePlaceholderIsConfirmedLater()
    {
        DialogFixture f;
        QVERIFY(f.open("P11-A"));
        QVERIFY(f.isShown(PeerId("p11-a")));
        QCOMPARE(f.http.count("dialogs"), 0);
        QVERIFY(await(f.state.value("dialogs.unverified"))->value().contains("P11-A"));
        QVERIFY(f.signIn());
        QTRY_COMPARE(await(f.state.value("dialogs.unverified"))->value(), QByteArray("[]"));
        QCOMPARE(f.refused.size(), 0);
        QVERIFY(f.isShown(PeerId("p11-a")));
    }

    void offlinePlaceholderIsRefusedLater()
    {
        DialogFixture f;
        QVERIFY(f.open("404"));
        QVERIFY(f.signIn());
        QTRY_COMPARE(f.refused.size(), 1);
        QCOMPARE(f.refused.first().at(1).value<Error>().kind, ErrorKind::NotFound);
        QCOMPARE(f.removed.size(), 1);
        QVERIFY(!f.isShown(PeerId("404")));
        QTRY_VERIFY(await(f.dialogs.all())->isEmpty());
    }

    void refusedPlaceholderKeepsWhatWasWritten()
    {
        DialogFixture f;
        QVERIFY(f.open("404"));
        QVERIFY(await(f.messageService.send(PeerId("404"), "hello?")).isOk());
        QTRY_VERIFY(f.dialogService.find(PeerId("404"))->lastMessage);
        QVERIFY(f.signIn());
        QTRY_COMPARE(f.refused.size(), 1);
        QVERIFY(f.isShown(PeerId("404")));
        QTRY_COMPARE(f.stateOf(PeerId("404"), "hello?"), DeliveryState::Failed);
        QVERIFY(f.engine->messages.isEmpty());
    }

    void brokenGatewayGivesAPlaceholder()
    {
        DialogFixture f;
        QVERIFY(f.signIn());
        f.http.failure = Error{ErrorKind::ServerFailure, Retry::later(), {}, {}};
        QVERIFY(f.open("2"));
        QVERIFY(f.isShown(Ada));
        QVERIFY(await(f.state.value("dialogs.unverified"))->has_value());
    }

    void damagedPlaceholdersAreNone()
    {
        DialogFixture f;
        QVERIFY(await(f.state.setValue("dialogs.unverified", R"([1,{},"",["x"]])")).isOk());
        QVERIFY(f.load());
        QVERIFY(f.signIn());
        QTest::qWait(20);
        QCOMPARE(f.http.count("dialogs"), 0);
    }

    void readingResetsTheCount()
    {
        DialogFixture f;
        f.store(Ada, "one");
        QVERIFY(f.load());
        QCOMPARE(f.dialogService.find(Ada)->unreadCount, 1);
        f.dialogService.markRead(Ada);
        QCOMPARE(f.dialogService.find(Ada)->unreadCount, 0);
        QTRY_COMPARE(f.unreadOf(Ada), 0);
        f.store(Ada, "two");
        f.dialogService.reload({Ada});
        QTRY_COMPARE(f.dialogService.find(Ada)->unreadCount, 1);
    }

    void staleRowsDoNotOverwriteNewerOnes()
    {
        DialogFixture f;
        f.store(Ada, "one");
        QVERIFY(f.load());
        f.dialogService.reload({Ada}); // reads the row with one unread message
        f.dialogService.markRead(Ada);
        f.dialogService.setDraft(Ada, "dra");
        f.changed.clear();
        QTest::qWait(50);
        QCOMPARE(f.dialogService.find(Ada)->unreadCount, 0);
        QCOMPARE(f.dialogService.find(Ada)->draft, QStringLiteral("dra"));
        QCOMPARE(f.changed.size(), 0);
    }

    void pinsAndMutesForGood()
    {
        DialogFixture f;
        f.store(Ada, "one");
        f.store(Bob, "two");
        QVERIFY(f.load());
        QCOMPARE(f.order(), QStringList({"3", "2"}));
        f.dialogService.reload({Ada}); // what is being read knows nothing of it yet
        f.dialogService.setPinned(Ada, true);
        f.dialogService.setMuted(Ada, true);
        QCOMPARE(f.order(), QStringList({"2", "3"}));
        f.store(Bob, "three");
        f.dialogService.reload({Bob});
        QTRY_COMPARE(f.dialogService.find(Bob)->lastMessage->body, QStringLiteral("three"));
        QCOMPARE(f.order(), QStringList({"2", "3"}));
        QVERIFY(f.dialogService.find(Ada)->isPinned && f.dialogService.find(Ada)->isMuted);
        const auto kept = await(f.dialogs.find(Ada));
        QVERIFY(kept && kept->isPinned && kept->isMuted);
        f.dialogService.setPinned(Ada, false);
        f.dialogService.setMuted(Ada, false);
        QCOMPARE(f.order(), QStringList({"3", "2"}));
        QVERIFY(!await(f.dialogs.find(Ada))->isMuted);
    }

    void newestIsFirst()
    {
        DialogFixture f;
        f.store(Ada, "one");
        f.store(Bob, "two");
        QVERIFY(f.load());
        QCOMPARE(f.order(), QStringList({"3", "2"}));
        f.store(Ada, "three");
        f.dialogService.reload({Ada});
        QTRY_COMPARE(f.order(), QStringList({"2", "3"}));
    }

    void manyChangesAreReadTogether()
    {
        DialogFixture f;
        QVERIFY(f.load());
        QList<PeerId> peers;
        for (int i = 10; i < 60; ++i) {
            peers.append(PeerId(QString::number(i)));
            f.store(peers.last(), "hi");
        }
        f.dialogService.reload(peers);
        QTRY_COMPARE(f.dialogService.dialogs().size(), 50);
        QCOMPARE(f.changed.size(), 50);
        QCOMPARE(f.order().first(), QStringLiteral("59"));
    }

    void contactsComeBelow()
    {
        DialogFixture f;
        f.store(Ada, "hi");
        QVERIFY(f.load());
        f.dialogService.addContacts({Bob, Ada, PeerId("1")});
        QTRY_COMPARE(f.order(), QStringList({"2", "3"}));
    }

    void reachable()
    {
        DialogFixture f;
        f.store(Ada, "hi");
        QVERIFY(f.load());
        QVERIFY(f.signIn());
        QVERIFY(await(f.dialogService.makeReachable(Ada)).isOk());
        QCOMPARE(f.http.count("dialogs"), 0);
        QVERIFY(await(f.dialogService.makeReachable(Bob)).isOk());
        QVERIFY(await(f.dialogService.makeReachable(Bob)).isOk());
        QCOMPARE(f.http.count("dialogs"), 1);
        // A spelling that was only guessed proves nothing.
        QVERIFY(await(f.dialogService.makeReachable(PeerId("p11-a"))).isOk());
    }

    void listKeepsItsOrder()
    {
        DialogList list;
        Dialog a{Ada, {}, 0, {}, false, false, QDateTime::fromSecsSinceEpoch(10, Qt::UTC)};
        Dialog b{Bob, {}, 0, {}, false, false, QDateTime::fromSecsSinceEpoch(20, Qt::UTC)};
        QVERIFY(list.put(a));
        QVERIFY(list.put(b));
        QVERIFY(!list.put(b));
        QCOMPARE(list.all().first().peer, Bob);
        a.isPinned = true;
        QVERIFY(list.put(a));
        QCOMPARE(list.all().first().peer, Ada);
        QVERIFY(list.remove(Ada));
        QVERIFY(!list.remove(Ada));
        QCOMPARE(list.find(Ada), nullptr);
    }

    void deletedBeforeTheAnswer()
    {
        DialogFixture f;
        QVERIFY(f.signIn());
        f.http.isSilent = true;
        auto service = std::make_unique<DialogService>(f.session, f.gateway, f.directory, f.dialogs, f.state);
        const auto answer = service->openDialog(UserId("2"));
        QTRY_COMPARE(f.http.count("dialogs"), 1);
        service.reset();
        f.http.answerHeld();
        QCOMPARE(await(answer).error().kind, ErrorKind::Cancelled);
        QVERIFY(await(f.dialogs.all())->isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_core_dialogs)
#include "tst_core_dialogs.moc"
