// SPDX-License-Identifier: Apache-2.0
#include "DeepLink.h"
#include "WindowUnderTest.h"
#include "support/GuiTest.h"
#include "support/SandboxProcess.h"
#include "support/XmppPeer.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>

using namespace Natter;
using namespace Natter::Test;

/// The whole app in a window on a virtual display, by keyboard and mouse, against the real sandbox.
class tst_integration_window : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_sandbox.start(), m_sandbox.error().constData()); }
    void init()
    {
        QSettings().clear();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void signsInByKeyboard()
    {
        WindowUnderTest app(m_folder->path());
        app.start(m_sandbox.profileUrl());
        app.signIn(m_sandbox.person("1"));
        auto* dialogs = app.find<QListView>("Dialogs");
        QVERIFY(QTest::qWaitFor([&] { return dialogs->model()->rowCount() >= 10; }, 30'000));
        QVERIFY(app.waitForRow(dialogs, m_sandbox.person("2").value("name").toString()));
        app.picture("signed-in");
    }

    void beginsAtTheBrandsSite()
    {
        App::Brand brand;
        brand.profile = m_sandbox.profileUrl();
        WindowUnderTest app(m_folder->path(), brand);
        app.start({});
        QVERIFY(app.find<QLineEdit>("Phone number or e-mail"));
    }

    void wrongPasscodeCanBeCorrected()
    {
        WindowUnderTest app(m_folder->path());
        app.start(m_sandbox.profileUrl());
        const QJsonObject ada = m_sandbox.person("1");
        QVERIFY(app.find<QLineEdit>("Phone number or e-mail"));
        app.type(ada.value("login").toString());
        app.enter();
        auto* passcode = app.find<QLineEdit>("Passcode");
        QVERIFY(passcode);
        app.type("0000");
        app.enter();
        QVERIFY(QTest::qWaitFor([&] { return passcode->isEnabled() && app.reads("not right", 50); }, 30'000));
        app.picture("wrong-passcode");
        QVERIFY(!app.find<QListView>("Dialogs", 50));
        passcode->setFocus();
        passcode->selectAll();
        app.type(ada.value("passcode").toString());
        app.enter();
        QVERIFY(app.find<QListView>("Dialogs"));
    }

    void signsInWithACodeThatIsPasted()
    {
        WindowUnderTest app(m_folder->path());
        app.start(m_sandbox.profileUrl());
        const QString login = m_sandbox.person("3").value("login").toString();
        QVERIFY(app.find<QLineEdit>("Phone number or e-mail"));
        app.type(login);
        app.enter();
        app.click(app.find<QPushButton>("Use a one-time code instead"));
        QVERIFY(QTest::qWaitFor([&] { return !m_sandbox.otpFor(login).isEmpty(); }, 30'000));
        QVERIFY(app.find<QLineEdit>("Digit 1 of 6"));
        app.picture("code");
        QApplication::clipboard()->setText(m_sandbox.otpFor(login));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_V, Qt::ControlModifier);
        QVERIFY(app.find<QListView>("Dialogs"));
    }

    void chatsByMouseAndKeyboard()
    {
        XmppPeer peer;
        QVERIFY(peer.signIn(m_sandbox.xmpp(), "2", m_sandbox.domain(),
            m_sandbox.person("2").value("engine_token").toString()));
        WindowUnderTest app(m_folder->path());
        app.start(m_sandbox.profileUrl());
        app.signIn(m_sandbox.person("1"));
        auto* dialogs = app.find<QListView>("Dialogs");
        const QString name = m_sandbox.person("2").value("name").toString();
        QVERIFY(app.waitForRow(dialogs, name));
        dialogs->scrollTo(app.rowOf(dialogs, name));
        QTest::mouseClick(
            dialogs->viewport(), Qt::LeftButton, {}, dialogs->visualRect(app.rowOf(dialogs, name)).center());
        auto* messages = app.find<QListView>("Messages");
        QVERIFY(messages);
        auto* composer = app.find<QWidget>("Message");
        QVERIFY(composer);
        app.click(composer);
        const QString there = "Typed in a real window <b>& more</b>";
        QTest::keyClicks(composer, there);
        QTest::keyClick(composer, Qt::Key_Return);
        QCOMPARE(peer.waitForBody(there), 1);
        QVERIFY(app.waitForRow(messages, there));
        peer.send("1@" + m_sandbox.domain(), "<i>Answered</i> from elsewhere", "w-1");
        QVERIFY(app.waitForRow(messages, "<i>Answered</i> from elsewhere"));
        app.picture("conversation");
    }

    void openDialogWaitsForSignIn()
    {
        WindowUnderTest app(m_folder->path());
        app.composition.handle(App::requestFor(App::parseDeepLink("natter:dialog/P11-A", "natter")));
        app.start(m_sandbox.profileUrl());
        app.signIn(m_sandbox.person("1"));
        QVERIFY(app.find<QListView>("Messages"));
        QVERIFY(app.reads("Grace Okafor · Harbor Clinic"));
        app.composition.handle(App::requestFor(App::parseUserId("P11-A")));
        app.composition.handle(App::requestFor(App::parseUserId("6")));
        QVERIFY(app.reads(m_sandbox.person("6").value("name").toString()));
    }

    void unknownPersonAndBadLinkAreSaidSo()
    {
        WindowUnderTest app(m_folder->path());
        app.start(m_sandbox.profileUrl());
        app.signIn(m_sandbox.person("1"));
        app.composition.handle(
            App::requestFor(App::parseDeepLink("natter://dialog/nobody-has-this-id", "natter")));
        QVERIFY(app.reads("Nobody with this id"));
        app.picture("unknown-person");
        app.composition.handle(App::requestFor(App::parseDeepLink("natter://dialog/2?send=hello", "natter")));
        QVERIFY(app.reads("ignored"));
    }

    void lockedKeychainOffersThisSessionOnly()
    {
        WindowUnderTest app(m_folder->path());
        app.secrets.failure = Error{ErrorKind::KeychainLocked, Retry::now(), {}, {}};
        app.start(m_sandbox.profileUrl());
        const QJsonObject ada = m_sandbox.person("1");
        QVERIFY(app.find<QLineEdit>("Phone number or e-mail"));
        app.type(ada.value("login").toString());
        app.enter();
        QVERIFY(app.find<QLineEdit>("Passcode"));
        app.type(ada.value("passcode").toString());
        app.enter();
        QPushButton* once = app.find<QPushButton>("This session only");
        app.picture("keychain-locked");
        app.click(once);
        QVERIFY(app.find<QListView>("Dialogs"));
        QVERIFY(app.secrets.entries.isEmpty());
    }

    void unreachableSiteNamesTheAddress()
    {
        WindowUnderTest app(m_folder->path());
        app.start("http://127.0.0.1:1");
        auto* address = app.find<QLineEdit>("Address of the site");
        QVERIFY(address);
        QCOMPARE(address->text(), "http://127.0.0.1:1");
        const QString said = address->accessibleDescription();
        QVERIFY2(said.contains("http://127.0.0.1:1") && said.contains(": The server cannot be reached."),
            qPrintable(said));
        QVERIFY2(app.find<QLabel>(said), "what a screen reader says stands there, too");
        app.picture("unreachable-site");
    }

    void restartShowsDialogsAtOnceWithoutANetwork()
    {
        QHash<QString, QByteArray> keychain;
        {
            WindowUnderTest app(m_folder->path());
            app.start(m_sandbox.profileUrl());
            app.signIn(m_sandbox.person("1"));
            auto* dialogs = app.find<QListView>("Dialogs");
            QVERIFY(QTest::qWaitFor([&] { return dialogs->model()->rowCount() >= 10; }, 30'000));
            keychain = app.keychainAfter("1");
        }
        WindowUnderTest app(m_folder->path());
        app.secrets.entries = keychain;
        app.http.isCut = true;
        app.start(m_sandbox.profileUrl());
        auto* dialogs = app.find<QListView>("Dialogs");
        QVERIFY(dialogs);
        QVERIFY(QTest::qWaitFor([&] { return dialogs->model()->rowCount() >= 10; }, 30'000));
        QVERIFY(app.reads("Waiting for network"));
        QVERIFY(!app.find<QLineEdit>("Phone number or e-mail", 50));
        app.picture("without-network");

        // The system says that it is back; until then each failure makes the wait longer.
        app.composition.tryAgain();
        QVERIFY(app.reads("Waiting for network"));
        app.http.isCut = false;
        app.composition.tryAgain();
        QVERIFY(QTest::qWaitFor([&] { return app.secrets.entries != keychain; }, 30'000)); // refreshed
    }

    void aKeychainMayAnswerLate()
    {
        const QHash<QString, QByteArray> keychain = signInOnce();
        WindowUnderTest app(m_folder->path());
        app.secrets.entries = keychain;
        app.secrets.failure = Error{ErrorKind::KeychainLocked, Retry::later(), {}, "timeout"};
        app.start(m_sandbox.profileUrl());
        const QString silent = QStringLiteral("Your keychain does not answer");
        QVERIFY(app.find<QListView>("Dialogs"));
        QVERIFY(app.reads(silent));
        QVERIFY(!app.find<QLineEdit>("Phone number or e-mail", 50));
        app.picture("keychain-silent");
        app.secrets.failure.reset();
        QVERIFY(QTest::qWaitFor([&] { return !app.reads(silent, 0); }, 30'000));
        QVERIFY(app.find<QListView>("Dialogs"));
        QVERIFY(QTest::qWaitFor([&] { return app.secrets.entries != keychain; }, 30'000)); // refreshed
    }

    void anotherSpellingOfTheSiteOpensTheAccount()
    {
        const QHash<QString, QByteArray> keychain = signInOnce();
        QUrl spelled(m_sandbox.profileUrl());
        spelled.setQuery("spelled=otherwise");
        {
            WindowUnderTest app(m_folder->path());
            app.secrets.entries = keychain;
            app.start(spelled.toString());
            QVERIFY(app.find<QListView>("Dialogs"));
            QVERIFY(!app.find<QLineEdit>("Phone number or e-mail", 500));
        }
        WindowUnderTest app(m_folder->path());
        app.secrets.entries = keychain;
        app.start({});
        App::Request request = App::requestFor(App::parseUserId("P11-A"));
        request.site = spelled.toString();
        app.composition.handle(request);
        QVERIFY(app.find<QListView>("Messages"));
        QVERIFY(app.reads("Grace Okafor"));
    }

    void anUnreadableListOfAccountsIsSaidAndKept()
    {
        QFile list(m_folder->filePath("accounts.json"));
        QVERIFY(list.open(QIODevice::WriteOnly) && list.write("{\"acc") > 0);
        list.close();
        WindowUnderTest app(m_folder->path());
        app.start(m_sandbox.profileUrl());
        QVERIFY(app.reads("The list of your accounts cannot be read"));
        QVERIFY(QFile::exists(m_folder->filePath("accounts.json.unreadable")));
        QVERIFY(app.find<QLineEdit>("Phone number or e-mail"));
    }

private:
    /// The first person, in a program that ends again; what it leaves in the keychain.
    QHash<QString, QByteArray> signInOnce()
    {
        WindowUnderTest app(m_folder->path());
        app.start(m_sandbox.profileUrl());
        app.signIn(m_sandbox.person("1"));
        return app.keychainAfter("1");
    }

    SandboxProcess m_sandbox;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(tst_integration_window)
#include "tst_integration_window.moc"
