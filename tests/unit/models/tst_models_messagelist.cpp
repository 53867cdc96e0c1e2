// SPDX-License-Identifier: Apache-2.0
#include "models/MessageListModel.h"

#include "support/GuiTest.h"
#include "support/ServicesFixture.h"

#include <QAbstractItemModelTester>
#include <QSqlQuery>

using namespace Natter;
using namespace Natter::Models;
using namespace Natter::Test;

namespace {

struct ListFixture : ServicesFixture
{
    ListFixture()
        : model(services)
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {}

    /// Stored behind the services' backs.
    void store(const QString& body, const QDateTime& time, bool isOutgoing = false, const PeerId& peer = Ada)
    {
        Message message;
        message.peer = peer;
        message.body = body;
        message.time = time;
        message.isOutgoing = isOutgoing;
        message.state = isOutgoing ? DeliveryState::Sent : DeliveryState::Received;
        QVERIFY(await(messages.addBatch({message}, Store::Arrival::Live)).isOk());
    }
    bool open(int unreadCount = 0, const PeerId& peer = Ada)
    {
        QSignalSpy loaded(&model, &MessageListModel::loaded);
        model.setPeer(peer, unreadCount);
        return QTest::qWaitFor([&loaded] { return !loaded.isEmpty(); }, 30'000);
    }
    bool fetchOlder()
    {
        QSignalSpy loaded(&model, &MessageListModel::loaded);
        model.fetchMore({});
        return QTest::qWaitFor([&loaded] { return !loaded.isEmpty(); }, 30'000);
    }
    QStringList bodies() const
    {
        QStringList list;
        for (int row = 0; row < model.rowCount(); ++row)
            list.append(at(row, MessageListModel::BodyRole).toString());
        return list;
    }
    QVariant at(int row, int role) const { return model.index(row).data(role); }
    QList<bool> flags(int role) const
    {
        QList<bool> list;
        for (int row = 0; row < model.rowCount(); ++row)
            list.append(at(row, role).toBool());
        return list;
    }
    Message message(const QString& body, qint64 rowId, const QDateTime& time) const
    {
        Message result;
        result.rowId = rowId;
        result.peer = Ada;
        result.body = body;
        result.time = time;
        return result;
    }

    const QDateTime noon = QDateTime(QDate(2024, 3, 1), QTime(12, 0), Qt::LocalTime).toUTC();
    MessageListModel model;
    QAbstractItemModelTester tester;
};

} // namespace

class tst_models_messagelist : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void newestPageThenOlderOnes()
    {
        ListFixture f;
        for (int i = 0; i < 120; ++i)
            f.store(QString::number(i), f.noon.addSecs(i));
        QVERIFY(f.open());
        QCOMPARE(f.model.rowCount(), 50);
        QCOMPARE(f.bodies().last(), QStringLiteral("119"));
        QCOMPARE(f.at(0, MessageListModel::TimeRole).toDateTime(), f.noon.addSecs(70));
        QVERIFY(f.model.canFetchMore({}));
        QVERIFY(f.fetchOlder());
        QCOMPARE(f.model.rowCount(), 100);
        QVERIFY(f.fetchOlder());
        QCOMPARE(f.model.rowCount(), 120);
        QCOMPARE(f.bodies().first(), QStringLiteral("0"));
        // Offline nobody knows whether there is more; asking waits for the connection.
        QSignalSpy failed(&f.model, &MessageListModel::failed);
        QSignalSpy reach(&f.model, &MessageListModel::olderOutOfReachChanged);
        f.model.fetchMore({});
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!f.model.isLoading());
        QVERIFY(f.model.isOlderOutOfReach());
        QVERIFY(!f.model.canFetchMore({}));
        f.model.fetchMore({});
        QVERIFY(!f.model.isLoading());
        QVERIFY(f.signIn());
        QCOMPARE(reach, (QList<QVariantList>{{true}, {false}}));
        QVERIFY(f.model.canFetchMore({}));
        QVERIFY(f.fetchOlder());
        QVERIFY(!f.model.canFetchMore({}));
    }

    void anotherPeerIsWithinReach()
    {
        ListFixture f;
        f.store(QStringLiteral("one"), f.noon);
        QVERIFY(f.open());
        f.model.fetchMore({});
        QTRY_VERIFY(f.model.isOlderOutOfReach());
        f.model.setPeer(Bob, 0);
        QVERIFY(!f.model.isOlderOutOfReach());
    }

    void changingThePeerDropsLateAnswers()
    {
        ListFixture f;
        f.store("ada", f.noon);
        f.store("bob", f.noon, false, Bob);
        f.model.setPeer(Ada, 0);
        QVERIFY(f.open(0, Bob));
        QTest::qWait(20);
        QCOMPARE(f.bodies(), QStringList({"bob"}));
        f.model.setPeer({}, 0);
        QVERIFY(!f.model.isLoading());
        QCOMPARE(f.model.rowCount(), 0);
        QVERIFY(!f.model.canFetchMore({}));
    }

    void addedOnesFindTheirPlace()
    {
        ListFixture f;
        f.store("a", f.noon);
        f.store("d", f.noon.addSecs(30));
        QVERIFY(f.open());
        QVERIFY(f.model.canFetchMore({}));
        QSignalSpy inserted(&f.model, &QAbstractItemModel::rowsInserted);
        auto stranger = f.message("x", 50, f.noon.addSecs(40));
        stranger.peer = Bob;
        Q_EMIT f.messageService.messagesAdded({f.message("e", 11, f.noon.addSecs(40)),
            f.message("f", 12, f.noon.addSecs(50)), f.message("b", 13, f.noon.addSecs(10)),
            f.message("c", 14, f.noon.addSecs(20)), stranger, f.message("above", 15, f.noon.addSecs(-10))});
        // What is above the first row comes with its page.
        QCOMPARE(f.bodies(), QStringList({"a", "b", "c", "d", "e", "f"}));
        QCOMPARE(inserted.size(), 2);
        Q_EMIT f.messageService.messagesAdded({f.message("e", 11, f.noon.addSecs(40))});
        QCOMPARE(f.model.rowCount(), 6);
    }

    void sameTimeIsOrderedByRow()
    {
        ListFixture f;
        QVERIFY(f.open());
        Q_EMIT f.messageService.messagesAdded({f.message("2", 12, f.noon), f.message("1", 11, f.noon)});
        QCOMPARE(f.bodies(), QStringList({"1", "2"}));
    }

    void changedAndRemoved()
    {
        ListFixture f;
        f.store("a", f.noon, true);
        f.store("b", f.noon.addSecs(10));
        QVERIFY(f.open());
        auto message = f.at(0, MessageListModel::MessageRole).value<Message>();
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        message.state = DeliveryState::Failed;
        Q_EMIT f.messageService.messagesChanged({message});
        QVERIFY(!changed.isEmpty());
        QCOMPARE(f.at(0, MessageListModel::StateRole).value<DeliveryState>(), DeliveryState::Failed);
        // The archive's stamp may move it.
        message.time = f.noon.addSecs(20);
        Q_EMIT f.messageService.messagesChanged({message});
        QCOMPARE(f.bodies(), QStringList({"b", "a"}));
        Q_EMIT f.messageService.messageRemoved(message);
        Q_EMIT f.messageService.messageRemoved(message);
        QCOMPARE(f.bodies(), QStringList({"b"}));
    }

    void groupsAndDays()
    {
        ListFixture f;
        f.store("a1", f.noon);
        f.store("a2", f.noon.addSecs(300));
        f.store("a3", f.noon.addSecs(601));
        f.store("b1", f.noon.addSecs(602), true);
        f.store("next day", f.noon.addDays(1), true);
        QVERIFY(f.open());
        QCOMPARE(f.flags(MessageListModel::StartsDayRole), QList<bool>({true, false, false, false, true}));
        QCOMPARE(f.flags(MessageListModel::StartsGroupRole), QList<bool>({true, false, true, true, true}));
        QCOMPARE(f.flags(MessageListModel::EndsGroupRole), QList<bool>({false, true, true, true, true}));
        QCOMPARE(f.flags(MessageListModel::IsOutgoingRole), QList<bool>({false, false, false, true, true}));
    }

    void daysAreLocalOnes()
    {
        ListFixture f;
        const QDateTime midnight = QDateTime(QDate(2024, 3, 2), QTime(0, 0), Qt::LocalTime).toUTC();
        f.store("late", midnight.addSecs(-1));
        f.store("early", midnight);
        QVERIFY(f.open());
        QCOMPARE(f.flags(MessageListModel::StartsDayRole), QList<bool>({true, true}));
    }

    void neighboursAreToldAboutTheirGroup()
    {
        ListFixture f;
        f.store("a", f.noon);
        QVERIFY(f.open());
        QVERIFY(f.at(0, MessageListModel::EndsGroupRole).toBool());
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        Q_EMIT f.messageService.messagesAdded({f.message("b", 10, f.noon.addSecs(1))});
        QVERIFY(!f.at(0, MessageListModel::EndsGroupRole).toBool());
        QVERIFY(std::any_of(changed.cbegin(), changed.cend(), [](const QList<QVariant>& call) {
            return call.at(0).toModelIndex().row() == 0 &&
                   call.at(2).value<QList<int>>().contains(MessageListModel::EndsGroupRole);
        }));
    }

    void unreadLine_data()
    {
        QTest::addColumn<int>("unread");
        QTest::addColumn<QList<bool>>("line");
        QTest::newRow("none") << 0 << QList<bool>{false, false, false, false};
        QTest::newRow("one") << 1 << QList<bool>{false, false, false, true};
        QTest::newRow("own ones do not count") << 2 << QList<bool>{false, true, false, false};
        QTest::newRow("all") << 3 << QList<bool>{true, false, false, false};
        QTest::newRow("more than there are") << 9 << QList<bool>{false, false, false, false};
    }
    void unreadLine()
    {
        QFETCH(int, unread);
        QFETCH(QList<bool>, line);
        ListFixture f;
        f.store("a", f.noon);
        f.store("b", f.noon.addSecs(1));
        f.store("mine", f.noon.addSecs(2), true);
        f.store("c", f.noon.addSecs(3));
        QVERIFY(f.open(unread));
        QCOMPARE(f.flags(MessageListModel::StartsUnreadRole), line);
        // It stays where it is when more come.
        Q_EMIT f.messageService.messagesAdded({f.message("d", 100, f.noon.addSecs(4))});
        QCOMPARE(f.flags(MessageListModel::StartsUnreadRole).first(4), line);
    }

    void theFirstPageReachesTheUnreadLine()
    {
        ListFixture f;
        for (int i = 0; i < 260; ++i)
            f.store(QString::number(i), f.noon.addSecs(i));
        QVERIFY(f.open(200));
        const auto lines = f.flags(MessageListModel::StartsUnreadRole);
        QCOMPARE(lines.count(true), 1);
        QCOMPARE(f.bodies().at(lines.indexOf(true)), "60");
    }

    void hostileBodiesArePlain()
    {
        ListFixture f;
        f.store(QStringLiteral("<b>x</b>\r\n\x1b[31m") + QChar(0x202E), f.noon);
        QVERIFY(f.open());
        QCOMPARE(f.bodies(), QStringList({"<b>x</b>\n[31m"}));
    }

    void brokenStoreIsTold()
    {
        ListFixture f;
        QVERIFY(await(f.database.run([](QSqlDatabase& db) -> Result<void> {
            db.exec(QStringLiteral("DROP TABLE messages"));
            return {};
        })).isOk());
        QSignalSpy failed(&f.model, &MessageListModel::failed);
        f.model.setPeer(Ada, 0);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!f.model.isLoading());
    }

    void deletedBeforeTheAnswer()
    {
        ListFixture f;
        f.store("a", f.noon);
        auto model = std::make_unique<MessageListModel>(f.services);
        QSignalSpy loaded(model.get(), &MessageListModel::loaded);
        model->setPeer(Ada, 0);
        model.reset();
        QTest::qWait(20);
        QCOMPARE(loaded.size(), 0);
    }
};

QTEST_MAIN(tst_models_messagelist)
#include "tst_models_messagelist.moc"
