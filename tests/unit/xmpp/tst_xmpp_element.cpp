// SPDX-License-Identifier: Apache-2.0
#include "support/CpuTimer.h"
#include "xmpp/ElementReader.h"
#include "xmpp/ElementWriter.h"
#include "xmpp/FrameGuard.h"

#include <QTest>

using namespace Natter;
using namespace Natter::Xmpp;

namespace {

QString nested(int depth)
{
    return QStringLiteral("<a>").repeated(depth) + QStringLiteral("</a>").repeated(depth);
}

QString withAttributes(int count)
{
    QString xml = QStringLiteral("<a");
    for (int i = 0; i < count; ++i)
        xml += QStringLiteral(" a%1='v'").arg(i);
    return xml + QStringLiteral("/>");
}

} // namespace

class TestXmppElement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsATree()
    {
        const auto read = readElement(
            QStringLiteral("<m xmlns='jabber:client' xmlns:o='urn:o' id='1' o:id='2' xml:lang='en' empty=''>"
                           "a<b>&lt;&#x1F600;</b>c<![CDATA[<d>]]><o:b e='f'/></m>"));
        QVERIFY(read.isOk());
        const Element& m = *read;
        QVERIFY(m.is(u"m", u"jabber:client"));
        QVERIFY(!m.is(u"m", u"urn:o"));
        QCOMPARE(m.text(), QStringLiteral("ac<d>"));
        QCOMPARE(m.attributes().size(), 2);
        QCOMPARE(m.attribute(u"id"), QStringLiteral("1"));
        QVERIFY(m.attribute(u"empty").isEmpty() && !m.attribute(u"empty").isNull());
        QVERIFY(m.attribute(u"absent").isNull());
        QCOMPARE(m.child(u"b", u"jabber:client").text(), QStringLiteral("<😀"));
        QCOMPARE(m.child(u"b", u"urn:o").attribute(u"e"), QStringLiteral("f"));
        QVERIFY(m.child(u"b", u"urn:other").isNull());
    }

    void nothingInTheNullElement()
    {
        const Element null;
        QVERIFY(null.isNull());
        QVERIFY(!null.is(u"", u""));
        QVERIFY(null.name().isEmpty() && null.text().isEmpty() && null.children().isEmpty());
        QVERIFY(null.child(u"a", u"b").child(u"c", u"d").attribute(u"e").isNull());
        QVERIFY(null == Element());
        QVERIFY(!(null == Element(u"a", u"b")));
    }

    void comparesByMeaning()
    {
        const Element a(u"a", u"x", {{u"p", u"1"}, {u"q", u""}}, {Element(u"b", u"x")}, QStringLiteral("t"));
        QVERIFY(a ==
                Element(u"a", u"x", {{u"q", u""}, {u"p", u"1"}}, {Element(u"b", u"x")}, QStringLiteral("t")));
        QVERIFY(!(a == Element(u"a", u"x", {{u"p", u"1"}}, {Element(u"b", u"x")}, QStringLiteral("t"))));
        QVERIFY(!(a == Element(u"a", u"x", {{u"p", u"1"}, {u"r", u""}}, {Element(u"b", u"x")},
                           QStringLiteral("t"))));
        QVERIFY(!(a == Element(u"a", u"x", {{u"p", u"1"}, {u"q", u""}}, {Element(u"b", u"y")},
                           QStringLiteral("t"))));
        QVERIFY(!(a == Element(u"a", u"x", {{u"p", u"1"}, {u"q", u""}}, {Element(u"b", u"x")})));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("frame");
        QTest::addColumn<QString>("code");
        const QString restricted = QStringLiteral("restricted-xml");
        const QString malformed = QStringLiteral("not-well-formed");
        QTest::newRow("empty") << QString() << malformed;
        QTest::newRow("blank") << QStringLiteral("  ") << malformed;
        QTest::newRow("text") << QStringLiteral("hello") << malformed;
        QTest::newRow("unclosed") << QStringLiteral("<a><b></b>") << malformed;
        QTest::newRow("cut in a tag") << QStringLiteral("<a b='c") << malformed;
        QTest::newRow("wrong order") << QStringLiteral("<a><b></a></b>") << malformed;
        QTest::newRow("closed before open") << QStringLiteral("</a><a>") << malformed;
        QTest::newRow("two roots") << QStringLiteral("<a/><b/>") << malformed;
        QTest::newRow("text after") << QStringLiteral("<a/>b") << malformed;
        QTest::newRow("double attribute") << QStringLiteral("<a b='1' b='2'/>") << malformed;
        QTest::newRow("unbound prefix") << QStringLiteral("<x:a/>") << malformed;
        QTest::newRow("undeclared entity") << QStringLiteral("<a>&nbsp;</a>") << malformed;
        QTest::newRow("character that is none") << QStringLiteral("<a>&#0;</a>") << malformed;
        QTest::newRow("raw control character") << QStringLiteral("<a>\x01</a>") << malformed;
        QTest::newRow("unclosed CDATA") << QStringLiteral("<a><![CDATA[x</a>") << malformed;
        QTest::newRow("comment") << QStringLiteral("<a><!-- b --></a>") << restricted;
        QTest::newRow("processing instruction") << QStringLiteral("<a><?b c?></a>") << restricted;
        QTest::newRow("XML declaration") << QStringLiteral("<?xml version='1.0'?><a/>") << restricted;
        QTest::newRow("document type") << QStringLiteral("<!DOCTYPE a><a/>") << restricted;
        QTest::newRow("entity bomb") << QStringLiteral(
                                            "<!DOCTYPE a [<!ENTITY b '&c;&c;'><!ENTITY c 'dd'>]><a>&b;</a>")
                                     << restricted;
        QTest::newRow("too deep") << nested(FrameLimits::Depth + 1) << ExcessCode.toString();
        QTest::newRow("far too deep") << nested(100'000) << ExcessCode.toString();
        QTest::newRow("deep and unclosed")
            << QStringLiteral("<a>").repeated(100'000) << ExcessCode.toString();
        QTest::newRow("attributes") << withAttributes(FrameLimits::Attributes + 1) << ExcessCode.toString();
        QTest::newRow("many attributes") << withAttributes(90'000) << ExcessCode.toString();
    }
    void refuses()
    {
        QFETCH(QString, frame);
        QFETCH(QString, code);
        const Test::CpuTimer elapsed;
        const auto read = readElement(frame);
        QVERIFY(!read.isOk());
        QCOMPARE(read.error().kind, ErrorKind::Protocol);
        QCOMPARE(read.error().code, code);
        QVERIFY2(elapsed.milliseconds() < 2000, "a refusal must be cheap");
    }

    void refusesLargeFrames()
    {
        const QString frame =
            QStringLiteral("<a>") + QString(FrameLimits::Characters, u'x') + QStringLiteral("</a>");
        QCOMPARE(readElement(frame).error().kind, ErrorKind::TooLarge);
    }

    void takesWhatIsJustWithinTheLimits()
    {
        QVERIFY(readElement(nested(FrameLimits::Depth)).isOk());
        QVERIFY(readElement(withAttributes(FrameLimits::Attributes)).isOk());
        QVERIFY(readElement(
            QStringLiteral("<a>") + QString(FrameLimits::Characters - 7, u'x') + QStringLiteral("</a>"))
                    .isOk());
        // What only looks like markup counts for nothing.
        QVERIFY(readElement(QStringLiteral("<a b='%1'>%2</a>")
                                .arg(QStringLiteral("&lt;?>").repeated(99),
                                    QStringLiteral("<![CDATA[<!--<b>]]>").repeated(99)))
                    .isOk());
        QVERIFY(
            readElement(QStringLiteral("<a>%1</a>").arg(QStringLiteral("<b c='/>'/>").repeated(99))).isOk());
    }

    void errorsTellNothingOfTheFrame()
    {
        const auto read = readElement(QStringLiteral("<secret-body>&secret;</secret-body>"));
        QVERIFY(!read.isOk());
        QVERIFY(!read.error().detail.contains(QStringLiteral("secret")));
    }

    void writesWhatCanBeReadBack_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("markup") << QStringLiteral("<b>&amp; \"quoted\" 'single' ]]></b>");
        QTest::newRow("white space") << QStringLiteral(" a\tb\nc\r\nd\r ");
        QTest::newRow("scripts") << QStringLiteral(
            "жизнь مرحبا שלום 日本 ไทย 😀👩‍👩‍👧");
        QTest::newRow("empty") << QStringLiteral("");
        QTest::newRow("next line") << QString(QChar(0x85)) + QChar(0x2028);
    }
    void writesWhatCanBeReadBack()
    {
        QFETCH(QString, text);
        const Element element(u"m", u"urn:m", {{u"a", text}},
            {Element::withText(u"b", u"urn:m", text), Element(u"c", u"urn:c", {}, {Element(u"d", u"urn:m")})},
            text);
        const auto read = readElement(writeElement(element));
        QVERIFY(read.isOk());
        QVERIFY(*read == element);
    }

    void noTextCanEndTheStream_data()
    {
        QTest::addColumn<QString>("text");
        for (char16_t c = 0; c < 0x20; ++c) {
            if (c != u'\t' && c != u'\n' && c != u'\r')
                QTest::addRow("U+%04X", c) << QString(QChar(c));
        }
        QTest::newRow("U+FFFE") << QString(QChar(0xFFFE));
        QTest::newRow("U+FFFF") << QString(QChar(0xFFFF));
        QTest::newRow("high surrogate alone") << QString(QChar(0xD83D));
        QTest::newRow("low surrogate alone") << QString(QChar(0xDE00));
    }
    void noTextCanEndTheStream()
    {
        QFETCH(QString, text);
        const Element element(u"m", u"urn:m", {{u"a", QString(u'x' + text + u'y')}}, {}, u'x' + text + u'y');
        const auto read = readElement(writeElement(element));
        QVERIFY(read.isOk());
        QCOMPARE(read->text(), u'x' + QString(QChar(QChar::ReplacementCharacter)) + u'y');
        QCOMPARE(read->attribute(u"a"), read->text());
    }

    void leavesOutNullAttributes()
    {
        const Element element(u"a", u"urn:a", {{u"b", QString()}, {u"c", u""}});
        QCOMPARE(writeElement(element), QStringLiteral("<a xmlns=\"urn:a\" c=\"\"/>"));
    }
};

QTEST_GUILESS_MAIN(TestXmppElement)
#include "tst_xmpp_element.moc"
