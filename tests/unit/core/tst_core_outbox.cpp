// SPDX-License-Identifier: Apache-2.0
#include "core/Outbox.h"
#include "support/EngineFixture.h"

using namespace Natter;
using namespace Natter::Core;
using namespace Natter::Test;

namespace {

Answer<void> reachable(const PeerId&)
{
    return resolved<void>({});
}

struct OutboxFixture : EngineFixture
{
    explicit OutboxFixture(Outbox::Reach reach = reachable)
        : outbox(client, messages, account.domain(), std::move(reach))
    {}

    bool hasSent(const QStringList& bodies)
    {
        return QTest::qWaitFor([this, &bodies] { return sentBodies() == bodies; }, 30'000);
    }
    bool isNowInState(const PeerId& peer, const QString& body, DeliveryState wanted)
    {
        return QTest::qWaitFor([&] { return stateOf(peer, body) == wanted; }, 30'000);
    }

    Outbox outbox;
};

} // namespace

class tst_core_outbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsWhatWaitsInOrder()
    {
        OutboxFixture f;
        f.addWaiting(Ada, "one");
        f.addWaiting(Ada, "two");
        QVERIFY(f.goOnline());
        f.outbox.open();
        f.outbox.add(f.addWaiting(Ada, "three"));
        QVERIFY(f.hasSent({"one", "two", "three"}));
        QVERIFY(f.isNowInState(Ada, "three", DeliveryState::Sent));
        QCOMPARE(f.stateOf(Ada, "one"), DeliveryState::Sent);
        QCOMPARE(f.engine->messages.first().id, QStringLiteral("o-one"));
        QCOMPARE(f.engine->messages.first().to, AdaAddress);
    }

    void acknowledgementIsAnnounced()
    {
        OutboxFixture f;
        QSignalSpy changed(&f.outbox, &Outbox::changed);
        QVERIFY(f.goOnline());
        f.outbox.open();
        f.outbox.add(f.addWaiting(Ada, "one"));
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().value<Message>().state, DeliveryState::Sent);
    }

    void openingTwiceSendsOnce()
    {
        OutboxFixture f;
        f.engine->acknowledges = false;
        f.addWaiting(Ada, "one");
        QVERIFY(f.goOnline());
        f.outbox.open();
        f.outbox.open();
        QVERIFY(f.hasSent({"one"}));
        f.outbox.open();
        f.outbox.add(f.addWaiting(Ada, "two"));
        QVERIFY(f.hasSent({"one", "two"}));
        QTest::qWait(50);
        QCOMPARE(f.sentBodies(), QStringList({"one", "two"}));
    }

    void newStreamWaitsForTheArchiveWhenSomethingWaits()
    {
        OutboxFixture f;
        f.addWaiting(Ada, "one");
        QVERIFY(f.goOnline());
        f.outbox.beginStream();
        f.outbox.add(f.addWaiting(Ada, "two"));
        QTest::qWait(50);
        QVERIFY(f.engine->messages.isEmpty());
        f.outbox.open();
        QVERIFY(f.hasSent({"one", "two"}));
    }

    void newStreamOpensAtOnceWhenNothingWaits()
    {
        OutboxFixture f;
        QVERIFY(f.goOnline());
        f.outbox.beginStream();
        QTest::qWait(50);
        f.outbox.add(f.addWaiting(Ada, "one"));
        QVERIFY(f.hasSent({"one"}));
    }

    void resumptionDoesNotSendAgain()
    {
        OutboxFixture f;
        f.engine->acknowledges = false;
        QVERIFY(f.goOnline());
        f.outbox.open();
        f.outbox.add(f.addWaiting(Ada, "one"));
        QVERIFY(f.hasSent({"one"}));
        QVERIFY(f.goOffline());
        f.outbox.add(f.addWaiting(Ada, "two"));
        f.engine->acknowledges = true;
        QVERIFY(f.goOnline());
        f.outbox.open();
        // The engine counted the first one; the resumption says so and the client acknowledges it.
        QVERIFY(f.hasSent({"one", "two"}));
        QVERIFY(f.isNowInState(Ada, "one", DeliveryState::Sent));
        QVERIFY(f.isNowInState(Ada, "two", DeliveryState::Sent));
    }

    void newStreamSendsTheUnacknowledgedAgainUnderTheSameId()
    {
        OutboxFixture f;
        f.engine->acknowledges = false;
        f.engine->resumes = false;
        QVERIFY(f.goOnline());
        f.outbox.open();
        f.outbox.add(f.addWaiting(Ada, "one"));
        QVERIFY(f.hasSent({"one"}));
        QVERIFY(f.goOffline());
        QVERIFY(f.goOnline());
        f.outbox.beginStream();
        f.outbox.open();
        QVERIFY(f.hasSent({"one", "one"}));
        QCOMPARE(f.engine->messages.at(0).id, f.engine->messages.at(1).id);
    }

    void crashLosesNothing()
    {
        OutboxFixture f;
        f.engine->acknowledges = false;
        QVERIFY(f.goOnline());
        {
            Outbox first(f.client, f.messages, f.account.domain(), reachable);
            first.open();
            first.add(f.addWaiting(Ada, "one"));
            QVERIFY(f.hasSent({"one"}));
        }
        f.engine->acknowledges = true;
        f.outbox.open();
        QVERIFY(f.hasSent({"one", "one"}));
        QVERIFY(f.isNowInState(Ada, "one", DeliveryState::Sent));
    }

    void refusedCanBeTriedAgain()
    {
        OutboxFixture f;
        QSignalSpy changed(&f.outbox, &Outbox::changed);
        QVERIFY(f.goOnline());
        f.outbox.open();
        const Message message = f.addWaiting(Ada, "one");
        f.outbox.add(message);
        QVERIFY(f.isNowInState(Ada, "one", DeliveryState::Sent));
        f.outbox.refuse(message.originId, QStringLiteral("service-unavailable"));
        QVERIFY(f.isNowInState(Ada, "one", DeliveryState::Failed));
        QCOMPARE(changed.last().first().value<Message>().failureCode, QStringLiteral("service-unavailable"));
        f.outbox.retry(message.originId);
        QVERIFY(f.hasSent({"one", "one"}));
        QVERIFY(f.isNowInState(Ada, "one", DeliveryState::Sent));
        QCOMPARE(f.engine->messages.at(1).id, message.originId.toString());
    }

    void refusalOfAnUnknownMessageIsNothing()
    {
        OutboxFixture f;
        QSignalSpy changed(&f.outbox, &Outbox::changed);
        QSignalSpy failed(&f.outbox, &Outbox::failed);
        f.outbox.refuse(OriginId(QStringLiteral("never seen")), QStringLiteral("x"));
        QTest::qWait(50);
        QCOMPARE(changed.size(), 0);
        QCOMPARE(failed.size(), 0);
    }

    void unknownPersonFailsTheMessage()
    {
        OutboxFixture f([](const PeerId&) {
            return resolved<void>(Error{ErrorKind::NotFound, {}, {}, QStringLiteral("user_unknown")});
        });
        QVERIFY(f.goOnline());
        f.outbox.open();
        f.outbox.add(f.addWaiting(Ada, "one"));
        QVERIFY(f.isNowInState(Ada, "one", DeliveryState::Failed));
        QVERIFY(f.engine->messages.isEmpty());
    }

    void unreachableGatewayDoesNotHoldMessages()
    {
        OutboxFixture f([](const PeerId&) {
            return resolved<void>(Error{ErrorKind::Network, Retry::later(), {}, {}});
        });
        QVERIFY(f.goOnline());
        f.outbox.open();
        f.outbox.add(f.addWaiting(Ada, "one"));
        QVERIFY(f.hasSent({"one"}));
    }

    void slowPersonHoldsOnlyTheirOwnDialog()
    {
        const Promise<void> slow;
        OutboxFixture f(
            [&slow](const PeerId& peer) { return peer == Ada ? slow.answer() : resolved<void>({}); });
        QVERIFY(f.goOnline());
        f.outbox.open();
        f.outbox.add(f.addWaiting(Ada, "one"));
        f.outbox.add(f.addWaiting(Ada, "two"));
        f.outbox.add(f.addWaiting(Bob, "three"));
        QVERIFY(f.hasSent({"three"}));
        slow.resolve({});
        QVERIFY(f.hasSent({"three", "one", "two"}));
    }

    void deletedOneIsNotSent()
    {
        const Promise<void> slow;
        OutboxFixture f([&slow](const PeerId&) { return slow.answer(); });
        QVERIFY(f.goOnline());
        f.outbox.open();
        const Message one = f.addWaiting(Ada, "one");
        f.outbox.add(one);
        f.outbox.add(f.addWaiting(Ada, "two"));
        QTest::qWait(20);
        f.outbox.forget(one);
        slow.resolve({});
        QVERIFY(f.hasSent({"two"}));
    }

    void offlineNothingIsSent()
    {
        OutboxFixture f;
        f.outbox.open();
        f.outbox.add(f.addWaiting(Ada, "one"));
        QTest::qWait(50);
        QCOMPARE(f.stateOf(Ada, "one"), DeliveryState::Waiting);
        QVERIFY(f.goOnline());
        f.outbox.open();
        QVERIFY(f.hasSent({"one"}));
    }

    void deletedBeforeTheAnswer()
    {
        OutboxFixture f;
        QVERIFY(f.goOnline());
        f.addWaiting(Ada, "one");
        auto outbox = std::make_unique<Outbox>(f.client, f.messages, f.account.domain(), reachable);
        outbox->open();
        outbox->retry(OriginId(QStringLiteral("o-one")));
        outbox.reset();
        QTest::qWait(50);
        QVERIFY(f.engine->messages.isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_core_outbox)
#include "tst_core_outbox.moc"
