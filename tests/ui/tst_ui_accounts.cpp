// SPDX-License-Identifier: Apache-2.0
#include "support/GuiTest.h"
#include "support/ServicesFixture.h"
#include "ui/Gallery.h"

#include "ui/AccountWidget.h"
#include "ui/MainWindow.h"
#include "ui/chat/ComposerField.h"
#include "ui/chat/ConversationWidget.h"
#include "ui/dialogs/DialogListWidget.h"
#include "ui/widgets/IconButton.h"
#include "ui/widgets/ToastWidget.h"

#include <QApplication>
#include <QSettings>
#include <QSignalSpy>

using namespace Natter;
using namespace Natter::Ui;
using namespace Natter::Test;

namespace {

/// One window on two whole accounts.
struct Stage
{
    Stage()
    {
        QSettings().clear();
        window = std::make_unique<MainWindow>();
        Profile brand = first.profile;
        brand.siteName = QStringLiteral("Demo Site");
        window->setBrand(brand);
    }
    ~Stage() { window->leaveAccounts(); }

    bool open()
    {
        for (ServicesFixture* account : {&first, &second}) {
            Message message;
            message.peer = Ada;
            message.body = account == &first ? QStringLiteral("to one") : QStringLiteral("to two");
            message.time = QDateTime::currentDateTimeUtc();
            message.originId = OriginId(message.body);
            if (!await(account->messages.addBatch({message}, Store::Arrival::Live)) || !account->load())
                return false;
            window->addAccount(account->services);
        }
        window->resize(1000, 640);
        window->showAccount(first.services);
        window->show();
        window->activateWindow();
        return QTest::qWaitForWindowActive(window.get(), 30'000);
    }
    /// Of the page that is shown.
    template <typename T>
    T* find() const
    {
        for (T* candidate : window->findChildren<T*>()) {
            if (candidate->isVisible())
                return candidate;
        }
        return nullptr;
    }
    QAbstractButton* back() const
    {
        for (auto* button : window->findChildren<IconButton*>(Qt::FindDirectChildrenOnly)) {
            if (button->accessibleName() == u"Back")
                return button;
        }
        return nullptr;
    }
    void clickFirstDialog() const
    {
        auto* list = find<DialogListWidget>();
        QTest::mouseClick(
            list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
    }

    ServicesFixture first;
    ServicesFixture second;
    std::unique_ptr<MainWindow> window;
};

} // namespace

/// Several accounts in one window.
class AccountsTest : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void eachPageStaysAsItWasLeft()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.clickFirstDialog();
        QTest::keyClicks(stage.find<ComposerField>(), "half a sen");
        stage.window->showAccount(stage.second.services);
        auto* other = stage.find<AccountWidget>();
        QVERIFY(other != nullptr);
        QCOMPARE(&other->session(), &stage.second.session);
        stage.window->showAccount(stage.first.services);
        QCOMPARE(&stage.find<AccountWidget>()->session(), &stage.first.session);
        QCOMPARE(stage.find<ComposerField>()->toPlainText(), QStringLiteral("half a sen"));
        QVERIFY(stage.find<ComposerField>()->hasFocus());
    }

    void unreadOnesOfTheBackgroundShow()
    {
        Stage stage;
        QVERIFY(stage.open());
        QTRY_COMPARE(stage.window->windowTitle(), "(2) Demo Site");
        stage.clickFirstDialog();
        QTRY_COMPARE(stage.window->windowTitle(), "(1) Demo Site"); // one of them is being read
        QTest::qWait(20);
        picture(stage.window.get(), "accounts-unread-elsewhere");
    }

    void shortcutsChoose()
    {
        Stage stage;
        QVERIFY(stage.open());
        QSignalSpy chosen(stage.window.get(), &MainWindow::accountChosen);
        QTest::keyClick(stage.window.get(), Qt::Key_2, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(stage.window.get(), Qt::Key_3, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toInt(), 1);
    }

    void whatHappensInTheBackgroundStaysThere()
    {
        Stage stage;
        QVERIFY(stage.open() && stage.second.signIn());
        stage.second.http.isSilent = true;
        const auto opened = stage.second.dialogService.openDialog(UserId(QStringLiteral("nobody")));
        QTest::qWait(20);
        stage.second.http.answerHeld();
        QVERIFY(!await(opened).isOk());
        QTest::qWait(20);
        QVERIFY(!stage.window->findChild<ToastWidget*>()->isVisible());
        QCOMPARE(&stage.find<AccountWidget>()->session(), &stage.first.session);
        QVERIFY(await(stage.second.dialogService.openDialog(UserId(QStringLiteral("3")))).isOk());
        QCOMPARE(&stage.find<AccountWidget>()->session(), &stage.first.session);
        QVERIFY(stage.find<ConversationWidget>() == nullptr);
    }

    void theWayBackIsOfferedWhereItLeadsSomewhere()
    {
        Stage stage;
        QVERIFY(stage.open());
        QVERIFY(!stage.back()->isVisible());
        stage.window->showSitePage({}, std::nullopt);
        QVERIFY(!stage.back()->isVisible());
        stage.window->setBackVisible(true);
        QVERIFY(stage.back()->isVisible());
        QSignalSpy back(stage.window.get(), &MainWindow::backRequested);
        QTest::mouseClick(stage.back(), Qt::LeftButton);
        QTest::keyClick(stage.window.get(), Qt::Key_Left, Qt::AltModifier);
        QTRY_COMPARE(back.size(), 2);
        picture(stage.window.get(), "accounts-add");
        stage.window->showAccount(stage.first.services);
        QVERIFY(!stage.back()->isVisible());
    }

    void leavingOneKeepsTheOther()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.window->leaveAccount(stage.first.session);
        stage.window->showAccount(stage.second.services);
        QCOMPARE(&stage.find<AccountWidget>()->session(), &stage.second.session);
        QCOMPARE(stage.window->windowTitle(), "(1) Demo Site");
        stage.window->leaveAccount(stage.first.session);
    }
};

QTEST_MAIN(AccountsTest)
#include "tst_ui_accounts.moc"
