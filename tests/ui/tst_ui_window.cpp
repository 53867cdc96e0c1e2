// SPDX-License-Identifier: Apache-2.0
#include "support/GuiTest.h"
#include "support/ServicesFixture.h"
#include "ui/Gallery.h"
#include "ui/Samples.h"

#include "ui/MainWindow.h"
#include "ui/chat/ComposerField.h"
#include "ui/chat/ConversationWidget.h"
#include "ui/chat/DayPillWidget.h"
#include "ui/chat/MessageListWidget.h"
#include "ui/dialogs/AccountMenu.h"
#include "ui/dialogs/BannerWidget.h"
#include "ui/dialogs/DialogListWidget.h"
#include "ui/dialogs/DialogsWidget.h"
#include "ui/profile/FaceButton.h"
#include "ui/profile/ProfileWidget.h"
#include "ui/widgets/IconButton.h"
#include "ui/widgets/ToastWidget.h"

#include <QAccessible>
#include <QApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>

using namespace Natter;
using namespace Natter::Ui;
using namespace Natter::Test;

namespace {

/// A window on a whole account: Ada (2) and Bob (3) have written, Zoé (P11-A) is known to the site only.
struct Stage : ServicesFixture
{
    Stage()
    {
        QSettings().clear();
        window = std::make_unique<MainWindow>();
        Profile brand = profile;
        brand.siteName = QStringLiteral("Demo Site");
        window->setBrand(brand);
    }
    ~Stage() { window->leaveAccounts(); }

    bool open(int width = 1000)
    {
        const QDateTime start = QDateTime::currentDateTimeUtc().addSecs(-7200);
        QList<Message> history;
        for (int i = 0; i < 30; ++i)
            history +=
                said(i % 3 == 0 ? Bob : Ada, QStringLiteral("Message %1").arg(i), start.addSecs(60 * i));
        if (!await(messages.addBatch(history, Store::Arrival::History)) || !load())
            return false;
        window->resize(width, 640);
        window->showAccount(services);
        window->show();
        window->activateWindow();
        return QTest::qWaitForWindowActive(window.get(), 30'000);
    }
    static Message said(const PeerId& peer, const QString& body, const QDateTime& time)
    {
        Message message;
        message.peer = peer;
        message.body = body;
        message.time = time;
        message.originId = OriginId(QStringLiteral("in-") + body);
        return message;
    }
    template <typename T>
    T* find() const
    {
        return window->findChild<T*>();
    }
    DialogListWidget* list() const
    {
        for (auto* candidate : window->findChildren<DialogListWidget*>()) {
            if (candidate->isVisible())
                return candidate;
        }
        return nullptr;
    }
    void click(int row) const
    {
        const QRect rect = list()->visualRect(list()->model()->index(row, 0));
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, rect.center());
    }
    /// The gateway has said what it knows of the two, and says no more for a while.
    bool hasAsked()
    {
        return QTest::qWaitFor(
            [this] {
                return directory.user(Ada).fetchedAt.isValid() &&
                       directory.user(PeerId(QStringLiteral("1"))).fetchedAt.isValid();
            },
            30'000);
    }
    PeerId openPeer() const { return find<ConversationWidget>()->peer(); }
    ComposerField* composer() const { return find<ComposerField>(); }
    MessageListWidget* conversation() const { return find<MessageListWidget>(); }

    std::unique_ptr<MainWindow> window;
};

/// What the labels in it say.
QString textsOf(const QWidget* widget)
{
    QStringList texts;
    for (const QLabel* label : widget->findChildren<QLabel*>()) {
        if (label->isVisible())
            texts += label->text();
    }
    return texts.join(u'\n');
}

} // namespace

/// The whole window over real services, driven by keyboard and mouse.
class WindowTest : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    /// Not at the menu, which is the first thing that a stack of pages finds.
    void beginsAtTheDialogs()
    {
        Stage stage;
        stage.window->showSitePage({}, {});
        stage.window->show();
        stage.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(stage.window.get(), 30'000));
        QVERIFY(stage.find<QLineEdit>()->hasFocus());
        QVERIFY(stage.open());
        QVERIFY(stage.list()->hasFocus());
        stage.click(0);
        stage.window->showSitePage({}, {});
        stage.window->showAccount(stage.services);
        QVERIFY(stage.composer()->hasFocus());
    }

    void opensTheMenuIntoTheWindow_data()
    {
        QTest::addColumn<int>("direction");
        QTest::newRow("left to right") << int(Qt::LeftToRight);
        QTest::newRow("right to left") << int(Qt::RightToLeft);
    }
    void opensTheMenuIntoTheWindow()
    {
        QFETCH(int, direction);
        QGuiApplication::setLayoutDirection(Qt::LayoutDirection(direction));
        {
            Stage stage;
            QVERIFY(stage.open(700));
            auto* button = stage.find<DialogsWidget>()->findChild<IconButton*>();
            button->click();
            const auto* menu = stage.find<AccountMenu>();
            QTRY_VERIFY(menu->isVisible());
            const QRect place(stage.window->mapFromGlobal(menu->pos()), menu->size());
            const QRect under(button->mapTo(stage.window.get(), QPoint()), button->size());
            if (direction == int(Qt::LeftToRight))
                QCOMPARE(place.left(), under.left());
            else
                QCOMPARE(place.right(), under.right());
        }
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void opensWhatIsClicked()
    {
        Stage stage;
        QVERIFY(stage.open());
        QCOMPARE(stage.window->windowTitle(), "Demo Site");
        picture(stage.window.get(), "window-quiet");
        stage.click(0);
        QCOMPARE(stage.openPeer(), Ada);
        QTRY_COMPARE(stage.conversation()->model()->rowCount(), 20);
        QVERIFY(stage.composer()->hasFocus());
        picture(stage.window.get(), "window-wide");
        QTest::keyClick(stage.composer(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(stage.openPeer(), Bob);
        QTest::keyClick(stage.composer(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(stage.openPeer(), Ada);
        QTest::keyClick(stage.composer(), Qt::Key_Escape);
        QVERIFY(stage.openPeer().isEmpty());
    }

    void sendsAndShows()
    {
        Stage stage;
        QVERIFY(stage.open() && stage.signIn());
        stage.click(0);
        QTRY_COMPARE(stage.conversation()->model()->rowCount(), 20);
        QTest::keyClicks(stage.composer(), "first line");
        QTest::keyClick(stage.composer(), Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(stage.composer(), "second");
        QVERIFY(stage.engine->messages.isEmpty());
        QTest::keyClick(stage.composer(), Qt::Key_Return);
        QTRY_COMPARE(stage.sentBodies(), QStringList{"first line\nsecond"});
        QCOMPARE(stage.composer()->toPlainText(), QString());
        QTRY_COMPARE(stage.conversation()->model()->rowCount(), 21);
        QTRY_VERIFY(stage.conversation()->isAtBottom());
        QVERIFY(std::any_of(stage.engine->chatStates.cbegin(), stage.engine->chatStates.cend(),
            [](const ScriptedEngine::Sent& sent) { return sent.isComposing; }));
    }

    void readsWhatIsLookedAt()
    {
        Stage stage;
        QVERIFY(stage.open() && stage.signIn());
        stage.click(0);
        QTRY_COMPARE(stage.conversation()->model()->rowCount(), 20);
        stage.engine->deliver(AdaAddress, "new one", "n1", "arch-1");
        QTRY_COMPARE(stage.conversation()->model()->rowCount(), 21);
        QTRY_COMPARE(stage.unreadOf(Ada), 0);
        QCOMPARE(stage.window->windowTitle(), "Demo Site");
        stage.engine->deliver(QStringLiteral("3@chat.example"), "elsewhere", "n2", "arch-2");
        QTRY_COMPARE(stage.window->windowTitle(), "(1) Demo Site");
        QCOMPARE(stage.unreadOf(Bob), 1);
    }

    void keepsDrafts()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.click(0);
        QTest::keyClicks(stage.composer(), "unfinished");
        QTest::keyClick(stage.composer(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(stage.composer()->toPlainText(), QString());
        QCOMPARE(stage.dialogService.find(Ada)->draft, "unfinished");
        picture(stage.window.get(), "window-draft");
        QTest::keyClick(stage.composer(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(stage.composer()->toPlainText(), "unfinished");
    }

    void opensADialogFromTheSearchField()
    {
        Stage stage;
        QVERIFY(stage.open() && stage.signIn());
        QTest::keyClick(stage.window.get(), Qt::Key_K, Qt::ControlModifier);
        auto* search = stage.window->findChild<QLineEdit*>("search");
        QVERIFY(search->hasFocus());
        QTest::keyClicks(search, "zo");
        QTRY_COMPARE(stage.list()->model()->rowCount(), 1);
        picture(stage.window.get(), "window-search");
        QTest::keyClick(search, Qt::Key_Return);
        QTRY_COMPARE(stage.openPeer(), PeerId("p11-a"));
        QCOMPARE(search->text(), QString());
        QVERIFY(stage.composer()->hasFocus());
        QTest::keyClick(stage.window.get(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(search, "nobody of this name");
        QTRY_VERIFY(stage.http.count("search") >= 2);
        QTRY_COMPARE(stage.list()->model()->rowCount(), 0);
        picture(stage.window.get(), "window-search-nobody");
        QTest::keyClick(search, Qt::Key_Escape);
        QCOMPARE(search->text(), QString());
    }

    void saysWhenNobodyIsThere()
    {
        Stage stage;
        QVERIFY(stage.open() && stage.signIn());
        QVERIFY(!await(stage.dialogService.openDialog(UserId("999"))).isOk());
        stage.window->showNotice("<b>Nobody</b> with this id is known here. Check the id and try again.");
        auto* toast = stage.find<ToastWidget>();
        QVERIFY(toast->isVisible());
        QVERIFY(toast->accessibleName().startsWith("<b>Nobody</b>"));
        picture(stage.window.get(), "window-notice");
        QTest::mouseClick(toast, Qt::LeftButton);
        QVERIFY(!toast->isVisible());
    }

    void showsTheProfile()
    {
        Stage stage;
        QVERIFY(stage.open(1100));
        stage.click(0);
        auto* header = stage.window->findChild<QAbstractButton*>("conversationHeader");
        QVERIFY(header != nullptr);
        QTest::mouseClick(header, Qt::LeftButton);
        auto* profile = stage.find<ProfileWidget>();
        QVERIFY(profile->isVisible());
        QCOMPARE(profile->userId(), UserId("2"));
        QVERIFY(stage.conversation()->isVisible());
        QCOMPARE(profile->width(), 320);
        picture(stage.window.get(), "window-profile");
        QTest::keyClick(profile, Qt::Key_Escape);
        QVERIFY(!profile->isVisible());
    }

    void opensAnotherProfile_data()
    {
        QTest::addColumn<Appearance>("appearance");
        QTest::addColumn<QString>("name");
        QTest::newRow("light") << Appearance::Light << "window-profile-faces";
        QTest::newRow("dark") << Appearance::Dark << "window-profile-faces-dark";
    }
    void opensAnotherProfile()
    {
        QFETCH(Appearance, appearance);
        QFETCH(QString, name);
        Stage stage;
        Preferences().setAppearance(appearance);
        stage.window.reset(); // gives back the look before the next one takes it
        stage.window = std::make_unique<MainWindow>();
        QVERIFY(stage.open(1100) && stage.signIn() && stage.hasAsked());
        User ada = stage.directory.user(Ada);
        ada.name = "Ada";
        ada.badge = "gold";
        ada.profileUrl = QUrl("https://site.example/people/2");
        ada.lastLogin = QDateTime::currentDateTimeUtc().addSecs(-7200);
        ada.extra = QJsonDocument::fromJson(
            R"({"profiles":{"11":{"user_id":"P11-A","name":"<b>Zoé</b> at work, with a name that is too long"},)"
            R"("12":{"user_id":3,"name":"Bob"},"13":{"user_id":4}}})")
                        .object();
        stage.directory.insert({ada});
        stage.click(0);
        QTest::mouseClick(stage.window->findChild<QAbstractButton*>("conversationHeader"), Qt::LeftButton);
        const auto faces = stage.find<ProfileWidget>()->findChildren<FaceButton*>();
        QCOMPARE(faces.size(), 2);
        picture(stage.window.get(), name);
        QCOMPARE(faces.last()->accessibleName(), "Write to \u2068Bob\u2069");
        QTest::mouseClick(faces.last(), Qt::LeftButton);
        QTRY_COMPARE(stage.openPeer(), Bob);
        QTRY_VERIFY(stage.find<ProfileWidget>()->findChildren<FaceButton*>().isEmpty());
    }

    void saysWhoTakesNoMessages_data()
    {
        QTest::addColumn<Appearance>("appearance");
        QTest::addColumn<QString>("suffix");
        QTest::newRow("light") << Appearance::Light << "";
        QTest::newRow("dark") << Appearance::Dark << "-dark";
    }
    void saysWhoTakesNoMessages()
    {
        QFETCH(Appearance, appearance);
        QFETCH(QString, suffix);
        Stage stage;
        Preferences().setAppearance(appearance);
        stage.window.reset(); // gives back the look before the next one takes it
        stage.window = std::make_unique<MainWindow>();
        QVERIFY(stage.open() && stage.signIn() && stage.hasAsked());
        stage.click(0);
        QTRY_VERIFY(stage.composer()->isVisible());
        QTest::keyClicks(stage.composer(), "half a thought");
        const QJsonObject denied{{"permissions", QJsonObject{{"send_message", false}}}};
        User ada = stage.directory.user(Ada);
        ada.name = "Ada";
        ada.extra = denied;
        stage.directory.insert({ada});
        auto* conversation = stage.find<ConversationWidget>();
        QTRY_VERIFY(!stage.composer()->isVisible());
        QVERIFY(textsOf(conversation).contains("Ada\u2069 does not take messages."));
        picture(stage.window.get(), "window-no-messages" + suffix);
        QTest::keyClicks(stage.conversation(), "x");
        QCOMPARE(stage.composer()->toPlainText(), "half a thought");

        User self;
        self.id = UserId("1");
        self.name = "Me";
        self.extra = denied;
        stage.directory.insert({self});
        QTRY_VERIFY(textsOf(conversation).contains("This site does not let you send messages."));
        ada.extra = {};
        self.extra = {};
        stage.directory.insert({self, ada});
        QTRY_VERIFY(stage.composer()->isVisible());
        QCOMPARE(stage.composer()->toPlainText(), "half a thought");
    }

    void asksAgainWhoMayWrite()
    {
        Stage stage;
        stage.http.people.insert("1", "Me");
        QVERIFY(stage.open() && stage.signIn() && stage.hasAsked());
        stage.click(0);
        QTRY_VERIFY(stage.composer()->isVisible());
        // Nobody tells the app: it looks again when somebody begins to write.
        stage.http.muted = {"1"};
        stage.clock.advance(std::chrono::minutes(11));
        QTest::keyClicks(stage.composer(), "x");
        auto* conversation = stage.find<ConversationWidget>();
        QTRY_VERIFY(textsOf(conversation).contains("This site does not let you send messages."));
    }

    void readsWhenComingBack()
    {
        Stage stage;
        QVERIFY(stage.open() && stage.signIn());
        stage.click(0);
        QTRY_VERIFY(stage.conversation()->isAtBottom());
        QLineEdit other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        stage.engine->deliver(AdaAddress, "while away", "n1", "arch-1");
        QTRY_COMPARE(stage.dialogService.find(Ada)->unreadCount, 1);
        stage.window->activateWindow();
        QTRY_COMPARE(stage.dialogService.find(Ada)->unreadCount, 0);
    }

    void goesOnWithHistoryWhenOnlineAgain()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.click(0);
        const auto* pill = stage.find<DayPillWidget>();
        QScrollBar* bar = stage.conversation()->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0 && bar->value() == bar->maximum());
        bar->setValue(0);
        QTRY_VERIFY(pill->isVisible());
        QTRY_VERIFY(pill->accessibleName().contains("when you are online again"));
        // And it stays so, rather than ask over and over.
        QTest::qWait(200);
        QVERIFY(pill->accessibleName().contains("when you are online again"));
        picture(stage.window.get(), "window-history-offline");
        bar->setValue(bar->maximum());
        QVERIFY(!pill->accessibleName().contains("online again") || !pill->isVisible());
        bar->setValue(0);
        QVERIFY(stage.signIn());
        QTRY_VERIFY(!pill->accessibleName().contains("online again"));
    }

    void countsDownWhileOffline()
    {
        Stage stage;
        QVERIFY(stage.open() && stage.signIn());
        auto* banner = stage.find<BannerWidget>();
        QTRY_VERIFY(!banner->isVisible());
        Core::SessionStatus status{Core::SessionStatus::Phase::Waiting,
            Error{ErrorKind::Network, Retry::later(), {}, {}},
            QDateTime::currentDateTimeUtc().addMSecs(3900)};
        banner->setStatus(status);
        QVERIFY(banner->text().contains("retry in 4 s"));
        picture(stage.window.get(), "window-offline");
        QTRY_VERIFY(banner->text().contains("retry in 3 s"));
        QSignalSpy retries(banner, &BannerWidget::retryRequested);
        for (QPushButton* button : banner->findChildren<QPushButton*>()) {
            if (button->isVisible())
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(retries.size(), 1);
        QSignalSpy signIns(stage.window.get(), &MainWindow::signInRequested);
        banner->setStatus({Core::SessionStatus::Phase::LoginNeeded, {}, {}});
        for (QPushButton* button : banner->findChildren<QPushButton*>()) {
            if (button->isVisible())
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(signIns.size(), 1);
    }

    void fitsIntoOneColumn()
    {
        Stage stage;
        QVERIFY(stage.open(400));
        QVERIFY(stage.list() != nullptr);
        QVERIFY(!stage.conversation()->isVisible());
        picture(stage.window.get(), "widget-list");
        stage.click(0);
        QVERIFY(stage.conversation()->isVisible());
        QVERIFY(stage.list() == nullptr);
        QTRY_COMPARE(stage.conversation()->model()->rowCount(), 20);
        picture(stage.window.get(), "widget-conversation");
        auto* back = stage.window->findChild<QAbstractButton*>("back");
        QVERIFY(back != nullptr && back->isVisible());
        QTest::mouseClick(back, Qt::LeftButton);
        QVERIFY(stage.list() != nullptr);
        // The same window, made wide, has both again.
        stage.window->resize(1000, 640);
        stage.click(1);
        QVERIFY(stage.list() != nullptr && stage.conversation()->isVisible());
    }

    void remembersTheOpenDialog()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.click(1);
        QCOMPARE(stage.openPeer(), Bob);
        stage.window->leaveAccounts();
        stage.window->showAccount(stage.services);
        QCOMPARE(stage.openPeer(), Bob);
    }

    void forgetsTheOpenDialogOfWhoSignsOut()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.click(1);
        stage.window->leaveAccount(stage.session);
        stage.window->showAccount(stage.services);
        QVERIFY(stage.openPeer().isEmpty());
        stage.window->leaveAccounts();
        stage.window = std::make_unique<MainWindow>();
        for (const QString& key : QSettings().allKeys())
            QVERIFY2(!key.startsWith("openDialog"), qPrintable(key));
    }

    void walksByTab()
    {
        Stage stage;
        QVERIFY(stage.open());
        stage.click(0);
        QSet<QWidget*> seen;
        for (int i = 0; i < 12; ++i) {
            seen += QApplication::focusWidget();
            QVERIFY(QApplication::focusWidget() != nullptr);
            const QAccessibleInterface* face =
                QAccessible::queryAccessibleInterface(QApplication::focusWidget());
            QVERIFY2(!face->text(QAccessible::Name).isEmpty(),
                QApplication::focusWidget()->metaObject()->className());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(seen.contains(stage.composer()));
        QVERIFY(seen.contains(stage.list()));
        QVERIFY(seen.contains(stage.conversation()));
    }

    void survivesLeavingInTheMiddle()
    {
        Stage stage;
        QVERIFY(stage.open() && stage.signIn());
        stage.http.isSilent = true;
        stage.click(0);
        QTest::keyClicks(stage.composer(), "going");
        QTest::keyClick(stage.composer(), Qt::Key_Return);
        stage.window->leaveAccounts();
        stage.http.answerHeld();
        QCoreApplication::processEvents();
        QVERIFY(stage.find<ConversationWidget>() == nullptr);
    }

    void showsDarkAndLarge()
    {
        Stage stage;
        QSettings().setValue("window/appearance", "dark");
        QSettings().setValue("window/textScale", 1.5);
        stage.window.reset(); // gives back the look before the next one takes it
        stage.window = std::make_unique<MainWindow>();
        QVERIFY(stage.open());
        stage.click(0);
        QTRY_COMPARE(stage.conversation()->model()->rowCount(), 20);
        QVERIFY(colourCount(picture(stage.window.get(), "window-dark-150")) >= 16);
    }
};

QTEST_MAIN(WindowTest)
#include "tst_ui_window.moc"
