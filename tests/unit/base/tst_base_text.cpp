// SPDX-License-Identifier: Apache-2.0
#include "base/PlainText.h"
#include "support/CpuTimer.h"

#include <QTest>

using namespace Natter;

/// Text from others, made safe to draw.
class TestBaseText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lines_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("line");
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("plain") << "Ada Lovelace"
                               << "Ada Lovelace";
        QTest::newRow("blanks") << "  a \t b  "
                                << "a b";
        QTest::newRow("line breaks") << QStringLiteral("a\nb\r\nc\rd\u2028e\u2029f\u0085g")
                                     << "a b c d e f g";
        QTest::newRow("markup stays text") << "<b>x</b> &amp;"
                                           << "<b>x</b> &amp;";
        QTest::newRow("control characters") << QString::fromUtf8("a\0b\x1b[31mc\x7f", 10) << "ab[31mc";
        QTest::newRow("bidi override") << QStringLiteral("a\u202Etxt.exe\u202C") << "atxt.exe";
        QTest::newRow("bidi isolates") << QStringLiteral("\u2066a\u2067b\u2068c\u2069") << "abc";
        QTest::newRow("right to left stays") << QStringLiteral("שלום مرحبا") << QStringLiteral("שלום مرحبا");
        QTest::newRow("joined emoji stays") << QStringLiteral("👩‍👩‍👧‍👦 🏳️‍🌈")
                                            << QStringLiteral("👩‍👩‍👧‍👦 🏳️‍🌈");
        QTest::newRow("byte order mark") << QStringLiteral("\uFEFFa") << "a";
        QTest::newRow("object replacement") << QStringLiteral("a\uFFFCb") << "ab";
        QTest::newRow("lone high") << QString("a" + QString(QChar(0xD83D)) + "b")
                                   << QStringLiteral("a\uFFFDb");
        QTest::newRow("lone low") << QString(QChar(0xDE00)) << QStringLiteral("\uFFFD");
        QTest::newRow("high at the end")
            << QString("a" + QString(QChar(0xD83D))) << QStringLiteral("a\uFFFD");
    }

    void lines()
    {
        QFETCH(QString, text);
        QTEST(plainLine(text), "line");
    }

    void bodiesKeepTheirLines()
    {
        QCOMPARE(plainBody("a\r\n\r\nb\rc\td "), QStringLiteral("a\n\nb\nc\td "));
        QCOMPARE(plainBody(QStringLiteral("a\u2028b\u0007")), QStringLiteral("a\nb"));
    }

    void cutsToTheirLength_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("maximum");
        QTest::addColumn<QString>("line");
        QTest::newRow("fits") << "abcde" << 5 << "abcde";
        QTest::newRow("one too many") << "abcdef" << 5 << QStringLiteral("abcd…");
        QTest::newRow("not within a pair") << QStringLiteral("abc😀def") << 5 << QStringLiteral("abc…");
        QTest::newRow("not within a cluster")
            << QStringLiteral("ae\u0301\u0301\u0301b") << 4 << QStringLiteral("a…");
        QTest::newRow("one endless cluster")
            << QString("e" + QString(1000, QChar(0x0301))) << 10 << QStringLiteral("…");
        QTest::newRow("nothing fits") << "ab" << 1 << QStringLiteral("…");
    }

    void cutsToTheirLength()
    {
        QFETCH(QString, text);
        QFETCH(int, maximum);
        QTEST(plainLine(text, maximum), "line");
        QTEST(plainBody(text, maximum), "line");
    }

    void hugeTextIsCheap()
    {
        const QString huge(20'000'000, QChar('x'));
        const Test::CpuTimer timer;
        QCOMPARE(plainLine(huge).size(), 256);
        QCOMPARE(plainBody(huge).size(), 65536);
        QVERIFY(plainLine(QString(20'000'000, ' ') + 'x').size() <= 256);
        QVERIFY(timer.milliseconds() < 2000);
    }

    void isolates() { QCOMPARE(isolated("a"), QStringLiteral("\u2068a\u2069")); }
};

QTEST_GUILESS_MAIN(TestBaseText)
#include "tst_base_text.moc"
