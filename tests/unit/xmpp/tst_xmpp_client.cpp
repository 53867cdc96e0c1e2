// SPDX-License-Identifier: Apache-2.0
#include "ClientStage.h"

#include "xmpp/Namespaces.h"

#include <QTest>

using namespace Natter;
using namespace Natter::Test;
using namespace Natter::Xmpp;
using namespace std::chrono_literals;

class TestXmppClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsIn()
    {
        Stage s;
        QSignalSpy states(s.client.get(), &Client::stateChanged);
        QVERIFY(s.signIn());
        QCOMPARE(s.engine->url(), QUrl(QStringLiteral("ws://127.0.0.1:1/ws")));
        QCOMPARE(s.online.at(0).at(0).toBool(), false);
        QCOMPARE(s.client->boundJid().toString(), Me);
        QCOMPARE(s.client->state(), Client::State::Online);
        QCOMPARE(states.count(), 3);
        QVERIFY(s.engine->expectNothing());
    }

    void sendsNothingWhileOffline()
    {
        Stage s;
        QVERIFY(!s.send(QStringLiteral("m1")));
        s.client->sendChatState(*Jid::parse(u"3@natter.localhost"), true);
        s.connectAs();
        QVERIFY(!s.send(QStringLiteral("m1")));
        QVERIFY(s.engine->expectNothing());
    }

    void plainIsTheTokenWithoutAuthorizationIdentity()
    {
        Stage s;
        s.connectAs();
        s.engine->accept();
        QVERIFY(s.engine->expect(streamOpen(u"to", Domain)));
        s.engine->inject(streamOpen(u"from", Domain));
        s.engine->inject(mechanisms());
        const Element auth = s.engine->take();
        QCOMPARE(QByteArray::fromBase64(auth.text().toLatin1()), QByteArray("\0"
                                                                            "2\0t0ken",
                                                                     8));
    }

    void refusedSignInsAreTyped_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("not-authorized") << QStringLiteral("not-authorized") << ErrorKind::Unauthorized;
        QTest::newRow("credentials-expired")
            << QStringLiteral("credentials-expired") << ErrorKind::Unauthorized;
        QTest::newRow("temporary") << QStringLiteral("temporary-auth-failure") << ErrorKind::ServerFailure;
    }
    void refusedSignInsAreTyped()
    {
        QFETCH(QString, condition);
        QFETCH(ErrorKind, kind);
        Stage s;
        s.connectAs();
        QVERIFY(beginSignIn(*s.engine, Domain));
        s.engine->inject(QStringLiteral("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><%1/></failure>")
                             .arg(condition));
        const Error error = s.end();
        QCOMPARE(error.kind, kind);
        QCOMPARE(error.code, condition);
        QCOMPARE(s.client->state(), Client::State::Disconnected);
        QVERIFY(s.online.isEmpty());
    }

    void acknowledgesWhatTheEngineHandled()
    {
        Stage s;
        QVERIFY(s.signIn());
        QVERIFY(s.send(QStringLiteral("m1")));
        QVERIFY(s.send(QStringLiteral("m2")));
        QVERIFY(s.engine->expect(sentMessage(QStringLiteral("m1"))));
        QVERIFY(s.engine->expect(sentMessage(QStringLiteral("m2"))));
        QVERIFY(s.engine->expect(AckRequest));
        QVERIFY(s.send(QStringLiteral("m3")));
        QVERIFY(s.engine->expect(sentMessage(QStringLiteral("m3"))));
        QVERIFY2(s.engine->expectNothing(), "one request is open already");
        s.engine->inject(ack(5)); // three of the sign-in, m1, m2
        QTRY_COMPARE(s.acknowledgedIds(), QStringList({QStringLiteral("m1"), QStringLiteral("m2")}));
        QVERIFY2(s.engine->expect(AckRequest), "m3 went out after the first request");
        s.engine->inject(ack(6));
        QTRY_COMPARE(s.acknowledged.count(), 3);
        QVERIFY(s.engine->expectNothing());
    }

    void manyMessagesAreAskedAboutInBetween()
    {
        Stage s;
        QVERIFY(s.signIn());
        for (int i = 0; i < 70; ++i)
            QVERIFY(s.send(QString::number(i)));
        for (int i = 0; i < 64; ++i) {
            QVERIFY(s.engine->expect(sentMessage(QString::number(i))));
            if (i % 32 == 31)
                QVERIFY(s.engine->expect(AckRequest));
        }
        for (int i = 64; i < 70; ++i)
            QVERIFY(s.engine->expect(sentMessage(QString::number(i))));
        QVERIFY(s.engine->expectNothing());
        // A slow engine that answers now and then is alive.
        s.clock.advance(14s);
        s.engine->inject(ack(35));
        QTRY_COMPARE(s.acknowledged.count(), 32);
        s.clock.advance(14s);
        s.engine->inject(ack(67));
        QTRY_COMPARE(s.acknowledged.count(), 64);
        QVERIFY2(s.engine->expect(AckRequest), "for the last six");
        QVERIFY(s.disconnected.isEmpty());
        s.clock.advance(15s);
        QCOMPARE(s.end().kind, ErrorKind::Timeout);
    }

    void answersForWhatItHandled()
    {
        Stage s;
        QVERIFY(s.signIn());
        s.engine->inject(AckRequest);
        QVERIFY(s.engine->expect(ack(2)));
        s.engine->inject(QStringLiteral("<message from='3@natter.localhost/x'><body>hi</body></message>"));
        s.engine->inject(QStringLiteral("<unknown xmlns='urn:other'/>"));
        s.engine->inject(AckRequest);
        QVERIFY(s.engine->expect(ack(3)));
        QCOMPARE(s.received.count(), 1);
    }

    void endsWhenTheEngineClaimsTooMuch()
    {
        Stage s;
        QVERIFY(s.signIn());
        s.engine->inject(ack(4));
        const Error error = s.end();
        QCOMPARE(error.kind, ErrorKind::Protocol);
        QCOMPARE(error.code, QStringLiteral("handled-count-too-high"));
    }

    void resumesAndSendsTheRestAgain()
    {
        Stage s;
        QVERIFY(s.signIn());
        for (const auto* id : {"m1", "m2", "m3"})
            QVERIFY(s.send(QString::fromLatin1(id)));
        s.client->sendChatState(*Jid::parse(u"3@natter.localhost"), true);
        s.engine->fail();
        QCOMPARE(s.end().kind, ErrorKind::Network);
        s.engine->forgetSent();

        s.connectAs();
        QVERIFY(authenticate(*s.engine, Domain));
        QVERIFY(s.engine->expect(QStringLiteral("<resume xmlns='urn:xmpp:sm:3' previd='sm1' h='2'/>")));
        s.engine->inject(QStringLiteral("<resumed xmlns='urn:xmpp:sm:3' previd='sm1' h='4'/>"));
        s.engine->inject(
            QStringLiteral("<message from='3@natter.localhost/x'><body>meanwhile</body></message>"));
        QVERIFY(s.engine->expect(sentMessage(QStringLiteral("m2"))));
        QVERIFY(s.engine->expect(sentMessage(QStringLiteral("m3"))));
        QVERIFY(s.engine->expect(AckRequest));
        QVERIFY(s.engine->expectNothing());
        QCOMPARE(s.online.count(), 2);
        QCOMPARE(s.online.at(1).at(0).toBool(), true);
        QCOMPARE(s.client->boundJid().toString(), Me);
        QCOMPARE(s.acknowledgedIds(), QStringList{QStringLiteral("m1")});
        QCOMPARE(s.received.count(), 1);
        s.engine->inject(ack(6));
        QTRY_COMPARE(s.acknowledged.count(), 3);
        s.engine->inject(AckRequest);
        QVERIFY(s.engine->expect(ack(3)));
    }

    void bindsAnewWhenItCannotResume()
    {
        Stage s;
        QVERIFY(s.signIn());
        QVERIFY(s.send(QStringLiteral("m1")));
        QVERIFY(s.send(QStringLiteral("m2")));
        s.engine->fail();
        QCOMPARE(s.end().kind, ErrorKind::Network);
        s.engine->forgetSent();

        s.connectAs();
        QVERIFY(authenticate(*s.engine, Domain));
        QVERIFY(s.engine->expect(QStringLiteral("<resume xmlns='urn:xmpp:sm:3' previd='sm1' h='2'/>")));
        s.engine->inject(
            QStringLiteral("<failed xmlns='urn:xmpp:sm:3' h='4'>"
                           "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>"));
        QVERIFY(bindSession(*s.engine, Me, QStringLiteral("sm2")));
        QTRY_COMPARE(s.online.count(), 2);
        QCOMPARE(s.online.at(1).at(0).toBool(), false);
        QCOMPARE(s.acknowledgedIds(), QStringList{QStringLiteral("m1")});
        QVERIFY2(s.engine->expectNothing(), "the rest is the outbox's");
        QVERIFY(s.send(QStringLiteral("m2")));
        QVERIFY(s.engine->expect(sentMessage(QStringLiteral("m2"))));
        s.engine->inject(ack(4));
        QTRY_COMPARE(s.acknowledged.count(), 2);
    }

    void resumesAfterARefusedToken()
    {
        Stage s;
        QVERIFY(s.signIn());
        s.engine->fail();
        s.end();
        s.connectAs();
        QVERIFY(beginSignIn(*s.engine, Domain));
        s.engine->inject(
            QStringLiteral("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>"));
        QCOMPARE(s.end().kind, ErrorKind::Unauthorized);
        s.engine->forgetSent();
        s.connectAs();
        QVERIFY(authenticate(*s.engine, Domain));
        QVERIFY(s.engine->expect(QStringLiteral("<resume xmlns='urn:xmpp:sm:3' previd='sm1' h='2'/>")));
    }

    void neverResumesForeignOrForgottenSessions_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("another account") << QStringLiteral("account");
        QTest::newRow("forgotten while offline") << QStringLiteral("forget");
        QTest::newRow("forgotten while online") << QStringLiteral("forget-online");
        QTest::newRow("signed out") << QStringLiteral("disconnect");
        QTest::newRow("closed by the engine") << QStringLiteral("close");
        QTest::newRow("broken rule") << QStringLiteral("count");
    }
    void neverResumesForeignOrForgottenSessions()
    {
        QFETCH(QString, how);
        Stage s;
        QVERIFY(s.signIn());
        if (how == u"forget-online")
            s.client->forgetSession();
        if (how == u"disconnect")
            s.client->disconnectFromEngine();
        else if (how == u"close")
            s.engine->inject(CloseFrame);
        else if (how == u"count")
            s.engine->inject(ack(99));
        else
            s.engine->fail();
        s.end();
        if (how == u"forget")
            s.client->forgetSession();
        s.engine->forgetSent();
        const bool isOther = how == u"account";
        s.connectAs(isOther ? QStringLiteral("5@natter.localhost") : QStringLiteral("2@natter.localhost"));
        QVERIFY(authenticate(*s.engine, Domain));
        QVERIFY(bindSession(*s.engine, isOther ? QStringLiteral("5@natter.localhost/desk") : Me));
    }

    void mayForgetWhatItIsAboutToResume()
    {
        Stage s;
        QVERIFY(s.signIn());
        s.engine->fail();
        s.end();
        s.engine->forgetSent();
        s.connectAs();
        QVERIFY(authenticate(*s.engine, Domain));
        QVERIFY(s.engine->take().is(u"resume", u"urn:xmpp:sm:3"));
        s.client->forgetSession();
        s.engine->inject(QStringLiteral("<resumed xmlns='urn:xmpp:sm:3' previd='sm1' h='3'/>"));
        QTRY_COMPARE(s.online.count(), 2);
        s.engine->fail();
        s.end();
        s.connectAs();
        QVERIFY(authenticate(*s.engine, Domain));
        QVERIFY2(s.engine->take().is(u"iq", u"jabber:client"), "it binds anew");
    }

    void streamErrorsAreTyped_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("conflict") << QStringLiteral("conflict") << ErrorKind::Revoked;
        QTest::newRow("kicked") << QStringLiteral("policy-violation") << ErrorKind::Revoked;
        QTest::newRow("shutdown") << QStringLiteral("system-shutdown") << ErrorKind::Network;
        QTest::newRow("see-other-host") << QStringLiteral("see-other-host") << ErrorKind::Network;
        QTest::newRow("our mistake") << QStringLiteral("bad-format") << ErrorKind::Protocol;
    }
    void streamErrorsAreTyped()
    {
        QFETCH(QString, condition);
        QFETCH(ErrorKind, kind);
        Stage s;
        QVERIFY(s.signIn());
        s.engine->inject(streamError(condition));
        QVERIFY(s.engine->expect(CloseFrame));
        const Error error = s.end();
        QCOMPARE(error.kind, kind);
        QCOMPARE(error.code, condition);
    }

    void doesNotFollowToOtherHosts()
    {
        Stage s;
        QVERIFY(s.signIn());
        s.engine->inject(QStringLiteral(
            "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing' see-other-uri='wss://evil.example/ws'/>"));
        const Error error = s.end();
        QCOMPARE(error.kind, ErrorKind::Network);
        QCOMPARE(error.code, QStringLiteral("see-other-uri"));
        QVERIFY(!s.engine->isConnecting());
    }

    void brokenFramesEndTheSignIn_data()
    {
        QTest::addColumn<QString>("frame");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("document type")
            << QStringLiteral("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>") << ErrorKind::Protocol;
        QTest::newRow("not XML") << QStringLiteral("<html><body>502</html>") << ErrorKind::Protocol;
        QTest::newRow("empty") << QString() << ErrorKind::Protocol;
        QTest::newRow("deep") << overNested(600) << ErrorKind::Protocol;
        QTest::newRow("large") << largeMessage() << ErrorKind::TooLarge;
    }
    void brokenFramesEndTheSignIn()
    {
        QFETCH(QString, frame);
        QFETCH(ErrorKind, kind);
        Stage s;
        s.connectAs();
        QVERIFY(beginSignIn(*s.engine, Domain));
        s.engine->injectRaw(frame);
        QVERIFY(s.engine->expect(streamError(QStringLiteral("policy-violation"))));
        QVERIFY(s.engine->expect(CloseFrame));
        QCOMPARE(s.end().kind, kind);
        QVERIFY(s.online.isEmpty());
    }

    void whatAPeerCanCauseIsPassedOver_data()
    {
        QTest::addColumn<QString>("frame");
        const auto holding = [](const QString& payload) {
            return QStringLiteral(
                       "<message xmlns='jabber:client' from='3@natter.localhost/x'><body>x</body>") +
                   payload + QStringLiteral("</message>");
        };
        QTest::newRow("nested deeply") << overNested(40);
        QTest::newRow("nested absurdly") << overNested(600);
        QTest::newRow("nested beyond measure") << overNested(100'000);
        QTest::newRow("prefix of the stream") << holding(QStringLiteral("<stream:b/>"));
        QTest::newRow("comment") << holding(QStringLiteral("<!-- -->"));
        QTest::newRow("processing instruction") << holding(QStringLiteral("<?php ?>"));
        QTest::newRow("document type") << QStringLiteral("<!DOCTYPE a>") + holding({});
        QTest::newRow("character that is none") << holding(QStringLiteral("&#0;"));
        QTest::newRow("unclosed") << holding(QStringLiteral("<a>"));
        QTest::newRow("two roots") << holding({}) + holding({});
        QTest::newRow("large") << largeMessage();
        QTest::newRow("very large") << largeMessage(8);
    }
    void whatAPeerCanCauseIsPassedOver()
    {
        QFETCH(QString, frame);
        Stage s;
        QVERIFY(s.signIn());
        for (int i = 0; i < 3; ++i)
            s.engine->injectRaw(frame);
        s.engine->inject(QStringLiteral("<message from='3@natter.localhost/x'><body>after</body></message>"));
        QTRY_COMPARE(s.received.size(), 1);
        QCOMPARE(s.received.first().first().value<InboundMessage>().body, QStringLiteral("after"));
        s.engine->inject(AckRequest);
        QVERIFY2(s.engine->expect(ack(6)), "or they would come again and again");
        QVERIFY(s.disconnected.isEmpty());
    }

    /// Nor does what is passed over keep a question open.
    void aLostAnswerTimesOutAmidGarbage()
    {
        Stage s;
        QVERIFY(s.signIn());
        const auto page = s.client->requestArchive({});
        const Element question = s.engine->take();
        s.engine->injectRaw(
            QStringLiteral("<iq xmlns='jabber:client' type='result' id='%1'><stream:fin/></iq>")
                .arg(question.attribute(u"id")));
        for (int second = 0; second < 30; second += 5) {
            QVERIFY(!page.isFinished());
            s.clock.advance(5s);
            s.engine->injectRaw(overNested(600));
        }
        QTRY_VERIFY(page.isFinished());
        QCOMPARE(page.result().error().kind, ErrorKind::Timeout);
        QVERIFY(s.disconnected.isEmpty());
    }

    void aPassedOverMessageDoesNotComeBackByResumption()
    {
        Stage s;
        QVERIFY(s.signIn());
        s.engine->inject(overNested(40));
        s.engine->inject(AckRequest);
        QVERIFY(s.engine->expect(ack(3)));
        s.engine->fail(Error{ErrorKind::Network, Retry::later(), {}, {}});
        QCOMPARE(s.end().kind, ErrorKind::Network);
        s.connectAs();
        QVERIFY(authenticate(*s.engine, Domain));
        QCOMPARE(s.engine->take().attribute(u"h"), QStringLiteral("3"));
    }

    void whatIsPassedOverInAPageIsLeftOut()
    {
        Stage s;
        QVERIFY(s.signIn());
        const auto page = s.client->requestArchive({});
        const Element question = s.engine->take();
        const QString queryId = question.child(u"query", Ns::Mam).attribute(u"queryid");
        const auto result = [&queryId](const QString& id, const QString& inner) {
            return QStringLiteral("<message xmlns='jabber:client' from='2@natter.localhost'>"
                                  "<result xmlns='urn:xmpp:mam:2' queryid='%1' id='%2'>"
                                  "<forwarded xmlns='urn:xmpp:forward:0'>"
                                  "<message xmlns='jabber:client' from='3@natter.localhost/x'>%3</message>"
                                  "</forwarded></result></message>")
                .arg(queryId, id, inner);
        };
        s.engine->injectRaw(result(QStringLiteral("a1"), QStringLiteral("<stream:b/>")));
        s.engine->injectRaw(result(QStringLiteral("a2"), QStringLiteral("<body>two</body>")));
        s.engine->injectRaw(result(QStringLiteral("a3"), overNested(600)));
        s.engine->injectRaw(result(QStringLiteral("a4"), largeMessage()));
        s.engine->inject(
            QStringLiteral("<iq type='result' id='%1'><fin xmlns='urn:xmpp:mam:2'><set "
                           "xmlns='http://jabber.org/protocol/rsm'><first>a1</first><last>a4</last></set>"
                           "</fin></iq>")
                .arg(question.attribute(u"id")));
        QTRY_VERIFY(page.isFinished());
        QVERIFY(page.result().isOk());
        QCOMPARE(page.result()->messages.size(), 1);
        QCOMPARE(page.result()->messages.first().stanzaId, StanzaId(QStringLiteral("a2")));
        QCOMPARE(page.result()->firstId, StanzaId(QStringLiteral("a1")));
        QCOMPARE(page.result()->lastId, StanzaId(QStringLiteral("a4")));
        QVERIFY(s.disconnected.isEmpty());
        s.engine->inject(AckRequest);
        QVERIFY(s.engine->expect(ack(7)));
    }

    void silenceIsAskedAboutAndThenIsDeath()
    {
        Stage s;
        QVERIFY(s.signIn());
        s.clock.advance(59s);
        QVERIFY(s.engine->expectNothing(1200));
        s.clock.advance(1s);
        QVERIFY(s.engine->expect(QStringLiteral(
            "<iq type='get' id='*' to='natter.localhost'><ping xmlns='urn:xmpp:ping'/></iq>")));
        s.engine->inject(
            QStringLiteral("<iq type='result' id='%1' from='natter.localhost'/>").arg(s.engine->lastId()));
        s.clock.advance(20s);
        QVERIFY2(s.engine->expectNothing(1200), "an answer is life");
        s.client->checkConnection();
        s.client->checkConnection();
        QVERIFY(s.engine->expect(QStringLiteral(
            "<iq type='get' id='*' to='natter.localhost'><ping xmlns='urn:xmpp:ping'/></iq>")));
        QVERIFY2(s.engine->expectNothing(), "one question is enough");
        s.clock.advance(15s);
        QCOMPARE(s.end().kind, ErrorKind::Timeout);
        QVERIFY2(s.engine->expectNothing(), "a close would make the session impossible to resume");
        s.connectAs();
        QVERIFY(authenticate(*s.engine, Domain));
        QVERIFY(s.engine->take().is(u"resume", u"urn:xmpp:sm:3"));
    }

    void anUnansweredAcknowledgementIsDeathToo()
    {
        Stage s;
        QVERIFY(s.signIn());
        QVERIFY(s.send(QStringLiteral("m1")));
        s.engine->take();
        QVERIFY(s.engine->expect(AckRequest));
        s.clock.advance(15s);
        QCOMPARE(s.end().kind, ErrorKind::Timeout);
    }

    void aSilentSignInTimesOut()
    {
        Stage s;
        s.connectAs();
        s.engine->accept();
        s.clock.advance(20s);
        QCOMPARE(s.end().kind, ErrorKind::Timeout);
    }

    void signsOutInGoodOrder()
    {
        Stage s;
        QVERIFY(s.signIn());
        s.client->disconnectFromEngine();
        QVERIFY(s.engine->expect(ack(2)));
        QVERIFY(s.engine->expect(CloseFrame));
        QCOMPARE(s.end().kind, ErrorKind::Cancelled);
        QVERIFY(!s.send(QStringLiteral("m1")));
    }

    void waitsForTheEnginesCloseButNotForEver_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::newRow("nothing") << QString();
        QTest::newRow("something else") << QStringLiteral(
            "<message xmlns='jabber:client' from='3@natter.localhost/x'><body>late</body></message>");
        QTest::newRow("noise") << QStringLiteral("<!-- -->");
    }
    void waitsForTheEnginesCloseButNotForEver()
    {
        QFETCH(QString, answer);
        Stage s;
        QVERIFY(s.signIn());
        s.engine->setAnswersClose(false);
        s.client->disconnectFromEngine();
        s.engine->injectRaw(answer);
        QTest::qWait(50);
        QVERIFY2(s.engine->isOpen(), "the last words need a moment");
        QVERIFY(s.disconnected.isEmpty());
        QVERIFY(!s.send(QStringLiteral("m1")));
        QCOMPARE(s.end().kind, ErrorKind::Cancelled);
        QVERIFY(s.received.isEmpty());
    }

    void saysGoodbyeWhenItDies()
    {
        Stage s;
        QVERIFY(s.signIn());
        const auto said = s.engine->everythingSent();
        said->clear();
        s.client.reset();
        QCOMPARE(said->size(), 2);
        QVERIFY(said->at(0).startsWith(QStringLiteral("<a ")));
        QVERIFY(said->at(1).startsWith(QStringLiteral("<close ")));
    }

    void aSecondRequestToEndEndsAtOnce()
    {
        Stage s;
        QVERIFY(s.signIn());
        s.engine->setAnswersClose(false);
        s.client->disconnectFromEngine();
        s.client->disconnectFromEngine();
        QVERIFY(!s.engine->isOpen());
        QCOMPARE(s.end().kind, ErrorKind::Cancelled);
        QCOMPARE(s.disconnected.count(), 0);
    }

    void mayBeToldToEndFromItsOwnSignals()
    {
        Stage s;
        connect(s.client.get(), &Client::online, s.client.get(), &Client::disconnectFromEngine);
        s.connectAs();
        QVERIFY(Test::signIn(*s.engine, Me));
        QCOMPARE(s.end().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestXmppClient)
#include "tst_xmpp_client.moc"
