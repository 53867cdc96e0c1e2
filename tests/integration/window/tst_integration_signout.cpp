// SPDX-License-Identifier: Apache-2.0
#include "WindowUnderTest.h"
#include "support/GuiTest.h"
#include "support/SandboxProcess.h"

#include <QDir>
#include <QFile>
#include <QMessageBox>
#include <QSettings>
#include <QTemporaryDir>

using namespace Natter;
using namespace Natter::Test;

namespace {

/// The question that stands before the window.
QMessageBox* question()
{
    QMessageBox* box = nullptr;
    (void)QTest::qWaitFor(
        [&] {
            box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            return box != nullptr && box->isVisible();
        },
        30'000);
    return box;
}

QStringList openDialogKeys()
{
    QStringList keys = QSettings().allKeys();
    keys.removeIf([](const QString& key) { return !key.startsWith("openDialog"); });
    return keys;
}

} // namespace

/// Signing out as a person does, and what is left afterwards: nothing.
class tst_integration_signout : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_sandbox.start(), m_sandbox.error().constData()); }
    void init()
    {
        QSettings().clear();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void byMouseAndKeyboardAndNothingIsLeft()
    {
        WindowUnderTest app(m_folder->path());
        signInAndOpenADialog(app);
        QVERIFY(QTest::qWaitFor([&] { return openDialogKeys().size() == 1; }, 30'000));

        app.choose("Sign out");
        QMessageBox* asked = question();
        QVERIFY(asked);
        QCOMPARE(asked->text(), "Sign out on this computer?");
        app.click(asked->button(QMessageBox::Cancel));
        QVERIFY(QTest::qWaitFor([&] { return QApplication::activeModalWidget() == nullptr; }, 30'000));
        QVERIFY(app.find<QListView>("Messages"));
        QCOMPARE(app.secrets.entries.size(), 1);

        app.choose("Sign out");
        asked = question();
        QVERIFY(asked);
        const auto hasFocus = [asked] {
            asked->activateWindow();
            return asked->isAncestorOf(QApplication::focusWidget());
        };
        QVERIFY2(QTest::qWaitFor(hasFocus, 30'000), "the question has the keyboard");
        const auto isOnSignOut = [asked] {
            auto* button = qobject_cast<QAbstractButton*>(QApplication::focusWidget());
            return button != nullptr && asked->buttonRole(button) == QMessageBox::AcceptRole;
        };
        for (int step = 0; step < 5 && !isOnSignOut(); ++step)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY2(isOnSignOut(), "the keyboard gets there");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY(app.find<QLineEdit>("Phone number or e-mail", 30'000));
        QVERIFY(app.secrets.entries.isEmpty());
        QVERIFY(waitUntilNothingIsLeft());
    }

    void endedInTheMiddleIsFinishedByTheNextStart()
    {
        QHash<QString, QByteArray> keychain;
        {
            WindowUnderTest app(m_folder->path());
            signInAndOpenADialog(app);
            keychain = app.keychainAfter("1");
            app.http.held = "logout";
            Q_EMIT app.window().logoutRequested(false);
            QVERIFY(app.reads("Signing out"));
            QVERIFY(QTest::qWaitFor([&] { return list().contains("\"leaving\""); }, 30'000));
        }
        QVERIFY2(!QDir(m_folder->filePath("accounts")).isEmpty(), "the messages are still there");
        WindowUnderTest app(m_folder->path());
        app.secrets.entries = keychain;
        app.start({});
        QVERIFY(app.find<QLineEdit>("Address of the site"));
        QVERIFY(!app.find<QListView>("Dialogs", 50));
        QVERIFY(QTest::qWaitFor([&] { return app.secrets.entries.isEmpty(); }, 30'000));
        QVERIFY(waitUntilNothingIsLeft());
        QVERIFY2(!app.find<QLineEdit>("Phone number or e-mail", 50), "nobody is sent to another page");
    }

private:
    void signInAndOpenADialog(WindowUnderTest& app)
    {
        app.start(m_sandbox.profileUrl());
        app.signIn(m_sandbox.person("1"));
        auto* dialogs = app.find<QListView>("Dialogs");
        const QString name = m_sandbox.person("2").value("name").toString();
        QVERIFY(app.waitForRow(dialogs, name));
        dialogs->scrollTo(app.rowOf(dialogs, name));
        QTest::mouseClick(
            dialogs->viewport(), Qt::LeftButton, {}, dialogs->visualRect(app.rowOf(dialogs, name)).center());
        QVERIFY(app.find<QListView>("Messages"));
    }
    QByteArray list() const
    {
        QFile file(m_folder->filePath("accounts.json"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    bool waitUntilNothingIsLeft() const
    {
        return QTest::qWaitFor(
            [this] {
                return QDir(m_folder->filePath("accounts")).isEmpty() && !list().contains("user_id") &&
                       openDialogKeys().isEmpty();
            },
            30'000);
    }

    SandboxProcess m_sandbox;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(tst_integration_signout)
#include "tst_integration_signout.moc"
