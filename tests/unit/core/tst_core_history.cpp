// SPDX-License-Identifier: Apache-2.0
#include "core/ContactHistory.h"
#include "core/HistoryPager.h"
#include "support/EngineFixture.h"

using namespace Natter;
using namespace Natter::Core;
using namespace Natter::Test;

namespace {

const QString BobAddress = QStringLiteral("3@chat.example");

struct HistoryFixture : EngineFixture
{
    HistoryFixture()
        : pager(client, messages, state, account, clock)
        , contacts(client, messages, state, account, clock)
    {}

    Result<QList<Message>> older(const MessageCursor& before = {}, int limit = 50)
    {
        return await(pager.older(Ada, before, limit));
    }
    static MessageCursor cursorOf(const QList<Message>& page)
    {
        return {page.first().time, page.first().rowId};
    }

    HistoryPager pager;
    ContactHistory contacts;
};

} // namespace

class tst_core_history : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walksBackToTheBeginning()
    {
        HistoryFixture f;
        f.archive(70, AdaAddress, OwnAddress, "a");
        f.archive(30, BobAddress, OwnAddress, "b");
        f.archive(50, OwnAddress, AdaAddress, "c");
        QVERIFY(f.goOnline());

        auto page = f.older();
        QVERIFY(page);
        QCOMPARE(page->size(), 50);
        QCOMPARE(page->last().body, QStringLiteral("c 149"));
        QVERIFY(page->first().isOutgoing);

        page = f.older(HistoryFixture::cursorOf(*page));
        QCOMPARE(page->size(), 50);
        QCOMPARE(page->last().body, QStringLiteral("a 69"));
        page = f.older(HistoryFixture::cursorOf(*page));
        QCOMPARE(page->size(), 20);
        QCOMPARE(page->first().body, QStringLiteral("a 0"));
        const MessageCursor beginning = HistoryFixture::cursorOf(*page);
        page = f.older(beginning);
        QVERIFY(page);
        QVERIFY(page->isEmpty());
        QCOMPARE(f.unreadOf(Ada), 0);

        // Remembered: nobody is asked again, offline neither.
        const qsizetype asked = f.engine->archiveQueries.size();
        QVERIFY(f.older(beginning)->isEmpty());
        QCOMPARE(f.engine->archiveQueries.size(), asked);
        QVERIFY(f.goOffline());
        QVERIFY(f.older(beginning)->isEmpty());
    }

    void fullPageOfTheStoreAsksNobody()
    {
        HistoryFixture f;
        for (int i = 0; i < 5; ++i)
            f.addWaiting(Ada, QString::number(i));
        QVERIFY(f.goOnline());
        QCOMPARE(f.older({}, 5)->size(), 5);
        QVERIFY(f.engine->archiveQueries.isEmpty());
    }

    void offlineTheStoreIsAll()
    {
        HistoryFixture f;
        const auto nothing = f.older();
        QVERIFY(!nothing);
        QCOMPARE(nothing.error().kind, ErrorKind::Network);
        f.addWaiting(Ada, "one");
        const auto page = f.older();
        QVERIFY(page);
        QCOMPARE(page->size(), 1);
    }

    void brokenArchiveIsAnError()
    {
        HistoryFixture f;
        QVERIFY(f.goOnline());
        f.engine->archiveError = QStringLiteral("internal-server-error");
        QVERIFY(!f.older());
        f.addWaiting(Ada, "one");
        QCOMPARE(f.older()->size(), 1);
    }

    void answersAboutOthersAreLeftOut()
    {
        HistoryFixture f;
        // Both sides of this one are strangers; the scripted archive answers `with` by either address.
        f.engine->archive.append(
            {"a1", QStringLiteral("9@chat.example"), AdaAddress, "x", "x", f.archiveStart});
        QVERIFY(f.goOnline());
        const auto page = f.older();
        QVERIFY(page);
        QVERIFY(page->isEmpty());
    }

    void whatCannotBeReadHoldsUpNothing()
    {
        HistoryFixture f;
        f.archive(20, AdaAddress, OwnAddress, "old");
        f.archiveUnreadable(60);
        f.archive(5, AdaAddress, OwnAddress, "new");
        f.archiveUnreadable();
        QVERIFY(f.goOnline());
        QSignalSpy stored(&f.contacts, &ContactHistory::stored);
        f.contacts.fill({Ada});
        QTRY_COMPARE(stored.size(), 1);
        QCOMPARE(f.countOf(Ada), 5);
        QTRY_VERIFY(await(f.state.value(QStringLiteral("archive.contacts_filled")))->has_value());
        const auto page = f.older();
        QVERIFY(page);
        QCOMPARE(page->size(), 25);
        QVERIFY(f.older(HistoryFixture::cursorOf(*page))->isEmpty());
    }

    void contactsAreFilledOnce()
    {
        HistoryFixture f;
        QList<PeerId> peers;
        for (int i = 10; i < 20; ++i) {
            f.archive(25, QStringLiteral("%1@chat.example").arg(i), OwnAddress, "hi");
            peers.append(PeerId(QString::number(i)));
        }
        QVERIFY(f.goOnline());
        QSignalSpy stored(&f.contacts, &ContactHistory::stored);
        f.contacts.fill(peers);
        QTRY_COMPARE(stored.size(), 10);
        for (const PeerId& peer : peers) {
            QCOMPARE(f.countOf(peer), 20);
            QCOMPARE(f.unreadOf(peer), 0);
        }
        QTRY_VERIFY(await(f.state.value(QStringLiteral("archive.contacts_filled")))->has_value());
        f.engine->archiveQueries.clear();
        f.contacts.fill(peers);
        QTest::qWait(50);
        QVERIFY(f.engine->archiveQueries.isEmpty());
    }

    void atMostThreeContactsAtATime()
    {
        HistoryFixture f;
        QVERIFY(f.goOnline());
        f.engine->archiveAnswers = 0;
        f.contacts.fill({Ada, Bob, PeerId("4"), PeerId("5"), PeerId("6")});
        QTRY_COMPARE(f.engine->archiveQueries.size(), 3);
        QTest::qWait(50);
        QCOMPARE(f.engine->archiveQueries.size(), 3);
        // Interrupted: it is done again.
        QVERIFY(f.goOffline());
        f.engine->archiveAnswers = -1;
        QVERIFY(f.goOnline());
        f.engine->archiveQueries.clear();
        f.contacts.fill({Ada, Bob});
        QTRY_COMPARE(f.engine->archiveQueries.size(), 2);
        QTRY_VERIFY(await(f.state.value(QStringLiteral("archive.contacts_filled")))->has_value());
    }

    void deletedBeforeTheAnswer()
    {
        HistoryFixture f;
        f.archive(5, AdaAddress, OwnAddress, "a");
        QVERIFY(f.goOnline());
        auto pager = std::make_unique<HistoryPager>(f.client, f.messages, f.state, f.account, f.clock);
        auto contacts = std::make_unique<ContactHistory>(f.client, f.messages, f.state, f.account, f.clock);
        const auto answer = pager->older(Ada, {}, 50);
        contacts->fill({Ada});
        pager.reset();
        contacts.reset();
        // Nobody is left to answer: the question ends as a dropped one.
        const auto result = await(answer);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(tst_core_history)
#include "tst_core_history.moc"
