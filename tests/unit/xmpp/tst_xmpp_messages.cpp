// SPDX-License-Identifier: Apache-2.0
#include "Xml.h"
#include "xmpp/ArchivePages.h"
#include "xmpp/ElementWriter.h"
#include "xmpp/MessageStanza.h"

#include <QTest>

using namespace Natter;
using namespace Natter::Test;
using namespace Natter::Xmpp;

namespace {

const MessageReader Reader{*Jid::parse(u"2@d/desk"), true};

std::optional<ReceivedMessage> received(const QString& attributes, const QString& inside)
{
    return receivedMessage(
        xml(QStringLiteral("<message xmlns='jabber:client' %1>%2</message>").arg(attributes, inside)),
        Reader);
}

QString carbon(const QString& direction, const QString& copy)
{
    return QStringLiteral(
        "<%1 xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>%2</forwarded></%1>")
        .arg(direction, copy);
}

Element archived(const QString& from, const QString& queryId, const QString& id, const QString& body)
{
    return xml(QStringLiteral(
        "<message xmlns='jabber:client' %1><result xmlns='urn:xmpp:mam:2' queryid='%2' id='%3'>"
        "<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' "
        "stamp='2026-01-02T03:04:05Z'/><message xmlns='jabber:client' from='3@d/x' to='2@d' "
        "id='m'><body>%4</body></message></forwarded></result></message>")
                   .arg(from, queryId, id, body));
}

Element fin(const QString& attributes = {})
{
    return xml(QStringLiteral("<fin xmlns='urn:xmpp:mam:2' %1><set xmlns='http://jabber.org/protocol/rsm'>"
                              "<first>a1</first><last>a9</last></set></fin>")
                   .arg(attributes));
}

} // namespace

class TestXmppMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsALiveMessage()
    {
        const auto got = received("from='3@d/x' to='2@d' id='i' type='chat'",
            "<body>hi</body><body xml:lang='de'>hallo</body><origin-id xmlns='urn:xmpp:sid:0' id='o'/>"
            "<stanza-id xmlns='urn:xmpp:sid:0' by='2@d' id='a'/><active "
            "xmlns='http://jabber.org/protocol/chatstates'/>"
            "<delay xmlns='urn:xmpp:delay' from='d' stamp='2001-02-03T04:05:06Z'/>");
        QVERIFY(got);
        QVERIFY(!got->isOwn);
        const InboundMessage& m = got->message;
        QCOMPARE(m.from.toString(), QStringLiteral("3@d/x"));
        QCOMPARE(m.to.toString(), QStringLiteral("2@d"));
        QCOMPARE(m.id, QStringLiteral("i"));
        QCOMPARE(m.originId.toString(), QStringLiteral("o"));
        QCOMPARE(m.stanzaId.toString(), QStringLiteral("a"));
        QCOMPARE(m.body, QStringLiteral("hi"));
        QVERIFY(!m.stamp.isValid());
        QCOMPARE(m.isComposing, std::optional<bool>(false));
        QVERIFY(!m.isError);
    }

    void stanzaIdsNeedAnEngineThatKnowsThem()
    {
        const auto stanza = xml("<message xmlns='jabber:client' from='3@d/x'><body>b</body>"
                                "<stanza-id xmlns='urn:xmpp:sid:0' by='2@d' id='a'/></message>");
        QVERIFY(receivedMessage(stanza, {Reader.own, false})->message.stanzaId.isEmpty());
        QCOMPARE(receivedMessage(stanza, Reader)->message.stanzaId.toString(), QStringLiteral("a"));
    }

    void dropsWhatIsNoChat_data()
    {
        QTest::addColumn<QString>("attributes");
        QTest::addColumn<QString>("inside");
        const QString body = QStringLiteral("<body>b</body>");
        QTest::newRow("groupchat") << "from='r@d/x' type='groupchat'" << body;
        QTest::newRow("headline") << "from='3@d/x' type='headline'" << body;
        QTest::newRow("bad sender") << "from='@d/x'" << body;
        QTest::newRow("bad receiver") << "from='3@d/x' to=''" << body;
        QTest::newRow("nothing said") << "from='3@d/x'"
                                      << "<thread>t</thread>";
        QTest::newRow("empty body") << "from='3@d/x'"
                                    << "<body/>";
        QTest::newRow("foreign body") << "from='3@d/x'"
                                      << "<body xmlns='http://www.w3.org/1999/xhtml'>b</body>";
        const QString copy =
            QStringLiteral("<message xmlns='jabber:client' from='2@d/p' to='4@d'><body>x</body></message>");
        QTest::newRow("forged carbon") << "from='3@d/x'" << QString(carbon("sent", copy) + body);
        QTest::newRow("empty carbon") << "from='2@d'"
                                      << "<sent xmlns='urn:xmpp:carbons:2'/>";
        QTest::newRow("carbon of a room")
            << "from='2@d'"
            << carbon("received", "<message xmlns='jabber:client' type='groupchat' from='r@d/n' "
                                  "to='2@d'><body>x</body></message>");
    }
    void dropsWhatIsNoChat()
    {
        QFETCH(QString, attributes);
        QFETCH(QString, inside);
        QVERIFY(!received(attributes, inside));
    }

    void readsCarbons()
    {
        const auto sent = received("from='2@d' to='2@d/desk'",
            carbon("sent", "<message xmlns='jabber:client' from='2@d/p' to='4@d' id='c'><body>x</body>"
                           "<stanza-id xmlns='urn:xmpp:sid:0' by='2@d' id='a'/></message>"));
        QVERIFY(sent);
        QVERIFY(sent->isOwn);
        QCOMPARE(sent->message.to.toString(), QStringLiteral("4@d"));
        QCOMPARE(sent->message.stanzaId.toString(), QStringLiteral("a"));
        const auto got = received("from='2@d' to='2@d/desk'",
            carbon("received",
                "<message xmlns='jabber:client' from='4@d/x' to='2@d/p'><body>y</body></message>"));
        QVERIFY(got);
        QVERIFY(!got->isOwn);
        QCOMPARE(got->message.from.toString(), QStringLiteral("4@d/x"));
    }

    void carbonsDoNotNest()
    {
        const QString inner =
            QStringLiteral("<message xmlns='jabber:client' from='2@d' to='2@d'>%1</message>")
                .arg(carbon(
                    "sent", "<message xmlns='jabber:client' from='2@d/p' to='4@d'><body>x</body></message>"));
        QVERIFY(!received("from='2@d'", carbon("sent", inner)));
    }

    void readsErrors()
    {
        const auto got = received("from='3@d' type='error' id='o1'",
            "<body>mine</body><error type='cancel'><service-unavailable "
            "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
        QVERIFY(got);
        QVERIFY(got->message.isError);
        QCOMPARE(got->message.errorCondition, QStringLiteral("service-unavailable"));
        QCOMPARE(got->message.id, QStringLiteral("o1"));
        QVERIFY2(got->message.body.isEmpty(), "it is our own text come back");
    }

    void readsTyping()
    {
        const auto got =
            received("from='3@d/x'", "<composing xmlns='http://jabber.org/protocol/chatstates'/>");
        QVERIFY(got);
        QCOMPARE(got->message.isComposing, std::optional<bool>(true));
        QVERIFY(got->message.body.isEmpty());
    }

    void withoutASenderItIsTheOwnAccount()
    {
        const auto got = received("to='2@d/desk'", "<body>b</body>");
        QVERIFY(got);
        QVERIFY(got->isOwn);
        QCOMPARE(got->message.from.toString(), QStringLiteral("2@d"));
    }

    void boundsBodies()
    {
        const auto got =
            received("from='3@d/x'", QStringLiteral("<body>%1</body>").arg(QString(200'000, u'x')));
        QVERIFY(got);
        QCOMPARE(got->message.body.size(), 65536);
        QCOMPARE(received("from='3@d/x'", "<body>a\xC2\x85"
                                          "b&#13;c</body>")
                     ->message.body,
            QStringLiteral("a\nb\nc"));
    }

    void whatIsWrittenIsRead()
    {
        const Element stanza =
            chatMessage({*Jid::parse(u"4@d"), QStringLiteral("<b>&\x01"), OriginId(QStringLiteral("o1"))});
        const auto read = readElement(writeElement(stanza));
        QVERIFY(read.isOk());
        QVERIFY(*read == xml("<message xmlns='jabber:client' type='chat' to='4@d' id='o1'>"
                             "<body>&lt;b>&amp;&#xFFFD;</body><origin-id xmlns='urn:xmpp:sid:0' id='o1'/>"
                             "<active xmlns='http://jabber.org/protocol/chatstates'/></message>"));
        QVERIFY(chatStateMessage(*Jid::parse(u"4@d"), true) ==
                xml("<message xmlns='jabber:client' type='chat' to='4@d'>"
                    "<composing xmlns='http://jabber.org/protocol/chatstates'/><no-store "
                    "xmlns='urn:xmpp:hints'/></message>"));
    }

    void asksTheArchive()
    {
        ArchivePages pages;
        ArchiveQuery query;
        query.with = *Jid::parse(u"3@d/x");
        query.beforeId = StanzaId(QString());
        query.maximum = 5000;
        const auto opened = pages.open(query);
        QVERIFY(opened.request ==
                xml(QStringLiteral(
                    "<query xmlns='urn:xmpp:mam:2' queryid='%1'><x xmlns='jabber:x:data' type='submit'>"
                    "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:mam:2</value></field>"
                    "<field var='with'><value>3@d</value></field></x>"
                    "<set xmlns='http://jabber.org/protocol/rsm'><max>250</max><before/></set></query>")
                        .arg(opened.queryId)));
        query = {};
        query.afterId = StanzaId(QStringLiteral("a9"));
        query.maximum = 0;
        const auto forward = pages.open(query);
        QVERIFY(forward.queryId != opened.queryId);
        QVERIFY(forward.request ==
                xml(QStringLiteral(
                    "<query xmlns='urn:xmpp:mam:2' queryid='%1'><set xmlns='http://jabber.org/protocol/rsm'>"
                    "<max>1</max><after>a9</after></set></query>")
                        .arg(forward.queryId)));
    }

    void gathersAPage()
    {
        ArchivePages pages;
        const QString query = pages.open({}).queryId;
        pages.take(archived("from='2@d'", query, "a1", "one"), Reader);
        pages.take(archived("", query, "a9", "two"), Reader);
        const auto page = pages.close(query, fin("complete='true'"));
        QVERIFY(page.isOk());
        QVERIFY(page->isComplete);
        QCOMPARE(page->firstId.toString(), QStringLiteral("a1"));
        QCOMPARE(page->lastId.toString(), QStringLiteral("a9"));
        QCOMPARE(page->messages.size(), 2);
        QCOMPARE(page->messages.at(0).body, QStringLiteral("one"));
        QCOMPARE(page->messages.at(0).stanzaId.toString(), QStringLiteral("a1"));
        QCOMPARE(page->messages.at(0).stamp, QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC));
    }

    void dropsForgedResults_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("queryId");
        QTest::addColumn<QString>("id");
        QTest::newRow("by somebody") << "from='3@d/x'"
                                     << "ours"
                                     << "a1";
        QTest::newRow("by an own device") << "from='2@d/p'"
                                          << "ours"
                                          << "a1";
        QTest::newRow("by the server's name") << "from='d'"
                                              << "ours"
                                              << "a1";
        QTest::newRow("unknown query") << "from='2@d'"
                                       << "guessed"
                                       << "a1";
        QTest::newRow("no query") << "from='2@d'"
                                  << ""
                                  << "a1";
        QTest::newRow("no id") << "from='2@d'"
                               << "ours"
                               << "";
    }
    void dropsForgedResults()
    {
        QFETCH(QString, from);
        QFETCH(QString, queryId);
        QFETCH(QString, id);
        ArchivePages pages;
        const QString query = pages.open({}).queryId;
        pages.take(archived(from, queryId == u"ours" ? query : queryId, id, "x"), Reader);
        pages.take(xml("<message xmlns='jabber:client'><result xmlns='urn:xmpp:mam:2'/></message>"), Reader);
        const auto page = pages.close(query, fin());
        QVERIFY(page.isOk());
        QVERIFY(page->messages.isEmpty());
        QVERIFY(!page->isComplete);
    }

    void takesNoMoreThanAsked()
    {
        ArchivePages pages;
        ArchiveQuery query;
        query.maximum = 2;
        const QString id = pages.open(query).queryId;
        for (int i = 0; i < 5; ++i)
            pages.take(archived("from='2@d'", id, QString::number(i), "x"), Reader);
        QCOMPARE(pages.close(id, fin())->messages.size(), 2);
    }

    void lateResultsBelongToNobody()
    {
        ArchivePages pages;
        const QString id = pages.open({}).queryId;
        QVERIFY(pages.close(id, fin()).isOk());
        pages.take(archived("from='2@d'", id, "a1", "late"), Reader);
        QVERIFY(pages.close(id, fin())->messages.isEmpty());
        QCOMPARE(pages.close(id, xml("<fin xmlns='urn:other'/>")).error().kind, ErrorKind::BadResponse);
        QCOMPARE(pages.close(id, Result<Element>(Error::cancelled())).error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestXmppMessages)
#include "tst_xmpp_messages.moc"
