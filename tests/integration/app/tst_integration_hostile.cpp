// SPDX-License-Identifier: Apache-2.0
#include "TestClient.h"

#include "core/MessageService.h"
#include "support/FakeSecretStore.h"
#include "support/GuiTest.h"
#include "support/XmppPeer.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Natter;
using namespace Natter::Test;
using Phase = Core::SessionStatus::Phase;

namespace {

const PeerId Two("2");

} // namespace

/// What one person can send through a real ejabberd to keep another from their messages.
class tst_integration_hostile : public Test::GuiTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_sandbox.start(), m_sandbox.error().constData()); }

    void nobodyShutsAnotherOut()
    {
        // The engine writes each as `&apos;`: 1.2 MB.
        const QString large(200'000, u'\'');
        const QString live = QStringLiteral("after it, live");
        const QString missed = QStringLiteral("after it, missed");
        const QString address = QStringLiteral("1@") + m_sandbox.domain();
        XmppPeer peer;
        QVERIFY(peer.signIn(m_sandbox.xmpp(), "2", m_sandbox.domain(),
            m_sandbox.person("2").value("engine_token").toString()));
        const auto attack = [&](const QString& after) {
            peer.send(address, large, after + QStringLiteral("-1"));
            peer.send(address, after, after + QStringLiteral("-2"));
        };
        const QTemporaryDir folder;
        FakeSecretStore secrets;
        App::KnownAccount known;
        {
            TestClient ada(folder.filePath("ada"), secrets);
            QVERIFY(ada.signIn(m_sandbox, "1").isOk());
            QVERIFY(ada.waitForOnline());
            QVERIFY(ada.waitForDialogs());
            bool isLost = false;
            connect(&ada.account().session(), &Core::Session::statusChanged, &ada.account(),
                [&] { isLost |= ada.account().session().status().phase != Phase::Online; });
            attack(live);
            QCOMPARE(ada.waitForMessage(Two, live), 1);
            QVERIFY2(!isLost, "the stream goes on");
            known = ada.account().known();
        }
        attack(missed);
        TestClient again(folder.filePath("ada"), secrets);
        again.restore(known);
        QVERIFY(again.waitForOnline());
        QCOMPARE(again.waitForMessage(Two, missed), 1);
        // And the dialog's past, on another computer.
        FakeSecretStore otherSecrets;
        TestClient other(folder.filePath("other"), otherSecrets);
        QVERIFY(other.signIn(m_sandbox, "1").isOk());
        QCOMPARE(other.waitForMessage(Two, live), 1);
        QCOMPARE(other.count(Two, missed), 1);
        const QList<Message> newest = await(other.services().messages.newest(Two, 200)).value();
        QVERIFY(await(other.services().messages.older(Two, {newest.first().time, newest.first().rowId}, 50))
                    .isOk());
    }

private:
    SandboxProcess m_sandbox;
};

QTEST_MAIN(tst_integration_hostile)
#include "tst_integration_hostile.moc"
