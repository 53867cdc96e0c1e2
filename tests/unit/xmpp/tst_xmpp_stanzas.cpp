// SPDX-License-Identifier: Apache-2.0
#include "ClientStage.h"

#include <QElapsedTimer>
#include <QTest>
#include <QTimer>

using namespace Natter;
using namespace Natter::Test;
using namespace Natter::Xmpp;
using namespace std::chrono_literals;

class TestXmppStanzas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersQuestionsOfOthers()
    {
        Stage s;
        QVERIFY(s.signIn());
        s.engine->inject(QStringLiteral(
            "<iq type='get' id='p' from='3@natter.localhost/x'><ping xmlns='urn:xmpp:ping'/></iq>"));
        QVERIFY(s.engine->expect(QStringLiteral("<iq type='result' id='p' to='3@natter.localhost/x'/>")));
        s.engine->inject(QStringLiteral(
            "<iq type='set' id='q' from='3@natter.localhost/x'><new xmlns='urn:unknown'/></iq>"));
        QVERIFY(s.engine->expect(QStringLiteral(
            "<iq type='error' id='q' to='3@natter.localhost/x'><error type='cancel'>"
            "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")));
    }

    void believesRosterPushesOfTheOwnAccountOnly()
    {
        Stage s;
        QVERIFY(s.signIn());
        QSignalSpy changed(s.client.get(), &Client::rosterItemChanged);
        const QString push =
            QStringLiteral("<iq type='set' id='r'%1><query xmlns='jabber:iq:roster'>"
                           "<item jid='7@natter.localhost' name='Zoë' subscription='both'/></query></iq>");
        s.engine->inject(push.arg(QStringLiteral(" from='3@natter.localhost/x'")));
        QVERIFY(s.engine->take().attribute(u"type") == u"error");
        QVERIFY(changed.isEmpty());
        s.engine->inject(push.arg(QStringLiteral(" from='2@natter.localhost'")));
        QVERIFY(s.engine->expect(QStringLiteral("<iq type='result' id='r' to='2@natter.localhost'/>")));
        s.engine->inject(push.arg(QString()));
        QVERIFY(s.engine->expect(QStringLiteral("<iq type='result' id='r'/>")));
        QCOMPARE(changed.count(), 2);
        QCOMPARE(changed.at(0).at(0).value<RosterItem>().name, QStringLiteral("Zoë"));
    }

    void readsTheRoster()
    {
        Stage s;
        QVERIFY(s.signIn());
        const auto roster = s.client->requestRoster();
        QVERIFY(
            s.engine->expect(QStringLiteral("<iq type='get' id='*'><query xmlns='jabber:iq:roster'/></iq>")));
        const QString answer =
            QStringLiteral("<iq type='result' id='%1' from='%2'><query xmlns='jabber:iq:roster'>"
                           "<item jid='7@natter.localhost'/></query></iq>");
        s.engine->inject(answer.arg(s.engine->lastId(), QStringLiteral("3@natter.localhost")));
        QTest::qWait(20);
        QVERIFY2(!roster.isFinished(), "an answer of somebody else is none");
        s.engine->inject(answer.arg(s.engine->lastId(), QStringLiteral("2@natter.localhost")));
        QTRY_VERIFY(roster.isFinished());
        QCOMPARE(roster.result().value().size(), 1);
    }

    void tellsWhoComesAndGoes()
    {
        Stage s;
        QVERIFY(s.signIn());
        QSignalSpy presence(s.client.get(), &Client::presenceChanged);
        s.engine->inject(QStringLiteral("<presence from='3@natter.localhost/x'/>"));
        s.engine->inject(QStringLiteral("<presence from='3@natter.localhost/x' type='subscribe'/>"));
        s.engine->inject(QStringLiteral("<presence from='3@natter.localhost/x' type='unavailable'/>"));
        QTRY_COMPARE(presence.count(), 2);
        QCOMPARE(presence.at(0).at(1).toBool(), true);
        QCOMPARE(presence.at(1).at(1).toBool(), false);
        QVERIFY(s.engine->expectNothing());
    }

    void openQuestionsEndWithTheConnection_data()
    {
        QTest::addColumn<bool>("isWanted");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("broken") << false << ErrorKind::Network;
        QTest::newRow("signed out") << true << ErrorKind::Cancelled;
    }
    void openQuestionsEndWithTheConnection()
    {
        QFETCH(bool, isWanted);
        QFETCH(ErrorKind, kind);
        Stage s;
        QVERIFY(s.signIn());
        const auto roster = s.client->requestRoster();
        const auto page = s.client->requestArchive({});
        if (isWanted)
            s.client->disconnectFromEngine();
        else
            s.engine->fail();
        s.end();
        QVERIFY(roster.isFinished() && page.isFinished());
        QCOMPARE(roster.result().error().kind, kind);
        QCOMPARE(page.result().error().kind, kind);
        QCOMPARE(s.client->requestRoster().result().error().kind, ErrorKind::Network);
    }

    void unansweredQuestionsTimeOut()
    {
        Stage s;
        QVERIFY(s.signIn());
        const auto roster = s.client->requestRoster();
        s.clock.advance(30s);
        QTRY_VERIFY(roster.isFinished());
        QCOMPARE(roster.result().error().kind, ErrorKind::Timeout);
    }

    void answersNobodyWhoIsGone()
    {
        Stage s;
        QVERIFY(s.signIn());
        bool isCalled = false;
        {
            QObject receiver;
            onDone(s.client->requestRoster(), &receiver, [&](const auto&) { isCalled = true; });
            onDone(s.client->requestArchive({}), &receiver, [&](const auto&) { isCalled = true; });
        }
        s.engine->fail();
        s.end();
        QTest::qWait(20);
        QVERIFY(!isCalled);
    }

    void answersAskersWhenTheClientDies()
    {
        auto s = std::make_unique<Stage>();
        QVERIFY(s->signIn());
        const auto roster = s->client->requestRoster();
        const auto page = s->client->requestArchive({});
        std::optional<ErrorKind> kind;
        QObject receiver;
        onDone(page, &receiver, [&](const Result<ArchivePage>& result) { kind = result.error().kind; });
        s->client.reset();
        QTRY_VERIFY(kind);
        QCOMPARE(*kind, ErrorKind::Cancelled);
    }

    /// 2,000 messages at once and the cut right behind them: all arrive, in order, before the end, and the
    /// event loop turns at least every 16 ms.
    void aBurstNeverStallsTheEventLoop()
    {
        constexpr int Burst = 2000;
        Stage s;
        QVERIFY(s.signIn());
        QElapsedTimer sinceTurn;
        qint64 longest = 0;
        int turns = 0;
        QTimer turn;
        connect(&turn, &QTimer::timeout, this, [&] {
            longest = qMax(longest, sinceTurn.restart());
            ++turns;
        });
        const QString body(400, u'x');
        for (int i = 0; i < Burst; ++i) {
            s.engine->inject(QStringLiteral(
                "<message from='3@natter.localhost/x' id='%1' type='chat'><body>%2</body>"
                "<stanza-id xmlns='urn:xmpp:sid:0' by='2@natter.localhost' id='%1'/></message>")
                                 .arg(i)
                                 .arg(body));
        }
        s.engine->fail();
        sinceTurn.start();
        turn.start(0);
        s.end();
        QCOMPARE(s.received.count(), Burst);
        for (int i = 0; i < Burst; ++i)
            QCOMPARE(s.received.at(i).at(0).value<InboundMessage>().id, QString::number(i));
        qInfo() << "turns" << turns << "longest ms" << longest;
        QVERIFY2(turns > 3, "it was handled in one go");
    }
};

QTEST_GUILESS_MAIN(TestXmppStanzas)
#include "tst_xmpp_stanzas.moc"
