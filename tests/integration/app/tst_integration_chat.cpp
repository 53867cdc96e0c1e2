// SPDX-License-Identifier: Apache-2.0
#include "TestClient.h"

#include "core/DialogService.h"
#include "core/MessageService.h"
#include "core/UserDirectory.h"
#include "support/FakeSecretStore.h"
#include "support/GuiTest.h"
#include "support/XmppPeer.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Natter;
using namespace Natter::Test;
using Phase = Core::SessionStatus::Phase;

namespace {

const PeerId Ada("1");
const PeerId Two("2");

QString fresh(const QString& text)
{
    static int number = 0;
    return QStringLiteral("%1 #%2").arg(text).arg(++number);
}

} // namespace

/// The app's core against a real gateway and a real ejabberd.
class tst_integration_chat : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_sandbox.start(), m_sandbox.error().constData()); }
    void init() { m_folders = std::make_unique<QTemporaryDir>(); }

    void signsInAndSeesDialogs()
    {
        FakeSecretStore secrets;
        TestClient ada(folder("ada"), secrets);
        const Result<void> signedIn = ada.signIn(m_sandbox, "1");
        QVERIFY2(signedIn.isOk(), qPrintable(signedIn.isOk() ? QString() : signedIn.error().detail));
        QVERIFY(ada.waitForOnline());
        QCOMPARE(secrets.entries.size(), 1);
        QVERIFY(ada.waitForDialogs());
        const QString name = m_sandbox.person("2").value("name").toString();
        QVERIFY(QTest::qWaitFor([&] { return ada.services().directory.user(Two).name == name; }, 30'000));
    }

    void wrongPasscodeIsSaidSo()
    {
        FakeSecretStore secrets;
        TestClient ada(folder("ada"), secrets);
        const Result<void> refused = ada.signIn(m_sandbox, "1", "0000-wrong");
        QVERIFY(!refused.isOk());
        QCOMPARE(refused.error().kind, ErrorKind::WrongCredentials);
        QVERIFY(secrets.entries.isEmpty());
        QCOMPARE(ada.http.count("auth/verify_identity_token"), 0);
    }

    void lockedKeychainEndsTheLoginVisibly()
    {
        FakeSecretStore secrets;
        secrets.failure = Error{ErrorKind::KeychainLocked, Retry::now(), {}, {}};
        TestClient ada(folder("ada"), secrets);
        const Result<void> refused = ada.signIn(m_sandbox, "1");
        QVERIFY(!refused.isOk());
        QCOMPARE(refused.error().kind, ErrorKind::KeychainLocked);
    }

    void restartNeedsNothingButTheRefresh()
    {
        FakeSecretStore secrets;
        App::KnownAccount known;
        {
            TestClient ada(folder("ada"), secrets);
            QVERIFY(ada.signIn(m_sandbox, "1").isOk());
            QVERIFY(ada.waitForOnline());
            QVERIFY(ada.waitForDialogs());
            known = ada.account().known();
        }
        TestClient again(folder("ada"), secrets);
        again.restore(known);
        QVERIFY(!again.services().dialogs.dialogs().isEmpty());
        QVERIFY(again.waitForOnline());
        QCOMPARE(again.http.count("auth/nonce"), 0);
        QCOMPARE(again.http.count("auth/verify"), 0);
        QCOMPARE(again.http.count("auth/verify_identity_token"), 0);
        QCOMPARE(again.http.count("refresh_user_token"), 1);
    }

    void lockedKeychainAtStartKeepsTheSession()
    {
        FakeSecretStore secrets;
        App::KnownAccount known;
        {
            TestClient ada(folder("ada"), secrets);
            QVERIFY(ada.signIn(m_sandbox, "1").isOk());
            QVERIFY(ada.waitForOnline());
            QVERIFY(ada.waitForDialogs());
            known = ada.account().known();
        }
        secrets.failure = Error{ErrorKind::KeychainLocked, Retry::now(), {}, {}};
        TestClient again(folder("ada"), secrets);
        again.restore(known);
        QVERIFY(again.waitForPhase(Phase::KeychainLocked));
        QVERIFY(!again.services().dialogs.dialogs().isEmpty());
        secrets.failure.reset();
        again.account().session().retryNow();
        QVERIFY(again.waitForOnline());
    }

    void absentSecretAsksForLogin()
    {
        FakeSecretStore secrets;
        App::KnownAccount known;
        {
            TestClient ada(folder("ada"), secrets);
            QVERIFY(ada.signIn(m_sandbox, "1").isOk());
            known = ada.account().known();
        }
        secrets.entries.clear();
        TestClient again(folder("ada"), secrets);
        again.restore(known);
        QVERIFY(again.waitForPhase(Phase::LoginNeeded));
    }

    void twoClientsChat()
    {
        FakeSecretStore adaSecrets;
        FakeSecretStore twoSecrets;
        TestClient ada(folder("ada"), adaSecrets);
        TestClient two(folder("two"), twoSecrets);
        QVERIFY(ada.signIn(m_sandbox, "1").isOk());
        QVERIFY(two.signIn(m_sandbox, "2").isOk());
        QVERIFY(ada.waitForOnline());
        QVERIFY(two.waitForOnline());
        const QString there = fresh("<b>Hello</b> & \"you\" 👋🏽 שלום");
        QVERIFY(await(ada.services().messages.send(Two, there)).isOk());
        QCOMPARE(two.waitForMessage(Ada, there), 1);
        QVERIFY(ada.waitForState(Two, there, DeliveryState::Sent));
        const QString back = fresh("and back");
        QVERIFY(await(two.services().messages.send(Ada, back)).isOk());
        QCOMPARE(ada.waitForMessage(Two, back), 1);
        QCOMPARE(ada.messages(Two, back).first().state, DeliveryState::Received);
    }

    void talksWithAForeignClient()
    {
        FakeSecretStore secrets;
        TestClient ada(folder("ada"), secrets);
        QVERIFY(ada.signIn(m_sandbox, "1").isOk());
        QVERIFY(ada.waitForOnline());
        XmppPeer peer;
        QVERIFY(peer.signIn(m_sandbox.xmpp(), "2", m_sandbox.domain(),
            m_sandbox.person("2").value("engine_token").toString()));
        const QString there = fresh("to the foreign client");
        QVERIFY(await(ada.services().messages.send(Two, there)).isOk());
        QCOMPARE(peer.waitForBody(there), 1);
        const QString back = fresh("from the foreign client <script>");
        peer.send("1@" + m_sandbox.domain(), back, "foreign-1");
        QCOMPARE(ada.waitForMessage(Two, back), 1);
    }

    /// A peer writes a delay in the server's name: it counts neither live, before the archive is here as
    /// after it, nor in what waited. Order and count are those of the archive.
    void nobodyDatesAMessage()
    {
        const auto forged = [this](int year) {
            return QStringLiteral("<delay xmlns='urn:xmpp:delay' from='%1' stamp='%2-02-03T04:05:06Z'/>")
                .arg(m_sandbox.domain(), QString::number(year));
        };
        const QString address = QStringLiteral("1@") + m_sandbox.domain();
        XmppPeer peer;
        QVERIFY(peer.signIn(m_sandbox.xmpp(), "2", m_sandbox.domain(),
            m_sandbox.person("2").value("engine_token").toString()));
        const auto isInOrder = [](TestClient& client, const QStringList& said) {
            const auto page = await(client.services().messages.newest(Two, int(said.size())));
            QStringList bodies;
            for (const Message& message : page.value()) {
                bodies += message.body;
                if (std::abs(message.time.secsTo(QDateTime::currentDateTimeUtc())) > 600)
                    return false;
            }
            return bodies == said;
        };
        FakeSecretStore secrets;
        App::KnownAccount known;
        QStringList said;
        const auto sayThree = [&](const QString& when) {
            for (const QString& stamp : {forged(2101), QString(), forged(2001)}) {
                said += fresh(when);
                peer.send(address, said.last(), QStringLiteral("f%1").arg(said.size()), stamp);
            }
        };
        int unread = 0;
        {
            TestClient ada(folder("ada"), secrets);
            QVERIFY(ada.signIn(m_sandbox, "1").isOk());
            // The engine's answers say that it knows her there: what came before could wait for her next
            // time.
            QVERIFY(ada.waitForOnline() && ada.waitForDialogs());
            sayThree(QStringLiteral("early"));
            QCOMPARE(ada.waitForMessage(Two, said.last()), 1);
            QTRY_VERIFY_WITH_TIMEOUT(isInOrder(ada, said), 30'000);
            sayThree(QStringLiteral("live"));
            QCOMPARE(ada.waitForMessage(Two, said.last()), 1);
            QTRY_VERIFY(isInOrder(ada, said));
            QTRY_COMPARE(ada.services().dialogs.find(Two)->lastMessage->body, said.last());
            known = ada.account().known();
            unread = ada.services().dialogs.find(Two)->unreadCount;
        }
        sayThree(QStringLiteral("missed"));
        QVERIFY(peer.isHandled());
        TestClient again(folder("ada"), secrets);
        again.restore(known);
        QVERIFY(again.waitForOnline());
        QCOMPARE(again.waitForMessage(Two, said.last()), 1);
        QTRY_VERIFY_WITH_TIMEOUT(isInOrder(again, said), 30'000);
        QTRY_COMPARE(again.services().dialogs.find(Two)->unreadCount, unread + 3);
        QCOMPARE(again.services().dialogs.dialogs().first().peer, Two);
    }

    void historyFillsAnEmptyStore()
    {
        FakeSecretStore secrets;
        TestClient first(folder("first"), secrets);
        QVERIFY(first.signIn(m_sandbox, "1").isOk());
        QVERIFY(first.waitForOnline());
        const QString said = fresh("remember this");
        QVERIFY(await(first.services().messages.send(Two, said)).isOk());
        QVERIFY(first.waitForState(Two, said, DeliveryState::Sent));
        first.end();

        TestClient second(folder("second"), secrets);
        QVERIFY(second.signIn(m_sandbox, "1").isOk());
        QVERIFY(second.waitForOnline());
        QCOMPARE(second.waitForMessage(Two, said), 1);
        QVERIFY(second.messages(Two, said).first().isOutgoing);
        QCOMPARE(second.services().dialogs.find(Two)->unreadCount, 0);
    }

    void olderPagesComeFromTheArchive()
    {
        // Person 1 has one conversation of over 300 messages; which, the sandbox does not tell.
        FakeSecretStore secrets;
        TestClient ada(folder("ada"), secrets);
        QVERIFY(ada.signIn(m_sandbox, "1").isOk());
        QVERIFY(ada.waitForOnline());
        QVERIFY(ada.waitForDialogs());
        qsizetype longest = 0;
        const auto walk = [&ada, &longest] {
            for (const Dialog& dialog : QList<Dialog>(ada.services().dialogs.dialogs())) {
                QList<Message> all = await(ada.services().messages.newest(dialog.peer, 50)).value();
                while (!all.isEmpty() && all.size() < 1000) {
                    const MessageCursor top{all.first().time, all.first().rowId};
                    const Result<QList<Message>> page =
                        await(ada.services().messages.older(dialog.peer, top, 50));
                    QVERIFY(page.isOk());
                    if (page->isEmpty())
                        break;
                    QVERIFY(page->last().time <= top.time);
                    all = *page + all;
                }
                longest = qMax(longest, all.size());
            }
        };
        // Dialogs are listed before their messages are here.
        QTRY_VERIFY_WITH_TIMEOUT((walk(), longest >= 300), 60'000);
    }

    void nothingIsLostWhileTheEngineIsDown()
    {
        FakeSecretStore adaSecrets;
        FakeSecretStore twoSecrets;
        TestClient ada(folder("ada"), adaSecrets);
        TestClient two(folder("two"), twoSecrets);
        QVERIFY(ada.signIn(m_sandbox, "1").isOk());
        QVERIFY(two.signIn(m_sandbox, "2").isOk());
        QVERIFY(ada.waitForOnline());
        QVERIFY(two.waitForOnline());
        m_sandbox.killEngine();
        QVERIFY(ada.waitForPhase(Phase::Waiting));
        QStringList said;
        for (int i = 0; i < 5; ++i) {
            said += fresh("written while it was down");
            QVERIFY(await(ada.services().messages.send(Two, said.last())).isOk());
            QCOMPARE(ada.messages(Two, said.last()).first().state, DeliveryState::Waiting);
        }
        QVERIFY(QTest::qWaitFor(
            [&] {
                ada.account().session().retryNow();
                two.account().session().retryNow();
                QTest::qWait(500);
                return ada.account().session().status().phase == Phase::Online &&
                       two.account().session().status().phase == Phase::Online;
            },
            120'000));
        for (const QString& body : std::as_const(said)) {
            QVERIFY(ada.waitForState(Two, body, DeliveryState::Sent));
            QCOMPARE(two.waitForMessage(Ada, body), 1);
        }
        QTest::qWait(500);
        for (const QString& body : std::as_const(said))
            QCOMPARE(two.count(Ada, body), 1);
    }

    void outboxSurvivesTheEndOfTheApp()
    {
        FakeSecretStore secrets;
        App::KnownAccount known;
        const QString body = fresh("typed on the train");
        {
            TestClient ada(folder("ada"), secrets);
            QVERIFY(ada.signIn(m_sandbox, "1").isOk());
            QVERIFY(ada.waitForOnline());
            QVERIFY(ada.waitForDialogs());
            known = ada.account().known();
        }
        {
            TestClient offline(folder("ada"), secrets);
            offline.http.isOffline = true;
            offline.restore(known);
            QVERIFY(offline.waitForPhase(Phase::Waiting));
            QVERIFY(await(offline.services().messages.send(Two, body)).isOk());
        }
        XmppPeer peer;
        QVERIFY(peer.signIn(m_sandbox.xmpp(), "2", m_sandbox.domain(),
            m_sandbox.person("2").value("engine_token").toString()));
        TestClient again(folder("ada"), secrets);
        again.restore(known);
        QVERIFY(again.waitForOnline());
        QVERIFY(again.waitForState(Two, body, DeliveryState::Sent));
        QCOMPARE(peer.waitForBody(body), 1);
        QTest::qWait(500);
        QCOMPARE(peer.count(body), 1);
    }

    void opensDialogs()
    {
        FakeSecretStore secrets;
        TestClient ada(folder("ada"), secrets);
        QVERIFY(ada.signIn(m_sandbox, "1").isOk());
        QVERIFY(ada.waitForOnline());
        Core::DialogService& dialogs = ada.services().dialogs;
        QCOMPARE(await(dialogs.openDialog(UserId("2"))).value(), Two);
        QCOMPARE(await(dialogs.openDialog(UserId("P11-A"))).value(), PeerId("p11-a"));
        const qsizetype before = dialogs.dialogs().size();
        QCOMPARE(await(dialogs.openDialog(UserId("P11-A"))).value(), PeerId("p11-a"));
        QCOMPARE(dialogs.dialogs().size(), before);
        QVERIFY(QTest::qWaitFor(
            [&] { return ada.services().directory.user(PeerId("p11-a")).id == UserId("P11-A"); }, 30'000));

        const Result<PeerId> nobody = await(dialogs.openDialog(UserId("nobody-knows-me")));
        QVERIFY(!nobody.isOk());
        QCOMPARE(nobody.error().kind, ErrorKind::NotFound);
        QVERIFY(!dialogs.find(PeerId("nobody-knows-me")));
        const Result<PeerId> self = await(dialogs.openDialog(UserId("1")));
        QVERIFY(!self.isOk());
        QCOMPARE(self.error().kind, ErrorKind::BadInput);
    }

    void opensDialogOffline()
    {
        FakeSecretStore secrets;
        App::KnownAccount known;
        {
            TestClient ada(folder("ada"), secrets);
            QVERIFY(ada.signIn(m_sandbox, "1").isOk());
            QVERIFY(ada.waitForOnline());
            QVERIFY(ada.waitForDialogs());
            known = ada.account().known();
        }
        TestClient offline(folder("ada"), secrets);
        offline.http.isOffline = true;
        offline.restore(known);
        QVERIFY(offline.waitForPhase(Phase::Waiting));
        Core::DialogService& dialogs = offline.services().dialogs;
        QCOMPARE(await(dialogs.openDialog(UserId("2"))).value(), Two);
        QVERIFY(await(dialogs.openDialog(UserId("nobody-at-all"))).isOk());
        QSignalSpy refused(&dialogs, &Core::DialogService::dialogRefused);
        offline.http.isOffline = false;
        offline.account().session().retryNow();
        QVERIFY(offline.waitForOnline());
        QVERIFY(QTest::qWaitFor([&] { return refused.count() == 1; }, 30'000));
    }

    void logoutLeavesNothing()
    {
        FakeSecretStore secrets;
        TestClient ada(folder("ada"), secrets);
        QVERIFY(ada.signIn(m_sandbox, "1").isOk());
        QVERIFY(ada.waitForOnline());
        const QByteArray token = secrets.entries.begin().value();
        QVERIFY(await(ada.account().session().logout(false)).isOk());
        QVERIFY(secrets.entries.isEmpty());
        // The token that was in the keychain is dead at the gateway, too.
        const App::KnownAccount known = ada.account().known();
        ada.end();
        Identity::GatewayClient gateway(ada.http, known.profile);
        const QString refresh = QJsonDocument::fromJson(token).object().value("refresh_token").toString();
        QVERIFY(!refresh.isEmpty());
        QVERIFY(!await(gateway.refresh(Secret(refresh.toUtf8()), "another-request")).isOk());
    }

private:
    QString folder(const QString& name) const { return m_folders->filePath(name); }

    SandboxProcess m_sandbox;
    std::unique_ptr<QTemporaryDir> m_folders;
};

QTEST_MAIN(tst_integration_chat)
#include "tst_integration_chat.moc"
