// SPDX-License-Identifier: Apache-2.0
#include "support/GuiTest.h"

#include "ui/dialogs/DialogListWidget.h"
#include "ui/style/Theme.h"

#include <QContextMenuEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStringListModel>
#include <QTest>

using namespace Natter;
using namespace Natter::Ui;

namespace {

struct Stage
{
    Stage()
    {
        QStringList names;
        for (int i = 0; i < 40; ++i)
            names += QString::number(i);
        model.setStringList(names);
        list.setModel(&model);
        list.resize(300, 400);
        list.show();
    }
    void open(int row)
    {
        list.selectionModel()->setCurrentIndex(model.index(row, 0), QItemSelectionModel::ClearAndSelect);
    }
    int topOf(int row) const { return list.visualRect(model.index(row, 0)).top(); }

    Theme theme;
    QStringListModel model;
    DialogListWidget list{theme};
};

} // namespace

/// The dialog list while dialogs move in it.
class DialogListTest : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void showsAllOfTheOpenDialogThatMovedHalfOut()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowExposed(&stage.list, 30'000));
        stage.open(3);
        stage.list.verticalScrollBar()->setValue(20);
        QVERIFY(stage.model.moveRow({}, 3, {}, 0));
        QCOMPARE(stage.list.currentIndex().row(), 0);
        QCOMPARE(stage.topOf(0), 0);
    }

    void staysWhereItIsReadWhenTheOpenDialogIsFarAway()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowExposed(&stage.list, 30'000));
        stage.open(30);
        QCoreApplication::processEvents();
        stage.list.verticalScrollBar()->setValue(900);
        QVERIFY(stage.model.moveRow({}, 30, {}, 0));
        QCoreApplication::processEvents();
        QCOMPARE(stage.list.currentIndex().row(), 0);
        QCOMPARE(stage.list.verticalScrollBar()->value(), 900);
    }

    void asksForTheMenuOfTheRow()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowExposed(&stage.list, 30'000));
        stage.open(3);
        QSignalSpy asked(&stage.list, &DialogListWidget::menuRequested);
        const auto ask = [&stage](QContextMenuEvent::Reason reason, const QPoint& position) {
            QContextMenuEvent event(reason, position, stage.list.viewport()->mapToGlobal(position));
            QCoreApplication::sendEvent(stage.list.viewport(), &event);
        };
        const QPoint fifth = stage.list.visualRect(stage.model.index(5, 0)).center();
        ask(QContextMenuEvent::Mouse, fifth);
        ask(QContextMenuEvent::Keyboard, fifth);
        ask(QContextMenuEvent::Mouse, QPoint(-5, -5));
        QCOMPARE(asked.size(), 2);
        QCOMPARE(asked.at(0).at(0).toModelIndex().row(), 5);
        QCOMPARE(asked.at(0).at(1).toPoint(), stage.list.viewport()->mapToGlobal(fifth));
        QCOMPARE(asked.at(1).at(0).toModelIndex().row(), 3);
        QCOMPARE(stage.list.currentIndex().row(), 3);
    }

    void staysWhenAnotherDialogMoves()
    {
        Stage stage;
        QVERIFY(QTest::qWaitForWindowExposed(&stage.list, 30'000));
        stage.open(0);
        stage.list.verticalScrollBar()->setValue(20);
        QVERIFY(stage.model.moveRow({}, 5, {}, 0));
        QCoreApplication::processEvents();
        QCOMPARE(stage.list.verticalScrollBar()->value(), 20);
    }
};

QTEST_MAIN(DialogListTest)
#include "tst_ui_dialoglist.moc"
