// SPDX-License-Identifier: Apache-2.0
#include "core/ComposingStates.h"
#include "core/PresenceBook.h"
#include "support/EngineFixture.h"

using namespace Natter;
using namespace Natter::Core;
using namespace Natter::Test;

namespace {

struct PresenceFixture : EngineFixture
{
    PresenceFixture()
        : composing(client, account.domain(), {std::chrono::milliseconds(80), std::chrono::milliseconds(80)},
              nullptr)
        , presence(client, account)
        , composingChanges(&composing, &ComposingStates::changed)
        , presenceChanges(&presence, &PresenceBook::changed)
    {}

    QList<bool> sentStates() const
    {
        QList<bool> states;
        for (const auto& sent : engine->chatStates)
            states.append(sent.isComposing);
        return states;
    }
    void injectPresence(const QString& from, const QString& type = {})
    {
        engine->inject(QStringLiteral("<presence xmlns='jabber:client' from='%1' %2/>")
                           .arg(from, type.isEmpty() ? QString() : QStringLiteral("type='%1'").arg(type)));
    }

    ComposingStates composing;
    PresenceBook presence;
    QSignalSpy composingChanges;
    QSignalSpy presenceChanges;
};

} // namespace

class tst_core_presence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void typingIsToldOnceAndEndsByItself()
    {
        PresenceFixture f;
        QVERIFY(f.goOnline());
        f.composing.setComposing(Ada, true);
        f.composing.setComposing(Ada, true);
        QCOMPARE(f.sentStates(), QList<bool>({true}));
        QTRY_COMPARE(f.sentStates(), QList<bool>({true, false}));
        f.composing.setComposing(Ada, true);
        f.composing.setComposing(Ada, false);
        f.composing.setComposing(Ada, false);
        QCOMPARE(f.sentStates(), QList<bool>({true, false, true, false}));
    }

    void sendingEndsTypingWithoutAWord()
    {
        PresenceFixture f;
        QVERIFY(f.goOnline());
        f.composing.setComposing(Ada, true);
        f.composing.noteSent(Ada);
        QTest::qWait(120);
        QCOMPARE(f.sentStates(), QList<bool>({true}));
    }

    void anotherDialogPausesTheFirst()
    {
        PresenceFixture f;
        QVERIFY(f.goOnline());
        f.composing.setComposing(Ada, true);
        f.composing.setComposing(Bob, true);
        QCOMPARE(f.sentStates(), QList<bool>({true, false, true}));
        QCOMPARE(f.engine->chatStates.last().to, QStringLiteral("3@chat.example"));
    }

    void offlineNothingIsTold()
    {
        PresenceFixture f;
        f.composing.setComposing(Ada, true);
        QVERIFY(f.goOnline());
        QTest::qWait(120);
        QVERIFY(f.engine->chatStates.isEmpty());
    }

    void othersTypeUntilTheyPause()
    {
        PresenceFixture f;
        f.composing.receive(Ada, true);
        f.composing.receive(Ada, true);
        QCOMPARE(f.composingChanges.size(), 1);
        f.composing.receive(Ada, false);
        f.composing.receive(Ada, false);
        QCOMPARE(f.composingChanges.size(), 2);
        QCOMPARE(f.composingChanges.last().at(1).toBool(), false);
    }

    void othersStopTypingAfterAWhile()
    {
        PresenceFixture f;
        f.composing.receive(Ada, true);
        QTRY_COMPARE(f.composingChanges.size(), 2);
        f.composing.receive(Ada, true);
        QCOMPARE(f.composingChanges.size(), 3);
    }

    void nobodyTypesWhileOffline()
    {
        PresenceFixture f;
        QVERIFY(f.goOnline());
        f.composing.receive(Ada, true);
        QVERIFY(f.goOffline());
        QCOMPARE(f.composingChanges.size(), 2);
    }

    void availableWhileOneDeviceIs()
    {
        PresenceFixture f;
        QVERIFY(f.goOnline());
        f.injectPresence(AdaAddress + "/desk");
        f.injectPresence(AdaAddress + "/phone");
        f.injectPresence(AdaAddress + "/desk", "unavailable");
        QTRY_COMPARE(f.presenceChanges.size(), 1);
        f.injectPresence(AdaAddress + "/phone", "unavailable");
        QTRY_COMPARE(f.presenceChanges.size(), 2);
        QCOMPARE(f.presenceChanges.last().at(1).toBool(), false);
    }

    void strangersHaveNoPresence()
    {
        PresenceFixture f;
        QVERIFY(f.goOnline());
        f.injectPresence("2@evil.example/x");
        f.injectPresence(OwnAddress + "/phone");
        f.injectPresence("chat.example");
        f.injectPresence(AdaAddress + "/desk", "unavailable");
        QTest::qWait(50);
        QCOMPARE(f.presenceChanges.size(), 0);
    }

    void nobodyIsThereWhileOffline()
    {
        PresenceFixture f;
        QVERIFY(f.goOnline());
        f.injectPresence(AdaAddress + "/desk");
        QTRY_COMPARE(f.presenceChanges.size(), 1);
        QVERIFY(f.goOffline());
        QCOMPARE(f.presenceChanges.size(), 2);
        QCOMPARE(f.presenceChanges.last().at(1).toBool(), false);
        QVERIFY(f.goOnline());
        QCOMPARE(f.presenceChanges.size(), 3); // resumed: nobody tells anew what has not changed
        QCOMPARE(f.presenceChanges.last().at(1).toBool(), true);
    }

    void clearingTellsEverybodyGone()
    {
        PresenceFixture f;
        QVERIFY(f.goOnline());
        f.injectPresence(AdaAddress + "/desk");
        QTRY_COMPARE(f.presenceChanges.size(), 1);
        f.presence.clear();
        QCOMPARE(f.presenceChanges.size(), 2);
        QCOMPARE(f.presenceChanges.last().at(1).toBool(), false);
    }
};

QTEST_GUILESS_MAIN(tst_core_presence)
#include "tst_core_presence.moc"
