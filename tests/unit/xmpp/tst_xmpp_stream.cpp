// SPDX-License-Identifier: Apache-2.0
#include "Xml.h"
#include "xmpp/Bind.h"
#include "xmpp/Framing.h"
#include "xmpp/Iq.h"
#include "xmpp/Sasl.h"
#include "xmpp/StreamError.h"
#include "xmpp/StreamFeatures.h"
#include "xmpp/StreamLedger.h"
#include "xmpp/StreamManagement.h"

#include <QTest>

using namespace Natter;
using namespace Natter::Test;
using namespace Natter::Xmpp;

namespace {

Element message(const QString& id)
{
    return {u"message", u"jabber:client", {{u"id", id}}};
}

Element presence()
{
    return {u"presence", u"jabber:client"};
}

} // namespace

class TestXmppStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void open()
    {
        const auto open = StreamOpen::fromXml(
            xml("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='d' version='1.0'/>"));
        QVERIFY(open);
        QCOMPARE(open->from, QStringLiteral("d"));
        QVERIFY(!StreamOpen::fromXml(xml("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='d'/>")));
        QVERIFY(!StreamOpen::fromXml(
            xml("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='d' version='2.0'/>")));
        QVERIFY(!StreamOpen::fromXml(xml("<open xmlns='urn:other' from='d' version='1.0'/>")));
        QVERIFY(StreamOpen({QStringLiteral("d"), {}}).toXml() ==
                xml("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='d' version='1.0'/>"));
    }

    void close()
    {
        QVERIFY(StreamClose::fromXml(StreamClose{}.toXml()));
        QVERIFY(!StreamClose::fromXml(xml("<close xmlns='urn:other'/>")));
    }

    void features()
    {
        const auto features = StreamFeatures::fromXml(
            xml("<s:features xmlns:s='http://etherx.jabber.org/streams'>"
                "<mechanisms "
                "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism><other/></mechanisms>"
                "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:2'/></s:features>"));
        QVERIFY(features);
        QCOMPARE(features->mechanisms, QStringList{QStringLiteral("PLAIN")});
        QVERIFY(features->hasBind);
        QVERIFY2(!features->hasStreamManagement, "version 2 is another protocol");
        QVERIFY(!StreamFeatures::fromXml(xml("<features xmlns='jabber:client'/>")));
    }

    void streamError()
    {
        const auto error = StreamError::fromXml(
            xml("<s:error xmlns:s='http://etherx.jabber.org/streams'>"
                "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>conflict</text>"
                "<app xmlns='urn:app'/><reset xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></s:error>"));
        QVERIFY(error);
        QCOMPARE(error->condition, QStringLiteral("reset"));
        const auto bare = StreamError::fromXml(xml("<s:error xmlns:s='http://etherx.jabber.org/streams'/>"));
        QVERIFY(bare);
        QCOMPARE(bare->condition, QStringLiteral("undefined-condition"));
        QVERIFY(!StreamError::fromXml(xml("<error xmlns='jabber:client'/>")));
    }

    void saslPlainBytes()
    {
        const Element auth = saslPlain(QStringLiteral("p11\\20é"), Secret(QByteArrayLiteral("a.b.c")));
        QCOMPARE(auth.attribute(u"mechanism"), QStringLiteral("PLAIN"));
        const QByteArray expected = QByteArray(1, '\0') + "p11\\20\xC3\xA9" + '\0' + "a.b.c";
        QCOMPARE(QByteArray::fromBase64(auth.text().toLatin1()), expected);
    }

    void saslFailure()
    {
        const auto failure = SaslFailure::fromXml(
            xml("<failure "
                "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><text>no</text><account-disabled/></failure>"));
        QVERIFY(failure);
        QCOMPARE(failure->toError().kind, ErrorKind::Unauthorized);
        QCOMPARE(failure->toError().code, QStringLiteral("account-disabled"));
        QVERIFY(!SaslFailure::fromXml(xml("<failure xmlns='urn:other'/>")));
        QVERIFY(!isSaslSuccess(xml("<success xmlns='urn:other'/>")));
    }

    void bind_data()
    {
        QTest::addColumn<QString>("jid");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("full") << QStringLiteral("2@d/r") << true;
        QTest::newRow("bare") << QStringLiteral("2@d") << false;
        QTest::newRow("domain") << QStringLiteral("d/r") << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("none") << QStringLiteral("@@//") << false;
    }
    void bind()
    {
        QFETCH(QString, jid);
        QFETCH(bool, isGood);
        const QString answer =
            QStringLiteral("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>%1</jid></bind>");
        QCOMPARE(boundAddress(xml(answer.arg(jid))).has_value(), isGood);
        QVERIFY(!boundAddress(xml("<bind xmlns='urn:other'><jid>2@d/r</jid></bind>")));
        QVERIFY(bindRequest({}) == xml("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"));
    }

    void iq_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("result") << QStringLiteral("<iq xmlns='jabber:client' type='result' id='1'/>") << true;
        QTest::newRow("no id") << QStringLiteral("<iq xmlns='jabber:client' type='result'/>") << false;
        QTest::newRow("no type") << QStringLiteral("<iq xmlns='jabber:client' id='1'/>") << false;
        QTest::newRow("wrong type") << QStringLiteral("<iq xmlns='jabber:client' type='x' id='1'/>") << false;
        QTest::newRow("wrong namespace")
            << QStringLiteral("<iq xmlns='jabber:server' type='get' id='1'/>") << false;
        QTest::newRow("bad sender") << QStringLiteral(
                                           "<iq xmlns='jabber:client' type='get' id='1' from='a@@b'/>")
                                    << false;
        QTest::newRow("empty sender")
            << QStringLiteral("<iq xmlns='jabber:client' type='get' id='1' from=''/>") << false;
    }
    void iq()
    {
        QFETCH(QString, text);
        QFETCH(bool, isGood);
        QCOMPARE(Iq::fromXml(xml(text)).has_value(), isGood);
    }

    void iqAnswersGoBack()
    {
        const auto question =
            Iq::fromXml(xml("<iq xmlns='jabber:client' type='get' id='1' from='a@b/c'><q xmlns='q'/></iq>"));
        QVERIFY(question);
        QVERIFY(question->payload.is(u"q", u"q"));
        QVERIFY(
            question->result().toXml() == xml("<iq xmlns='jabber:client' type='result' id='1' to='a@b/c'/>"));
    }

    void stanzaErrors_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("condition");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("missing") << "cancel"
                                 << "item-not-found" << ErrorKind::NotFound;
        QTest::newRow("forbidden") << "auth"
                                   << "forbidden" << ErrorKind::Unauthorized;
        QTest::newRow("too fast") << "wait"
                                  << "resource-constraint" << ErrorKind::RateLimited;
        QTest::newRow("broken") << "cancel"
                                << "internal-server-error" << ErrorKind::ServerFailure;
        QTest::newRow("invented") << "x"
                                  << "no-such-condition" << ErrorKind::ServerFailure;
    }
    void stanzaErrors()
    {
        QFETCH(QString, type);
        QFETCH(QString, condition);
        QFETCH(ErrorKind, kind);
        const auto error = StanzaError::ofStanza(
            xml(QStringLiteral("<iq xmlns='jabber:client' type='error' id='1'><q xmlns='q'/><error type='%1'>"
                               "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><%2 "
                               "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                               "</error></iq>")
                    .arg(type, condition)));
        QVERIFY(error);
        QCOMPARE(error->toError().kind, kind);
        QCOMPARE(error->toError().code, condition);
    }

    void stanzaErrorsOnlyInErrors()
    {
        QVERIFY(!StanzaError::ofStanza(xml("<iq xmlns='jabber:client' type='result' id='1'><error/></iq>")));
        const auto empty = StanzaError::ofStanza(xml("<message xmlns='jabber:client' type='error'/>"));
        QVERIFY(empty);
        QCOMPARE(empty->condition, QStringLiteral("undefined-condition"));
    }

    void streamManagement()
    {
        QCOMPARE(SmEnabled::fromXml(xml("<enabled xmlns='urn:xmpp:sm:3' id='x' resume='1'/>"))->resumptionId,
            QStringLiteral("x"));
        QVERIFY(SmEnabled::fromXml(xml("<enabled xmlns='urn:xmpp:sm:3' id='x'/>"))->resumptionId.isEmpty());
        QVERIFY(!SmEnabled::fromXml(xml("<enabled xmlns='urn:xmpp:sm:2' id='x' resume='true'/>")));
        QCOMPARE(SmAnswer::fromXml(xml("<a xmlns='urn:xmpp:sm:3' h='4294967295'/>"))->handled, 4294967295U);
        for (const char* h : {"", " h=''", " h='-1'", " h='4294967296'", " h='x'"})
            QVERIFY(!SmAnswer::fromXml(
                xml(QStringLiteral("<a xmlns='urn:xmpp:sm:3'%1/>").arg(QLatin1String(h)))));
        QVERIFY(!SmResumed::fromXml(xml("<resumed xmlns='urn:xmpp:sm:3' previd='x'/>")));
        const auto failed = SmFailed::fromXml(xml("<failed xmlns='urn:xmpp:sm:3'/>"));
        QVERIFY(failed);
        QVERIFY(!failed->handled);
    }

    void ledgerAcknowledgesInOrder()
    {
        StreamLedger ledger;
        ledger.countSent(presence());
        ledger.countSent(message(QStringLiteral("1")), OriginId(QStringLiteral("1")));
        ledger.countSent(message(QStringLiteral("2")), OriginId(QStringLiteral("2")));
        QCOMPARE(ledger.acknowledge(0), QList<OriginId>());
        QCOMPARE(ledger.acknowledge(2), QList<OriginId>{OriginId(QStringLiteral("1"))});
        QCOMPARE(ledger.acknowledge(2), QList<OriginId>());
        QVERIFY2(!ledger.acknowledge(4), "more than was sent");
        QVERIFY2(!ledger.acknowledge(1), "less than it said before");
        QCOMPARE(ledger.acknowledge(3), QList<OriginId>{OriginId(QStringLiteral("2"))});
    }

    void ledgerKnowsWhatWasNotAskedAbout()
    {
        StreamLedger ledger;
        ledger.countSent(presence());
        QCOMPARE(ledger.messagesSinceRequest(), 0);
        ledger.countSent(message(QStringLiteral("1")), OriginId(QStringLiteral("1")));
        QCOMPARE(ledger.messagesSinceRequest(), 1);
        ledger.noteRequested();
        ledger.countSent(presence());
        QCOMPARE(ledger.messagesSinceRequest(), 0);
    }

    void ledgerGivesBackMessagesOnly()
    {
        StreamLedger ledger;
        for (const auto* id : {"1", "2", "3"}) {
            ledger.countSent(message(QString::fromLatin1(id)), OriginId(QString::fromLatin1(id)));
            ledger.countSent(presence());
        }
        QVERIFY(ledger.acknowledge(1));
        const auto rest = ledger.takeUnacknowledged();
        QCOMPARE(rest.size(), 2);
        QCOMPARE(rest.at(0).id.toString(), QStringLiteral("2"));
        QVERIFY(rest.at(1).stanza == message(QStringLiteral("3")));
        ledger.countSent(rest.at(0).stanza, rest.at(0).id);
        QCOMPARE(ledger.acknowledge(2), QList<OriginId>{OriginId(QStringLiteral("2"))});
    }

    void ledgerCountsStanzasOnly()
    {
        QVERIFY(StreamLedger::isStanza(presence()));
        QVERIFY(!StreamLedger::isStanza(smRequest()));
        QVERIFY(!StreamLedger::isStanza(Element(u"message", u"jabber:server")));
    }
};

QTEST_GUILESS_MAIN(TestXmppStream)
#include "tst_xmpp_stream.moc"
