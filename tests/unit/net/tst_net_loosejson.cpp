// SPDX-License-Identifier: Apache-2.0
#include "net/LooseJson.h"
#include "support/CpuTimer.h"

#include <QTest>

using namespace Natter::Net;

class LooseJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void givesUpOnHostileTexts_data();
    void givesUpOnHostileTexts();
};

void LooseJsonTest::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("strict"); // compact; empty: nothing to read
    const auto row = [](const char* name, const QByteArray& text, const QByteArray& strict) {
        QTest::newRow(name) << text << strict;
    };
    row("strict", R"({"a":[1,"x"]})", R"({"a":[1,"x"]})");
    row("byte order mark", "\xEF\xBB\xBF{\"a\":1}", R"({"a":1})");
    row("trailing commas", R"({"a":[1,2,],})", R"({"a":[1,2]})");
    row("keys without quotes", "{op: \"login\", ts: 1592890269, result: true}",
        R"({"op":"login","result":true,"ts":1592890269})");
    row("blank before the colon", "{op : null}", R"({"op":null})");
    row("single quotes", "{'op': 'log\"in', 'b': 'it\\'s', c: 'a\\nb'}",
        R"({"b":"it's","c":"a\nb","op":"log\"in"})");
    row("single quote in a text", R"({"a":"it's",})", R"({"a":"it's"})");
    row("name-like text stays", R"({"a":"b: c",})", R"({"a":"b: c"})");
    row("HTML before", "<b>Warning</b>: it's on line 3 {x}<br />\n{\"a\":1}", R"({"a":1})");
    row("HTML after", "{\"a\":1}<script>f({})</script>", R"({"a":1})");
    row("PHP's list before", "Array [\"x\"] [{\"a\":1}]", R"([{"a":1}])");
    row("escaped quote", R"(x {"a":"\"}"})", R"({"a":"\"}"})");
    row("not ASCII", "{name: 'Зоя 🦊',}", "{\"name\":\"Зоя 🦊\"}");
    row("truncated", R"({"a":{"b":1})", {});
    row("truncated text", "{a: 'b", {});
    row("words that are no values", "{a: undefined}", {});
    row("only HTML", "<html><style>p {}</style></html>", {});
    row("empty", {}, {});
    row("zero bytes", QByteArray(8, '\0'), {});
}

void LooseJsonTest::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, strict);
    const QJsonDocument document = parseLooseJson(text);
    QCOMPARE(document.isNull(), strict.isEmpty());
    if (!strict.isEmpty())
        QCOMPARE(document.toJson(QJsonDocument::Compact), strict);
}

void LooseJsonTest::givesUpOnHostileTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    constexpr qsizetype Size = qsizetype(1024) * 1024;
    QTest::newRow("open brackets") << QByteArray(Size, '{');
    QTest::newRow("open lists") << QByteArray(Size, '[');
    QTest::newRow("quotes") << QByteArray("{'").repeated(Size / 2);
    QTest::newRow("backslashes") << "{\"" + QByteArray(Size, '\\');
    QTest::newRow("names") << "{" + QByteArray(Size, 'a');
    QTest::newRow("pairs") << QByteArray("{}").repeated(Size / 2);
}

void LooseJsonTest::givesUpOnHostileTexts()
{
    QFETCH(QByteArray, text);
    const Natter::Test::CpuTimer timer;
    QVERIFY(parseLooseJson(text).isNull());
    QVERIFY2(timer.milliseconds() < 10'000, "it reads the text over and over");
}

QTEST_GUILESS_MAIN(LooseJsonTest)
#include "tst_net_loosejson.moc"
