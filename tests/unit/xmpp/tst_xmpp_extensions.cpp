// SPDX-License-Identifier: Apache-2.0
#include "Xml.h"
#include "xmpp/Caps.h"
#include "xmpp/Carbons.h"
#include "xmpp/ChatState.h"
#include "xmpp/Delay.h"
#include "xmpp/Disco.h"
#include "xmpp/Forwarding.h"
#include "xmpp/IqResponder.h"
#include "xmpp/Ping.h"
#include "xmpp/Presence.h"
#include "xmpp/ResultSet.h"
#include "xmpp/Roster.h"
#include "xmpp/StableIds.h"
#include "xmpp/StanzaAddress.h"

#include <QTest>

using namespace Natter;
using namespace Natter::Test;
using namespace Natter::Xmpp;

namespace {

const Jid Own = *Jid::parse(u"2@d/desk");

Element messageWith(const QString& inside)
{
    return xml(QStringLiteral("<message xmlns='jabber:client' from='3@d/x'>%1</message>").arg(inside));
}

Iq question(const char* type, const QString& payload)
{
    return *Iq::fromXml(xml(QStringLiteral("<iq xmlns='jabber:client' id='q' from='3@d/x' type='%1'>%2</iq>")
                                .arg(QLatin1String(type), payload)));
}

} // namespace

class TestXmppExtensions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addresses()
    {
        QVERIFY(addressOf(xml("<a/>"), u"from") == Jid());
        QVERIFY(!addressOf(xml("<a from=''/>"), u"from"));
        QVERIFY(!addressOf(xml("<a from='a@'/>"), u"from"));
        QVERIFY(isFromOwnAccount(Jid(), Own));
        QVERIFY(isFromOwnAccount(*Jid::parse(u"2@d"), Own));
        QVERIFY(!isFromOwnAccount(*Jid::parse(u"2@d/desk"), Own));
        QVERIFY(!isFromOwnAccount(*Jid::parse(u"d"), Own));
        QVERIFY(!isFromOwnAccount(*Jid::parse(u"2@d.evil"), Own));
    }

    void delayStampsOfXep0082_data()
    {
        QTest::addColumn<QString>("stamp");
        QTest::addColumn<QTime>("time");
        QTest::newRow("seconds") << QStringLiteral("2026-01-02T03:04:05Z") << QTime(3, 4, 5);
        QTest::newRow("microseconds") << QStringLiteral("2026-01-02T03:04:05.678901Z") << QTime(3, 4, 5, 679);
        QTest::newRow("offset") << QStringLiteral("2026-01-02T05:04:05+02:00") << QTime(3, 4, 5);
        QTest::newRow("nonsense") << QStringLiteral("soon") << QTime();
        QTest::newRow("nothing") << QString() << QTime();
    }
    void delayStampsOfXep0082()
    {
        QFETCH(QString, stamp);
        QFETCH(QTime, time);
        const QDateTime sent =
            delayInside(messageWith(QStringLiteral("<delay xmlns='urn:xmpp:delay' stamp='%1'/>").arg(stamp)));
        QCOMPARE(sent.isValid(), time.isValid());
        QCOMPARE(sent.timeSpec(), time.isValid() ? Qt::UTC : Qt::LocalTime);
        QCOMPARE(sent.time(), time);
    }

    void stanzaIds_data()
    {
        QTest::addColumn<QString>("inside");
        QTest::addColumn<QString>("id");
        const QString id = QStringLiteral("<stanza-id xmlns='urn:xmpp:sid:0' by='%1' id='%2'/>");
        QTest::newRow("own archive") << id.arg("2@d", "a1") << "a1";
        QTest::newRow("sender's archive") << id.arg("3@d", "a1") << "";
        QTest::newRow("server") << id.arg("d", "a1") << "";
        QTest::newRow("own device") << id.arg("2@d/desk", "a1") << "";
        QTest::newRow("forged first") << QString(id.arg("3@d", "x") + id.arg("2@d", "a1")) << "a1";
        QTest::newRow("nobody") << QStringLiteral("<stanza-id xmlns='urn:xmpp:sid:0' id='a1'/>") << "";
        QTest::newRow("namespace") << QStringLiteral("<stanza-id xmlns='urn:x' by='2@d' id='a1'/>") << "";
        QTest::newRow("endless") << id.arg("2@d", QString(300, u'x')) << "";
    }
    void stanzaIds()
    {
        QFETCH(QString, inside);
        QFETCH(QString, id);
        QCOMPARE(stanzaIdInside(messageWith(inside), Own).toString(), id);
    }

    void originIds()
    {
        const OriginId id(QStringLiteral("o<1>"));
        const Element message(u"message", u"jabber:client", {}, {originIdElement(id)});
        QCOMPARE(originIdInside(message), id);
        QVERIFY(originIdInside(messageWith(QStringLiteral("<origin-id xmlns='urn:x' id='o'/>"))).isEmpty());
        QVERIFY(originIdInside(messageWith(QStringLiteral("<origin-id xmlns='urn:xmpp:sid:0'/>"))).isEmpty());
    }

    void chatStates_data()
    {
        QTest::addColumn<QString>("inside");
        QTest::addColumn<QString>("state");
        const QString state = QStringLiteral("<%1 xmlns='http://jabber.org/protocol/chatstates'/>");
        QTest::newRow("composing") << state.arg("composing") << "yes";
        for (const char* name : {"active", "paused", "inactive", "gone"})
            QTest::newRow(name) << state.arg(QLatin1String(name)) << "no";
        QTest::newRow("invented") << state.arg("dancing") << "none";
        QTest::newRow("namespace") << QStringLiteral("<composing xmlns='jabber:client'/>") << "none";
        QTest::newRow("nothing") << QString() << "none";
    }
    void chatStates()
    {
        QFETCH(QString, inside);
        QFETCH(QString, state);
        const auto composing = isComposingInside(messageWith(inside));
        QCOMPARE(composing ? (*composing ? "yes" : "no") : "none", state);
    }

    void forwarding()
    {
        const auto forwarded = Forwarded::inside(messageWith(
            QStringLiteral("<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' id='i'/>"
                           "<delay xmlns='urn:xmpp:delay' stamp='2026-01-02T03:04:05Z'/></forwarded>")));
        QVERIFY(forwarded);
        QCOMPARE(forwarded->message.attribute(u"id"), QStringLiteral("i"));
        QVERIFY(forwarded->time.isValid());
        QVERIFY(!Forwarded::inside(messageWith(QStringLiteral("<forwarded xmlns='urn:xmpp:forward:0'/>"))));
        QVERIFY(!Forwarded::inside(messageWith(
            QStringLiteral("<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='x'/></forwarded>"))));
    }

    void carbons_data()
    {
        QTest::addColumn<QString>("carrier");
        QTest::addColumn<QString>("direction");
        QTest::addColumn<QString>("copy");
        QTest::addColumn<bool>("isGood");
        const QString sent = QStringLiteral("from='2@d/phone' to='3@d'");
        const QString received = QStringLiteral("from='3@d/x' to='2@d/phone'");
        QTest::newRow("sent") << "from='2@d'"
                              << "sent" << sent << true;
        QTest::newRow("received") << "from='2@d'"
                                  << "received" << received << true;
        QTest::newRow("forged by somebody") << "from='3@d/x'"
                                            << "sent" << sent << false;
        QTest::newRow("forged by the server's name") << "from='d'"
                                                     << "sent" << sent << false;
        QTest::newRow("by an own device") << "from='2@d/phone'"
                                          << "received" << received << false;
        QTest::newRow("by nobody") << ""
                                   << "received" << received << false;
        QTest::newRow("sent by another") << "from='2@d'"
                                         << "sent"
                                         << "from='3@d/x' to='4@d'" << false;
        QTest::newRow("received by another") << "from='2@d'"
                                             << "received"
                                             << "from='3@d/x' to='4@d'" << false;
        QTest::newRow("no direction") << "from='2@d'"
                                      << "private" << sent << false;
    }
    void carbons()
    {
        QFETCH(QString, carrier);
        QFETCH(QString, direction);
        QFETCH(QString, copy);
        QFETCH(bool, isGood);
        const Element message =
            xml(QStringLiteral("<message xmlns='jabber:client' %1><%2 xmlns='urn:xmpp:carbons:2'>"
                               "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
                               "%3/></forwarded></%2></message>")
                    .arg(carrier, direction, copy));
        const auto carbon = Carbon::fromXml(message, Own);
        QCOMPARE(carbon.has_value(), isGood);
        if (carbon)
            QCOMPARE(carbon->isSent, direction == u"sent");
    }

    void resultSets()
    {
        QVERIFY(PageRequest({20, QString(QLatin1String("")), {}}).toXml() ==
                xml("<set xmlns='http://jabber.org/protocol/rsm'><max>20</max><before/></set>"));
        QVERIFY(PageRequest({20, {}, QStringLiteral("z")}).toXml() ==
                xml("<set xmlns='http://jabber.org/protocol/rsm'><max>20</max><after>z</after></set>"));
        const PageEnds ends = PageEnds::inside(xml("<fin><set xmlns='http://jabber.org/protocol/rsm'><first "
                                                   "index='0'>a</first><last>b</last></set></fin>"));
        QCOMPARE(ends.first, QStringLiteral("a"));
        QCOMPARE(ends.last, QStringLiteral("b"));
        QVERIFY(PageEnds::inside(xml("<fin/>")).first.isEmpty());
    }

    void roster()
    {
        const auto roster = Roster::fromXml(
            xml("<query xmlns='jabber:iq:roster'><item jid='3@d/x' name=' A&#10;B ' subscription='both'/>"
                "<item name='no address'/><item jid='@'/><other jid='5@d'/>"
                "<item jid='4@d' subscription='remove'/></query>"));
        QVERIFY(roster);
        QCOMPARE(roster->items.size(), 2);
        QCOMPARE(roster->items.at(0).jid.toString(), QStringLiteral("3@d"));
        QCOMPARE(roster->items.at(0).name, QStringLiteral("A B"));
        QVERIFY(!roster->items.at(0).isRemoved);
        QVERIFY(roster->items.at(1).isRemoved);
        QVERIFY(!Roster::fromXml(xml("<query xmlns='jabber:iq:private'/>")));
    }

    void presence_data()
    {
        QTest::addColumn<QString>("attributes");
        QTest::addColumn<QString>("meaning");
        QTest::newRow("there") << "from='3@d/x'"
                               << "there";
        QTest::newRow("gone") << "from='3@d/x' type='unavailable'"
                              << "gone";
        QTest::newRow("nobody") << ""
                                << "nothing";
        QTest::newRow("no address") << "from='@'"
                                    << "nothing";
        for (const char* type :
            {"subscribe", "subscribed", "unsubscribe", "unsubscribed", "probe", "error", "x"})
            QTest::newRow(type) << QStringLiteral("from='3@d/x' type='%1'").arg(QLatin1String(type))
                                << "nothing";
    }
    void presence()
    {
        QFETCH(QString, attributes);
        QFETCH(QString, meaning);
        const auto found = Availability::fromXml(
            xml(QStringLiteral("<presence xmlns='jabber:client' %1/>").arg(attributes)));
        QCOMPARE(found ? (found->isAvailable ? "there" : "gone") : "nothing", meaning);
    }

    /// The example of XEP-0115, 5.2.
    void verificationStringOfTheXep()
    {
        DiscoInfo info;
        info.identities = {{QStringLiteral("client"), QStringLiteral("pc"), QStringLiteral("Exodus 0.9.1")}};
        info.features = {QStringLiteral("http://jabber.org/protocol/disco#info"),
            QStringLiteral("http://jabber.org/protocol/muc"),
            QStringLiteral("http://jabber.org/protocol/caps"),
            QStringLiteral("http://jabber.org/protocol/disco#items")};
        QCOMPARE(verificationString(info), QStringLiteral("QgayPKawpkPSDYmwT/WM94uAlu0="));
    }

    void discoInfo()
    {
        const auto info = DiscoInfo::fromXml(
            xml("<query xmlns='http://jabber.org/protocol/disco#info'><identity category='account' "
                "type='registered'/>"
                "<feature var='urn:xmpp:sid:0'/><feature/><x xmlns='jabber:x:data'/></query>"));
        QVERIFY(info);
        QVERIFY(info->node.isNull());
        QVERIFY(info->features.contains(QStringLiteral("urn:xmpp:sid:0")));
        QVERIFY(!DiscoInfo::fromXml(xml("<query xmlns='http://jabber.org/protocol/disco#items'/>")));
    }

    void answersForItself()
    {
        const QString query = QStringLiteral("<query xmlns='http://jabber.org/protocol/disco#info' %1/>");
        const Iq plain = replyTo(question("get", query.arg(QString())));
        QCOMPARE(plain.type, Iq::Type::Result);
        const auto info = DiscoInfo::fromXml(plain.payload);
        QVERIFY(info);
        QVERIFY(info->identities.value(0).name.isNull()); // brands have names of their own
        QCOMPARE(capsElement().attribute(u"ver"), verificationString(*info));
        const Iq node = replyTo(question("get", query.arg(QStringLiteral("node='%1'").arg(capsNode()))));
        QCOMPARE(node.payload.attribute(u"node"), capsNode());
        const Iq unknown = replyTo(question("get", query.arg(QStringLiteral("node='x#y'"))));
        QCOMPARE(unknown.failure->condition, QStringLiteral("item-not-found"));
    }

    void answersNothingElse_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("payload");
        QTest::newRow("set ping") << QByteArray("set") << QStringLiteral("<ping xmlns='urn:xmpp:ping'/>");
        QTest::newRow("other ping") << QByteArray("get") << QStringLiteral("<ping xmlns='urn:x'/>");
        QTest::newRow("nothing") << QByteArray("get") << QString();
        QTest::newRow("roster push") << QByteArray("set")
                                     << QStringLiteral("<query xmlns='jabber:iq:roster'/>");
    }
    void answersNothingElse()
    {
        QFETCH(QByteArray, type);
        QFETCH(QString, payload);
        const Iq reply = replyTo(question(type.constData(), payload));
        QCOMPARE(reply.type, Iq::Type::Error);
        QCOMPARE(reply.to.toString(), QStringLiteral("3@d/x"));
        QCOMPARE(reply.failure->condition, QStringLiteral("service-unavailable"));
    }

    void pings()
    {
        QVERIFY(isPingRequest(pingRequest()));
        QCOMPARE(
            replyTo(question("get", QStringLiteral("<ping xmlns='urn:xmpp:ping'/>"))).type, Iq::Type::Result);
    }
};

QTEST_GUILESS_MAIN(TestXmppExtensions)
#include "tst_xmpp_extensions.moc"
