// SPDX-License-Identifier: Apache-2.0
#include "models/DialogListModel.h"
#include "models/PeopleSearchModel.h"

#include "support/GuiTest.h"
#include "support/ServicesFixture.h"

#include <QAbstractItemModelTester>
#include <QImage>

using namespace Natter;
using namespace Natter::Models;
using namespace Natter::Test;

namespace {

struct DialogsFixture : ServicesFixture
{
    DialogsFixture()
        : dialogsModel(services)
        , people(services)
        , dialogsTester(&dialogsModel, QAbstractItemModelTester::FailureReportingMode::QtTest)
        , peopleTester(&people, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {}

    void store(const PeerId& peer, const QString& body)
    {
        Message message;
        message.peer = peer;
        message.body = body;
        message.time = clock.now();
        clock.advance(std::chrono::seconds(1));
        QVERIFY(await(messages.addBatch({message}, Store::Arrival::Live)).isOk());
    }
    static QStringList peers(const QAbstractItemModel& model)
    {
        QStringList list;
        for (int row = 0; row < model.rowCount(); ++row)
            list.append(model.index(row, 0).data(DialogListModel::PeerRole).value<PeerId>().toString());
        return list;
    }
    static QStringList names(const QAbstractItemModel& model)
    {
        QStringList list;
        for (int row = 0; row < model.rowCount(); ++row)
            list.append(model.index(row, 0).data(DialogListModel::NameRole).toString());
        return list;
    }
    QVariant of(const PeerId& peer, int role) const { return dialogsModel.indexOf(peer).data(role); }

    DialogListModel dialogsModel;
    PeopleSearchModel people;
    QAbstractItemModelTester dialogsTester;
    QAbstractItemModelTester peopleTester;
};

} // namespace

class tst_models_dialoglist : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void rowsOfTheStore()
    {
        DialogsFixture f;
        f.store(Ada, "one\ntwo");
        f.store(Bob, "three");
        QVERIFY(f.load());
        QCOMPARE(DialogsFixture::peers(f.dialogsModel), QStringList({"3", "2"}));
        QCOMPARE(f.of(Ada, DialogListModel::LastTextRole).toString(), QStringLiteral("one two"));
        QCOMPARE(f.of(Ada, DialogListModel::UnreadRole).toInt(), 1);
        QCOMPARE(f.of(Ada, DialogListModel::IsOutgoingRole).toBool(), false);
        QCOMPARE(f.of(Ada, DialogListModel::StateRole).value<DeliveryState>(), DeliveryState::Received);
        QVERIFY(f.of(Ada, DialogListModel::TimeRole).toDateTime().isValid());
        QVERIFY(f.of(Ada, DialogListModel::AvatarRole).value<QImage>().isNull());
        QCOMPARE(f.of(Ada, DialogListModel::NameRole).toString(), QStringLiteral("2"));
        QCOMPARE(f.dialogsModel.totalUnread(), 2);
        QVERIFY(!f.dialogsModel.indexOf(PeerId("nobody")).isValid());
    }

    void emptyDialogHasNoLastMessage()
    {
        DialogsFixture f;
        QVERIFY(await(f.dialogService.openDialog(UserId("2"))).isOk());
        QCOMPARE(f.of(Ada, DialogListModel::LastTextRole).toString(), QString());
        QVERIFY(!f.of(Ada, DialogListModel::TimeRole).toDateTime().isValid());
    }

    void aNewMessageMovesOneRow()
    {
        DialogsFixture f;
        f.store(Ada, "one");
        f.store(Bob, "two");
        QVERIFY(f.load());
        const QPersistentModelIndex ada = f.dialogsModel.indexOf(Ada);
        QSignalSpy moved(&f.dialogsModel, &QAbstractItemModel::rowsMoved);
        QSignalSpy reset(&f.dialogsModel, &QAbstractItemModel::modelReset);
        QSignalSpy total(&f.dialogsModel, &DialogListModel::totalUnreadChanged);
        f.store(Ada, "three");
        f.dialogService.reload({Ada});
        QTRY_COMPARE(moved.size(), 1);
        QCOMPARE(ada.row(), 0);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(total.last().first().toInt(), 3);
        QCOMPARE(DialogsFixture::peers(f.dialogsModel), QStringList({"2", "3"}));
    }

    void manyAtOnceEndInTheServicesOrder()
    {
        DialogsFixture f;
        QList<PeerId> all;
        for (int i = 10; i < 40; ++i) {
            all.append(PeerId(QString::number(i)));
            f.store(all.last(), "a");
        }
        QVERIFY(f.load());
        for (const int i : {3, 17, 8, 25, 0, 29, 11})
            f.store(all.at(i), "b");
        f.dialogService.reload(all);
        QTRY_COMPARE(f.dialogsModel.totalUnread(), 37);
        QStringList expected;
        for (const Dialog& dialog : f.dialogService.dialogs())
            expected.append(dialog.peer.toString());
        QCOMPARE(DialogsFixture::peers(f.dialogsModel), expected);
        QCOMPARE(expected.first(), QStringLiteral("21"));
    }

    void refusedPlaceholderGoes()
    {
        DialogsFixture f;
        QVERIFY(await(f.dialogService.openDialog(UserId("404"))).isOk());
        QCOMPARE(f.dialogsModel.rowCount(), 1);
        QVERIFY(f.signIn());
        QTRY_COMPARE(f.dialogsModel.rowCount(), 0);
    }

    void namesComeFromTheSite()
    {
        DialogsFixture f;
        f.http.people = {{"p11-a", "Zoé <b>\n"}};
        f.store(PeerId("p11-a"), "hi");
        QVERIFY(f.load());
        QVERIFY(f.signIn());
        QSignalSpy changed(&f.dialogsModel, &QAbstractItemModel::dataChanged);
        QTRY_COMPARE(f.of(PeerId("p11-a"), DialogListModel::NameRole).toString(), QStringLiteral("Zoé <b>"));
        QVERIFY(!changed.isEmpty());
    }

    void composingAndPresence()
    {
        DialogsFixture f;
        f.store(Ada, "hi");
        QVERIFY(f.load());
        QSignalSpy changed(&f.dialogsModel, &QAbstractItemModel::dataChanged);
        Q_EMIT f.messageService.composingChanged(Ada, true);
        Q_EMIT f.messageService.composingChanged(Ada, true);
        Q_EMIT f.messageService.composingChanged(PeerId("stranger"), true);
        Q_EMIT f.messageService.presenceChanged(Ada, true);
        QCOMPARE(changed.size(), 2);
        QVERIFY(f.of(Ada, DialogListModel::IsComposingRole).toBool());
        QVERIFY(f.of(Ada, DialogListModel::IsOnlineRole).toBool());
        Q_EMIT f.messageService.composingChanged(Ada, false);
        QVERIFY(!f.of(Ada, DialogListModel::IsComposingRole).toBool());
    }

    void draftsShow()
    {
        DialogsFixture f;
        f.store(Ada, "hi");
        QVERIFY(f.load());
        f.dialogService.setDraft(Ada, "half a sen");
        QCOMPARE(f.of(Ada, DialogListModel::DraftRole).toString(), QStringLiteral("half a sen"));
    }

    void searchFindsDialogsThenPeopleThenTheSite()
    {
        DialogsFixture f;
        f.http.people = {{"2", "Ada L"}, {"3", "Adam"}, {"4", "Adamo"}, {"1", "Adalbert"}};
        f.store(Ada, "hi");
        QVERIFY(f.load());
        QVERIFY(f.signIn());
        User known;
        known.id = UserId("3");
        known.name = "Adam";
        User lady;
        lady.id = UserId("2");
        lady.name = "Ada L";
        f.directory.insert({known, lady});
        f.people.setText("  ADA ");
        QCOMPARE(f.people.text(), QStringLiteral("ADA"));
        QCOMPARE(DialogsFixture::peers(f.people), QStringList({"2", "3"}));
        QVERIFY(f.people.isSearching());
        QCOMPARE(f.http.count("search"), 0);
        QTRY_COMPARE(DialogsFixture::peers(f.people), QStringList({"2", "3", "4"}));
        QVERIFY(!f.people.isSearching());
        QCOMPARE(f.people.index(2).data(PeopleSearchModel::UserIdRole).value<UserId>(), UserId("4"));
        QCOMPARE(DialogsFixture::names(f.people).last(), QStringLiteral("Adamo"));
        f.people.setText("");
        QCOMPARE(f.people.rowCount(), 0);
        QVERIFY(!f.people.isSearching());
    }

    void typingOnAsksOnce()
    {
        DialogsFixture f;
        QVERIFY(f.signIn());
        for (const char* text : {"B", "Bo", "Bob"}) {
            f.people.setText(QLatin1String(text));
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(DialogsFixture::peers(f.people), QStringList({"3"}));
        QCOMPARE(f.http.count("search"), 1);
    }

    void searchWithoutANetworkIsTold()
    {
        DialogsFixture f;
        QSignalSpy failed(&f.people, &PeopleSearchModel::searchFailed);
        f.people.setText("x");
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!f.people.isSearching());
    }

    void deletedBeforeTheAnswer()
    {
        DialogsFixture f;
        QVERIFY(f.signIn());
        f.http.isSilent = true;
        auto people = std::make_unique<PeopleSearchModel>(f.services);
        people->setText("Ada");
        QTRY_COMPARE(f.http.count("search"), 1);
        people.reset();
        f.http.answerHeld();
        QTest::qWait(20);
        QCOMPARE(f.people.rowCount(), 0);
    }
};

QTEST_MAIN(tst_models_dialoglist)
#include "tst_models_dialoglist.moc"
