// SPDX-License-Identifier: Apache-2.0
#include "base/Jid.h"

#include <QTest>

using namespace Natter;

/// Addresses: RFC 7622 and XEP-0106.
class TestBaseJid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("local");
        QTest::addColumn<QString>("domain");
        QTest::addColumn<QString>("resource");
        QTest::newRow("bare") << "a@b.example"
                              << "a"
                              << "b.example"
                              << "";
        QTest::newRow("full") << "a@b.example/c"
                              << "a"
                              << "b.example"
                              << "c";
        QTest::newRow("server") << "b.example"
                                << ""
                                << "b.example"
                                << "";
        QTest::newRow("upper case") << "A@B.Example/C"
                                    << "a"
                                    << "b.example"
                                    << "C";
        QTest::newRow("resource with at and slash") << "a@b/c@d/e"
                                                    << "a"
                                                    << "b"
                                                    << "c@d/e";
        QTest::newRow("resource with blanks") << "a@b/my phone"
                                              << "a"
                                              << "b"
                                              << "my phone";
        QTest::newRow("address literal") << "a@[::1]"
                                         << "a"
                                         << "[::1]"
                                         << "";
        QTest::newRow("port-like") << "a@localhost:80"
                                   << "a"
                                   << "localhost:80"
                                   << "";
        QTest::newRow("not ASCII") << "ÜñÏ@bücher.example/日本"
                                   << "üñï"
                                   << "bücher.example"
                                   << "日本";
        QTest::newRow("escaped") << "a\\40b.com@c"
                                 << "a\\40b.com"
                                 << "c"
                                 << "";
    }

    void parses()
    {
        QFETCH(QString, text);
        const auto jid = Jid::parse(text);
        QVERIFY(jid);
        QTEST(jid->local(), "local");
        QTEST(jid->domain(), "domain");
        QTEST(jid->resource(), "resource");
        QCOMPARE(Jid::parse(jid->toString()), jid);
        QCOMPARE(jid->bare().resource(), QString());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("only at") << "@";
        QTest::newRow("no local part") << "@b";
        QTest::newRow("no domain") << "a@";
        QTest::newRow("no domain but resource") << "a@/c";
        QTest::newRow("only resource") << "/c";
        QTest::newRow("empty resource") << "a@b/";
        QTest::newRow("two at") << "a@b@c";
        QTest::newRow("blank") << "a b@c";
        QTest::newRow("blank before") << " a@c";
        QTest::newRow("blank in domain") << "a@c d";
        for (const char* c : {"\"", "&", "'", ":", "<", ">"})
            QTest::addRow("local with %s", c) << QStringLiteral("a%1b@c").arg(QLatin1String(c));
        QTest::newRow("markup in domain") << "a@<b>";
        QTest::newRow("NUL") << QString::fromUtf8("a\0b@c", 5);
        QTest::newRow("line break in resource") << "a@b/c\nd";
        QTest::newRow("bidi override") << QStringLiteral("a\u202Eb@c");
        QTest::newRow("zero width") << QStringLiteral("a\u200Bb@c");
        QTest::newRow("soft hyphen in domain") << QStringLiteral("a@b\u00ADc");
        QTest::newRow("lone surrogate") << QString("a" + QString(QChar(0xD800)) + "@c");
        QTest::newRow("noncharacter") << QString("a" + QString(QChar(0xFFFF)) + "@c");
        QTest::newRow("local of 1024 bytes") << QString(QString(1024, 'a') + "@c");
        QTest::newRow("local of 1024 bytes in 512 letters") << QString(QString(512, QChar(0xE9)) + "@c");
        QTest::newRow("domain of 1024 bytes") << QString("a@" + QString(1024, 'c'));
        QTest::newRow("resource of 1024 bytes") << QString("a@c/" + QString(1024, 'r'));
        QTest::newRow("ten megabytes") << QString(10'000'000, 'a');
    }

    void refuses()
    {
        QFETCH(QString, text);
        QVERIFY(!Jid::parse(text));
    }

    void longestPartsFit()
    {
        const QString text = QString(1023, 'a') + '@' + QString(1023, 'b') + '/' + QString(1023, 'c');
        const auto jid = Jid::parse(text);
        QVERIFY(jid);
        QCOMPARE(jid->toString(), text);
    }

    void comparesAsTheEngineDoes()
    {
        QCOMPARE(Jid::parse(u"P11-A@Site.Example"), Jid::parse(u"p11-a@site.example"));
        QVERIFY(Jid::parse(u"a@b/R") != Jid::parse(u"a@b/r"));
        QCOMPARE(qHash(*Jid::parse(u"A@b")), qHash(*Jid::parse(u"a@B")));
        QCOMPARE(Jid::parse(u"a@b/c")->bare(), *Jid::parse(u"a@b"));
        QCOMPARE(Jid::parse(u"a@b")->withResource("c"), *Jid::parse(u"a@b/c"));
        QVERIFY(Jid().isEmpty());
    }

    /// The examples of XEP-0106, table 3, and what is left alone.
    void escapes_data()
    {
        QTest::addColumn<QString>("plain");
        QTest::addColumn<QString>("escaped");
        QTest::newRow("space") << R"(space cadet)"
                               << R"(space\20cadet)";
        QTest::newRow("quotes") << R"(call me "ishmael")"
                                << R"(call\20me\20\22ishmael\22)";
        QTest::newRow("ampersand") << R"(at&t guy)"
                                   << R"(at\26t\20guy)";
        QTest::newRow("apostrophe") << R"(d'artagnan)"
                                    << R"(d\27artagnan)";
        QTest::newRow("slash") << R"(/.fanboy)"
                               << R"(\2f.fanboy)";
        QTest::newRow("colons") << R"(::foo::)"
                                << R"(\3a\3afoo\3a\3a)";
        QTest::newRow("angles") << R"(<foo>)"
                                << R"(\3cfoo\3e)";
        QTest::newRow("at") << R"(user@host)"
                            << R"(user\40host)";
        QTest::newRow("backslash") << R"(c:\net)"
                                   << R"(c\3a\net)";
        QTest::newRow("two backslashes") << R"(c:\\net)"
                                         << R"(c\3a\\net)";
        QTest::newRow("backslash and space") << R"(c:\cool stuff)"
                                             << R"(c\3a\cool\20stuff)";
        QTest::newRow("backslash that looks like an escape") << R"(c:\5commas)"
                                                             << R"(c\3a\5c5commas)";
        QTest::newRow("escape as text") << R"(\20)"
                                        << R"(\5c20)";
        QTest::newRow("escape of an escape") << R"(\5c40)"
                                             << R"(\5c5c40)";
        QTest::newRow("not an escape") << R"(\2b\zz\)"
                                       << R"(\2b\zz\)";
        QTest::newRow("upper case hex") << R"(\2F)"
                                        << R"(\5c2F)";
        QTest::newRow("phone") << "+18005551234"
                               << "+18005551234";
        QTest::newRow("e-mail") << "a@b.com"
                                << R"(a\40b.com)";
    }

    void escapes()
    {
        QFETCH(QString, plain);
        QFETCH(QString, escaped);
        QCOMPARE(escapeNode(plain), escaped);
        QCOMPARE(unescapeNode(escaped), plain);
    }

    void userIdsBecomeAddressesAndBack_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("local");
        QTest::newRow("number") << "2"
                                << "2";
        QTest::newRow("mixed case") << "P11-A"
                                    << "p11-a";
        QTest::newRow("e-mail") << "Ann@B.com"
                                << R"(ann\40b.com)";
        QTest::newRow("path") << "../../etc"
                              << R"(..\2f..\2fetc)";
        QTest::newRow("markup") << "<a href='x'>"
                                << R"(\3ca\20href=\27x\27\3e)";
        QTest::newRow("escape") << R"(a\20b)"
                                << R"(a\5c20b)";
        QTest::newRow("letters that grow")
            << QStringLiteral("\u0130x") << QStringLiteral("\u0130x").toLower();
    }

    void userIdsBecomeAddressesAndBack()
    {
        QFETCH(QString, id);
        const UserId user(id);
        const auto jid = Jid::forUser(user, "site.example");
        QVERIFY(jid);
        QTEST(jid->local(), "local");
        QCOMPARE(jid->peerId(), peerIdOf(user));
        QCOMPARE(Jid::forPeer(jid->peerId(), "site.example"), jid);
        QCOMPARE(Jid::parse(jid->toString()), jid);
    }

    void impossibleUserIds_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("empty") << QString();
        QTest::newRow("blank before") << " a";
        QTest::newRow("blank after") << "a ";
        QTest::newRow("only blank") << " ";
        QTest::newRow("tab") << "a\tb";
        QTest::newRow("line break") << "a\nb";
        QTest::newRow("NUL") << QString(QChar(u'\0'));
        QTest::newRow("bidi override") << QStringLiteral("\u202Ea");
        QTest::newRow("lone surrogate") << QString(QChar(0xDC00));
        QTest::newRow("too long once escaped") << QString(400, '@');
        // What the engine's nodeprep folds into another id, or does not know.
        QTest::newRow("full-width digit") << QStringLiteral("\uFF11");
        QTest::newRow("superscript") << QStringLiteral("x\u00B2");
        QTest::newRow("sharp s") << QStringLiteral("stra\u00DFe");
        QTest::newRow("long s") << QStringLiteral("\u017Fam");
        QTest::newRow("ligature") << QStringLiteral("\uFB01n");
        QTest::newRow("Roman numeral") << QStringLiteral("\u2168");
        QTest::newRow("Kelvin sign's like") << QStringLiteral("\u210Be");
        QTest::newRow("final sigma") << QStringLiteral("\u03C3\u03C2");
        QTest::newRow("decomposed letter") << QStringLiteral("e\u0301va");
        QTest::newRow("grapheme joiner") << QStringLiteral("1\u034F");
        QTest::newRow("variation selector") << QStringLiteral("1\uFE0F");
        QTest::newRow("soft hyphen") << QStringLiteral("1\u00AD");
        QTest::newRow("emoji after Unicode 3.2") << QStringLiteral("\U0001F600");
        QTest::newRow("left-to-right in right-to-left") << QStringLiteral("\u0644a\u0644");
    }

    void impossibleUserIds()
    {
        QFETCH(QString, id);
        QVERIFY(!Jid::forUser(UserId(id), "site.example"));
        QVERIFY(!Jid::forPeer(PeerId(id), "site.example"));
    }

    void impossibleDomain()
    {
        QVERIFY(!Jid::forUser(UserId("2"), QString()));
        QVERIFY(!Jid::forUser(UserId("2"), "a b"));
        QVERIFY(!Jid::forUser(UserId("2"), "a@b"));
    }
};

QTEST_GUILESS_MAIN(TestBaseJid)
#include "tst_base_jid.moc"
