// SPDX-License-Identifier: Apache-2.0
#include "DeepLink.h"
#include "WindowUnderTest.h"
#include "support/GuiTest.h"
#include "support/SandboxProcess.h"
#include "support/XmppPeer.h"

#include "models/DialogListModel.h"

#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>

using namespace Natter;
using namespace Natter::Test;

namespace {

/// The texts of the accounts in the open menu, in order.
QStringList accountsIn(const QMenu* menu)
{
    QStringList texts;
    for (const QAction* action : menu->actions()) {
        if (action->text() == "Add account")
            return texts;
        texts += action->text();
    }
    return {};
}

class TwoAccounts : public WindowUnderTest
{
public:
    using WindowUnderTest::WindowUnderTest;

    QStringList accounts()
    {
        QMenu* open = menu();
        const QStringList texts = open ? accountsIn(open) : QStringList();
        if (open)
            open->close();
        return texts;
    }
    void shortcut(int number)
    {
        QTest::keyClick(&window(), Qt::Key(Qt::Key_0 + number), Qt::ControlModifier | Qt::ShiftModifier);
    }
    /// Whether a dialog of the page that is shown has that name or last message.
    bool shows(const QString& text)
    {
        using Models::DialogListModel;
        const auto isThere = [this, &text] {
            // Looked up anew: a page may go meanwhile.
            auto* dialogs = find<QListView>("Dialogs", 0);
            const int rows = dialogs ? dialogs->model()->rowCount() : 0;
            for (int row = 0; row < rows; ++row) {
                const QModelIndex index = dialogs->model()->index(row, 0);
                if (index.data(DialogListModel::NameRole).toString() == text ||
                    index.data(DialogListModel::LastTextRole).toString() == text)
                    return true;
            }
            return false;
        };
        return QTest::qWaitFor(isThere, 30'000);
    }
    void addAccount(const QString& site, const QJsonObject& person)
    {
        choose("Add account");
        QVERIFY(find<QLineEdit>("Address of the site"));
        type(site);
        enter();
        signIn(person);
    }
};

} // namespace

/// Several accounts in one window, against the real sandbox.
class tst_integration_accounts : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_sandbox.start(), m_sandbox.error().constData()); }
    void init()
    {
        QSettings().clear();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void bothReceiveAndOneSignsOut()
    {
        XmppPeer peer;
        QVERIFY(peer.signIn(m_sandbox.xmpp(), "2", m_sandbox.domain(),
            m_sandbox.person("2").value("engine_token").toString()));
        const auto tell = [&](const QString& to, const QString& body) {
            peer.send(to + '@' + m_sandbox.domain(), body, "a-" + body);
        };
        const QString ada = m_sandbox.person("1").value("name").toString();
        const QString third = m_sandbox.person("3").value("name").toString();
        QHash<QString, QByteArray> keychain;
        {
            TwoAccounts app(m_folder->path());
            app.start(m_sandbox.profileUrl());
            app.signIn(m_sandbox.person("1"));
            QVERIFY(app.shows(m_sandbox.person("2").value("name").toString()));
            app.addAccount(m_sandbox.profileUrl(), m_sandbox.person("3"));
            QVERIFY(app.shows(m_sandbox.person("2").value("name").toString()));
            QCOMPARE(app.secrets.entries.size(), 2);

            tell("3", "to the third");
            QVERIFY(app.shows("to the third"));
            const QString before = app.window().windowTitle();
            tell("1", "to the first");
            QVERIFY2(QTest::qWaitFor([&] { return app.window().windowTitle() != before; }, 30'000),
                "the one in the background stays connected");
            QVERIFY(QTest::qWaitFor(
                [&] {
                    const QStringList listed = app.accounts();
                    return listed.size() == 2 && listed.first().startsWith(ada) &&
                           listed.first().contains("unread") && listed.last().startsWith(third);
                },
                30'000));
            QMenu* menu = app.menu();
            QVERIFY(menu);
            QDir().mkpath("window");
            QVERIFY(menu->grab().save("window/accounts-menu.png"));
            menu->close();
            app.picture("accounts-second");

            app.shortcut(1);
            QVERIFY(app.shows("to the first"));
            app.picture("accounts-first");
            app.shortcut(2);
            QVERIFY(app.shows("to the third"));
            app.choose(ada);
            QVERIFY(app.shows("to the first"));
            keychain = app.keychainAfter("1");
        }
        TwoAccounts app(m_folder->path());
        app.secrets.entries = keychain;
        app.start({});
        QVERIFY(app.shows("to the first"));
        const QStringList listed = app.accounts();
        QCOMPARE(listed.size(), 2);
        QVERIFY(listed.first().startsWith(ada) && listed.last().startsWith(third));
        tell("1", "first again");
        tell("3", "third again");
        QVERIFY(app.shows("first again"));
        app.shortcut(2);
        QVERIFY(app.shows("third again"));

        Q_EMIT app.window().logoutRequested(false);
        QVERIFY(app.shows("first again"));
        QVERIFY(QTest::qWaitFor([&] { return app.secrets.entries.size() == 1; }, 30'000));
        QVERIFY(app.secrets.entries.constBegin().key().endsWith("/1"));
        QCOMPARE(app.accounts().size(), 1);
        QVERIFY(QTest::qWaitFor(
            [&] {
                return QDir(m_folder->filePath("accounts"))
                           .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                           .size() == 1;
            },
            30'000));
        tell("1", "still here");
        QVERIFY(app.shows("still here"));
    }

    void aLoginLeftInTheMiddleIsNotHeard()
    {
        TwoAccounts app(m_folder->path());
        app.start(m_sandbox.profileUrl());
        app.signIn(m_sandbox.person("1"));
        app.choose("Add account");
        QVERIFY(app.find<QLineEdit>("Address of the site"));
        app.type(m_sandbox.profileUrl());
        app.enter();
        QVERIFY(app.find<QLineEdit>("Phone number or e-mail"));
        app.picture("accounts-add");
        app.http.held = "verify_identity_token";
        app.type(m_sandbox.person("3").value("login").toString());
        app.enter();
        QVERIFY(app.find<QLineEdit>("Passcode"));
        app.type(m_sandbox.person("3").value("passcode").toString());
        app.enter();
        QVERIFY(QTest::qWaitFor([&] { return app.http.waiting() == 1; }, 30'000));
        app.shortcut(1);
        QVERIFY(app.find<QListView>("Dialogs"));
        app.http.release();
        // Its answer came before this one's.
        app.composition.handle(App::requestFor(App::parseUserId("P11-A")));
        QVERIFY(app.reads("Grace Okafor"));
        QCOMPARE(app.accounts().size(), 1);
        QCOMPARE(app.secrets.entries.size(), 1);
    }

    void answersOfOneAccountStayWithIt()
    {
        TwoAccounts app(m_folder->path());
        app.start(m_sandbox.profileUrl());
        app.signIn(m_sandbox.person("1"));
        app.addAccount(m_sandbox.profileUrl(), m_sandbox.person("3"));
        app.http.held = "/dialogs";
        app.composition.handle(App::requestFor(App::parseUserId("nobody-has-this-id")));
        QVERIFY(QTest::qWaitFor([&] { return app.http.waiting() == 1; }, 30'000));
        app.shortcut(1);
        QVERIFY(app.shows(m_sandbox.person("2").value("name").toString()));
        app.http.release();
        QVERIFY(!app.reads("Nobody with this id", 800));
        QVERIFY(!app.find<QListView>("Messages", 50));
    }

    void anotherSiteOfTheCommandLineIsAddedAndOpened()
    {
        TwoAccounts app(m_folder->path());
        app.start(m_sandbox.profileUrl());
        app.signIn(m_sandbox.person("1"));
        SandboxProcess other;
        QVERIFY2(other.start(), other.error().constData());
        App::Request request = App::requestFor(App::parseUserId("P11-A"));
        request.site = other.profileUrl();
        app.composition.handle(request);
        app.signIn(other.person("1"));
        QVERIFY(app.find<QListView>("Messages"));
        QVERIFY(app.reads("Grace Okafor"));
        QCOMPARE(app.accounts().size(), 2);
        request = {};
        request.site = m_sandbox.profileUrl();
        app.composition.handle(request);
        QVERIFY(app.shows(m_sandbox.person("2").value("name").toString()));
        QVERIFY(!app.find<QListView>("Messages", 50));
        QCOMPARE(app.secrets.entries.size(), 2);
    }

    void aDialogIsOpenedFromTheMiddleOfAddingAnAccount()
    {
        TwoAccounts app(m_folder->path());
        app.start(m_sandbox.profileUrl());
        app.signIn(m_sandbox.person("1"));
        app.choose("Add account");
        QVERIFY(app.find<QLineEdit>("Address of the site"));
        app.composition.handle(App::requestFor(App::parseUserId("P11-A")));
        QVERIFY(app.find<QListView>("Messages"));
        QVERIFY(app.reads("Grace Okafor"));
    }

    void signedOutElsewhereIsSaidAndKeepsTheMessages()
    {
        const QString name = m_sandbox.person("2").value("name").toString();
        TwoAccounts app(m_folder->path());
        app.start(m_sandbox.profileUrl());
        app.signIn(m_sandbox.person("1"));
        QVERIFY(app.shows(name));
        {
            const QTemporaryDir folder;
            TwoAccounts other(folder.path());
            other.start(m_sandbox.profileUrl());
            other.signIn(m_sandbox.person("1"));
            QVERIFY(other.shows(name));
            Q_EMIT other.window().logoutRequested(true);
            QVERIFY(other.find<QLineEdit>("Phone number or e-mail", 30'000));
        }
        QVERIFY(app.reads("You were signed out, here or on another device", 30'000));
        QVERIFY2(app.shows(name), "messages are kept");
        QVERIFY(!app.find<QLineEdit>("Phone number or e-mail", 50));
        app.window().activateWindow();
        app.picture("signed-out-elsewhere");
        app.click(app.find<QPushButton>("Sign in again"));
        app.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&app.window(), 30'000));
        app.signIn(m_sandbox.person("1"));
        QVERIFY(app.shows(name));
        QCOMPARE(app.accounts().size(), 1);
    }

    void theKeychainOfAnotherDesktopIsNoLogout()
    {
        const QString name = m_sandbox.person("2").value("name").toString();
        QHash<QString, QByteArray> keychain;
        {
            TwoAccounts app(m_folder->path());
            app.start(m_sandbox.profileUrl());
            app.signIn(m_sandbox.person("1"));
            QVERIFY(app.shows(name));
            keychain = app.keychainAfter("1");
        }
        TwoAccounts app(m_folder->path());
        app.secrets.failure = Error{ErrorKind::KeychainElsewhere, Retry::later(), {}, "kwallet"};
        app.start({});
        QVERIFY(app.reads("Your sign-in is kept in the KWallet keychain, which is not available here"));
        QVERIFY(app.shows(name));
        QVERIFY(!app.find<QLineEdit>("Phone number or e-mail", 50));
        QVERIFY(app.find<QPushButton>("Sign in again"));
        app.picture("keychain-elsewhere");
        app.secrets.failure.reset();
        app.secrets.entries = keychain;
        app.click(app.find<QPushButton>("Retry now"));
        QVERIFY(QTest::qWaitFor(
            [&] { return !app.reads("KWallet", 0) && app.find<QPushButton>("Retry now", 0) == nullptr; },
            30'000));
    }

private:
    SandboxProcess m_sandbox;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(tst_integration_accounts)
#include "tst_integration_accounts.moc"
