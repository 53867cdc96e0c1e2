// SPDX-License-Identifier: Apache-2.0
#include "jwt/Base64Url.h"
#include "jwt/JsonMembers.h"

#include <QTest>

using namespace Natter::Jwt;

class JwtMembersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsMembers();
    void refusesWhatIsNoObject_data();
    void refusesWhatIsNoObject();
    void readsIntegers_data();
    void readsIntegers();
    void readsIds_data();
    void readsIds();
    void readsTexts_data();
    void readsTexts();
    void base64UrlHasOneSpelling_data();
    void base64UrlHasOneSpelling();
};

void JwtMembersTest::readsMembers()
{
    const auto members = JsonMembers::parse(
        R"( { "a" : "x\u0041\"}," , "b":{"exp":1,"c":["]"]}, "exp" : 12 ,"" : "empty", "n":null } )");
    QVERIFY(members);
    QCOMPARE(members->text("a"), QStringLiteral("xA\"},"));
    QCOMPARE(members->integer("exp"), 12);
    QCOMPARE(members->text(""), QStringLiteral("empty"));
    QVERIFY(members->contains("n"));
    QVERIFY(!members->text("n"));
    QVERIFY(members->isNull("n"));
    QVERIFY(!members->isNull("a") && !members->isNull("absent"));
    QVERIFY(!members->text("b"));
    QVERIFY(!members->contains("c"));
    QVERIFY(!members->text("absent"));
    QVERIFY(JsonMembers::parse("{}"));
    QVERIFY(JsonMembers::parse(" { } "));
}

void JwtMembersTest::refusesWhatIsNoObject_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("text") << QByteArray("\"x\"");
    QTest::newRow("cut") << QByteArray("{\"a\":1");
    QTest::newRow("trailing comma") << QByteArray("{\"a\":1,}");
    QTest::newRow("trailing text") << QByteArray("{\"a\":1} x");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{\"a\":1}");
    QTest::newRow("twice") << QByteArray("{\"exp\":1,\"exp\":2}");
    QTest::newRow("twice, escaped") << QByteArray("{\"exp\":1,\"\\u0065xp\":2}");
    QTest::newRow("twice, others between") << QByteArray("{\"a\":{\"x\":1},\"b\":[1,2],\"a\":3}");
    QTest::newRow("not UTF-8") << QByteArray("{\"a\":\"\xff\xfe\"}");
    QTest::newRow("deep") << QByteArray("{\"a\":") + QByteArray(5000, '[') + QByteArray(5000, ']') + "}";
}

void JwtMembersTest::refusesWhatIsNoObject()
{
    QFETCH(QByteArray, json);
    QVERIFY(!JsonMembers::parse(json));
}

void JwtMembersTest::readsIntegers_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<bool>("isInteger");
    QTest::addColumn<qint64>("value");
    QTest::newRow("zero") << QByteArray("0") << true << qint64(0);
    QTest::newRow("seconds") << QByteArray("1700000000") << true << qint64(1700000000);
    QTest::newRow("negative") << QByteArray("-5") << true << qint64(-5);
    QTest::newRow("2^53") << QByteArray("9007199254740992") << true << qint64(9007199254740992);
    QTest::newRow("beyond 2^53") << QByteArray("9007199254740993") << false << qint64(0);
    QTest::newRow("below -2^53") << QByteArray("-9007199254740993") << false << qint64(0);
    QTest::newRow("beyond 64 bits") << QByteArray("99999999999999999999") << false << qint64(0);
    QTest::newRow("text") << QByteArray("\"1700\"") << false << qint64(0);
    QTest::newRow("whole float") << QByteArray("1700.0") << false << qint64(0);
    QTest::newRow("exponent") << QByteArray("17e2") << false << qint64(0);
    QTest::newRow("true") << QByteArray("true") << false << qint64(0);
    QTest::newRow("null") << QByteArray("null") << false << qint64(0);
    QTest::newRow("list") << QByteArray("[1]") << false << qint64(0);
    QTest::newRow("object") << QByteArray("{\"a\":1}") << false << qint64(0);
}

void JwtMembersTest::readsIntegers()
{
    QFETCH(QByteArray, literal);
    QFETCH(bool, isInteger);
    QFETCH(qint64, value);
    const auto members = JsonMembers::parse("{\"a\": " + literal + " ,\"z\":1}");
    QVERIFY(members);
    QVERIFY(members->contains("a"));
    const auto integer = members->integer("a");
    QCOMPARE(integer.has_value(), isInteger);
    QCOMPARE(integer.value_or(0), value);
}

void JwtMembersTest::readsIds_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QString>("id"); // null: none
    QTest::newRow("text") << QByteArray("\"P11-A\"") << "P11-A";
    QTest::newRow("digits") << QByteArray("\"06\"") << "06";
    QTest::newRow("empty") << QByteArray("\"\"") << "";
    QTest::newRow("number") << QByteArray("6") << "6";
    QTest::newRow("zero below") << QByteArray("-0") << "0";
    QTest::newRow("beyond 2^53") << QByteArray("9007199254740993") << "9007199254740993";
    QTest::newRow("largest") << QByteArray("9223372036854775807") << "9223372036854775807";
    QTest::newRow("smallest") << QByteArray("-9223372036854775808") << "-9223372036854775808";
    QTest::newRow("beyond 64 bits") << QByteArray("9223372036854775808") << QString();
    QTest::newRow("long") << QByteArray(60, '9') << QString();
    QTest::newRow("float") << QByteArray("6.0") << QString();
    QTest::newRow("exponent") << QByteArray("6e1") << QString();
    QTest::newRow("null") << QByteArray("null") << QString();
    QTest::newRow("true") << QByteArray("true") << QString();
    QTest::newRow("list") << QByteArray("[6]") << QString();
}

void JwtMembersTest::readsIds()
{
    QFETCH(QByteArray, literal);
    QFETCH(QString, id);
    const auto members = JsonMembers::parse("{\"a\":" + literal + "}");
    QVERIFY(members);
    QCOMPARE(members->id("a").has_value(), !id.isNull());
    QCOMPARE(members->id("a").value_or(QString()), id);
    QVERIFY(!members->id("b"));
}

void JwtMembersTest::readsTexts_data()
{
    QTest::addColumn<QByteArray>("literal");
    QTest::addColumn<QStringList>("texts");
    QTest::newRow("text") << QByteArray("\"a,b\"") << QStringList{"a,b"};
    QTest::newRow("list") << QByteArray(R"([ "a]" , "\u0062" ])") << QStringList{"a]", "b"};
    QTest::newRow("nothing") << QByteArray("[]") << QStringList();
    QTest::newRow("mixed") << QByteArray(R"(["a",1])") << QStringList();
    QTest::newRow("nested") << QByteArray(R"([["a"]])") << QStringList();
    QTest::newRow("number") << QByteArray("1") << QStringList();
    QTest::newRow("null") << QByteArray("null") << QStringList();
    QTest::newRow("object") << QByteArray(R"({"a":"b"})") << QStringList();
}

void JwtMembersTest::readsTexts()
{
    QFETCH(QByteArray, literal);
    const auto members = JsonMembers::parse("{\"a\":" + literal + "}");
    QVERIFY(members);
    QTEST(members->texts("a"), "texts");
    QVERIFY(members->texts("b").isEmpty());
}

void JwtMembersTest::base64UrlHasOneSpelling_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isValid");
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("two bytes") << QByteArray("-_8") << true;
    QTest::newRow("padded") << QByteArray("-_8=") << false;
    QTest::newRow("standard alphabet") << QByteArray("+/8") << false;
    QTest::newRow("unused bits") << QByteArray("-_9") << false;
    QTest::newRow("one character") << QByteArray("A") << false;
    QTest::newRow("blank") << QByteArray("-_ 8") << false;
    QTest::newRow("newline at the end") << QByteArray("-_8\n") << false;
    QTest::newRow("NUL") << QByteArray("-_8\0", 4) << false;
    QTest::newRow("not ASCII") << QByteArray("\xc3\xa4") << false;
}

void JwtMembersTest::base64UrlHasOneSpelling()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isValid);
    const auto bytes = fromBase64Url(text);
    QCOMPARE(bytes.has_value(), isValid);
    if (bytes)
        QCOMPARE(toBase64Url(*bytes), text);
}

QTEST_GUILESS_MAIN(JwtMembersTest)
#include "tst_jwt_members.moc"
