// SPDX-License-Identifier: Apache-2.0
#include "base/HtmlText.h"
#include "gateway/UsersInfoAnswer.h"

#include "domain/UsersInfoReader.h"
#include "support/CpuTimer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Natter;
using namespace Natter::Gateway;

class GatewayReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheContractsExample();
    void findsPeople_data();
    void findsPeople();
    void refusesWhatIsNoList_data();
    void refusesWhatIsNoList();
    void cleansMembers_data();
    void cleansMembers();
    void decodesNames_data();
    void decodesNames();
    void decodesNamesOfFaces();
    void makesPlainTextOfHtml_data();
    void makesPlainTextOfHtml();
    void isQuickOnHostileText();
};

void GatewayReaderTest::readsTheContractsExample()
{
    const auto people =
        readUsersInfoAnswer(R"([{"user_id": 6, "name": "Ada", "avatar_url": "https://site.example/a/6.png",
        "profile_url": "https://site.example/u/6/", "lastlogin": 1700000000, "badge": "gold", "own": {"a": [1]},
        "user_mail": "ada@site.example", "email": "ada@site.example", "chat_role": "admin",
        "profiles": {"11": {"user_id": "P11-A", "name": "Ada at work", "email": "x",
                            "avatar_url": "https://site.example/a/11.png", "profiles": {"1": {}}}}}])");
    QVERIFY(people);
    QCOMPARE(people->size(), 1);
    QCOMPARE(people->first().id, UserId("6"));
    QCOMPARE(usersInfoEntry(people->first()),
        QJsonDocument::fromJson(
            R"({"user_id": "6", "name": "Ada", "avatar_url": "https://site.example/a/6.png",
        "profile_url": "https://site.example/u/6/", "lastlogin": 1700000000, "badge": "gold", "own": {"a": [1]},
        "chat_role": "admin", "profiles": {"11": {"user_id": "P11-A", "name": "Ada at work",
        "avatar_url": "https://site.example/a/11.png"}}})")
            .object());
}

void GatewayReaderTest::findsPeople_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("names");
    const QByteArray ada = R"({"user_id":1,"name":"Ada"})";
    const auto row = [](const char* name, const QByteArray& body, const QStringList& names) {
        QTest::newRow(name) << body << names;
    };
    row("empty list", "[]", {});
    row("single object", ada, {"1 Ada"});
    row("data", "{\"code\":200,\"data\":[" + ada + "]}", {"1 Ada"});
    row("data a single object", "{\"code\":200,\"data\":" + ada + "}", {"1 Ada"});
    row("nothing found", "{\"code\":200,\"version\":1}", {});
    row("code as text", "{\"code\":\"200\",\"version\":1}", {});
    row("no error", R"({"code":200,"error":"","errors":[],"debug":""})", {});
    row("no error, as an empty object", R"({"code":200,"error":0,"errors":{}})", {});
    row("person with a code", R"({"user_id":1,"name":"Ada","code":49})", {"1 Ada"});
    row("trailing commas", "[{\"user_id\":1,\"name\":\"Ada\",},]", {"1 Ada"});
    row("comma in a text", R"([{"user_id":1,"name":"A,]"},])", {"1 A,]"});
    row("byte order mark", "\xEF\xBB\xBF[" + ada + "]", {"1 Ada"});
    row("mark and trailing comma", "\xEF\xBB\xBF[" + ada + ",]", {"1 Ada"});
    row("warnings before",
        "<br />\n<b>Warning</b>:  Undefined array key 7 in <b>/x.php</b> on line <b>3</b><br />\n[" + ada +
            "]",
        {"1 Ada"});
    row("brackets in the warning", "Notice: $a[\"b\"] and [x] and {y} and [\n[" + ada + "]", {"1 Ada"});
    row("HTML behind", "[" + ada + "]\n<!-- 0.01s [cached] -->", {"1 Ada"});
    row("id as text", R"([{"user_id":"1","name":"Ada"}])", {"1 Ada"});
    row("id as 6.0", R"([{"user_id":6.0,"name":"Ada"}])", {"6 Ada"});
    row("id as 6.5", R"([{"user_id":6.5,"name":"Ada"}])", {});
    row("id beyond 2^53", R"([{"user_id":90071992547409930,"name":"Ada"}])", {"90071992547409930 Ada"});
    row("id null", R"([{"user_id":null,"name":"Ada"}])", {});
    row("id missing", R"([{"name":"Ada"}])", {});
    row("id a list", R"([{"user_id":[1],"name":"Ada"}])", {});
    row("id with zero", R"([{"user_id":"06","name":"Ada"}])", {"06 Ada"});
    row("name missing", R"([{"user_id":1}])", {});
    row("name empty", R"([{"user_id":1,"name":" "}])", {});
    row("name null", R"([{"user_id":1,"name":null},{"user_id":2,"name":"Bo"}])", {"2 Bo"});
    row("name a number", R"([{"user_id":1,"name":42}])", {"1 42"});
    row("name with entities", R"([{"user_id":1,"name":"A &amp; B"}])", {"1 A &amp; B"});
    row("escapes", R"([{"user_id":1,"name":"\u042f\ud83d\ude00 \/"}])", {QStringLiteral("1 Я😀 /")});
    row("no objects", R"([1,null,[],true])", {});
    row("twice", R"([{"user_id":1,"name":"Old"},{"user_id":"1","name":"New"}])", {"1 New"});
}

void GatewayReaderTest::findsPeople()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, names);
    const auto people = readUsersInfoAnswer(body);
    QVERIFY(people);
    QStringList found;
    for (const User& person : *people)
        found.append(person.id.toString() + ' ' + person.name);
    QCOMPARE(found, names);
}

void GatewayReaderTest::refusesWhatIsNoList_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char* body : {"", " ", "null", "{}", "true", "\"x\"", "OK", "<html></html>", "[{\"user_id\":1",
             "[{\"user_id\":1,\"name\":\"Ada\"},{\"us", "{\"data\":[{\"user_id\":1,\"name\":\"Ada\"}",
             "{\"code\":401,\"version\":1,\"error\":\"Authenticate required!\",\"debug\":\"\"}",
             "{\"code\":\"rest_no_route\",\"message\":\"text\",\"data\":{\"status\":404}}",
             "{\"code\":401,\"error\":\"x\",\"data\":[]}", "{\"code\":500,\"data\":[]}",
             "{\"code\":\"500\",\"data\":[]}", "{\"code\":\"rest_forbidden\",\"data\":[]}",
             "{\"code\":200,\"error\":\"x\",\"data\":[]}", "{\"code\":200,\"error\":\"x\"}",
             "{\"errors\":[\"x\"]}", "\xff\xfe[\0]\0"})
        QTest::newRow(body) << QByteArray(body);
    QTest::newRow("deep") << QByteArray(100'000, '[');
    QTest::newRow("deep and closed") << QByteArray(5000, '[') + QByteArray(5000, ']');
}

void GatewayReaderTest::refusesWhatIsNoList()
{
    QFETCH(QByteArray, body);
    const auto people = readUsersInfoAnswer(body);
    QVERIFY(!people);
    QCOMPARE(people.error().kind, ErrorKind::BadResponse);
    QCOMPARE(people.error().code, "users_info_unavailable");
}

void GatewayReaderTest::cleansMembers_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QJsonValue>("value"); // Undefined: gone
    const QJsonValue gone(QJsonValue::Undefined);
    const auto row = [](const char* member, const QJsonValue& value) {
        QTest::newRow(member) << QByteArray(member) << value;
    };
    row(R"("avatar_url":false)", gone);
    row(R"("avatar_url":"")", gone);
    row(R"("avatar_url":"/a/6.png")", gone);
    row(R"("avatar_url":"//site.example/a.png")", gone);
    row(R"~("avatar_url":"javascript:alert(1)")~", gone);
    row(R"("avatar_url":"data:image/png;base64,AA")", gone);
    row(R"("avatar_url":"file:///etc/passwd")", gone);
    row(R"("avatar_url":"https://user:secret@site.example/a.png")", gone);
    row(R"("avatar_url":["https://site.example/a.png"])", gone);
    row(R"("avatar_url":"http:\/\/0.gravatar.com\/avatar\/x?s=96&d=mm")",
        "http://0.gravatar.com/avatar/x?s=96&d=mm");
    row(R"~("profile_url":"javascript:alert(1)")~", gone);
    row(R"("profile_url":"https://site.example/u/6")", "https://site.example/u/6");
    row(R"("lastlogin":false)", gone);
    row(R"("lastlogin":-62169984000)", gone);
    row(R"("lastlogin":"2020-01-01")", 1577836800);
    row(R"("lastlogin":1700000000)", 1700000000);
    row(R"("lastlogin":1700000000123)", 1700000000);
    row(R"("badge":null)", gone);
    row(R"("badge":"gold")", "gold");
    row(R"("profiles":[])", gone);
    row(R"("profiles":null)", gone);
    row(R"("profiles":[{"user_id":1,"name":"x"}])", gone);
    row(R"("profiles":{"11":{"name":"without id"}})", gone);
    row(R"("permissions":false)", false);
    row(R"("user_mail":"a@b.com")", gone);
}

void GatewayReaderTest::cleansMembers()
{
    QFETCH(QByteArray, member);
    QFETCH(QJsonValue, value);
    const auto people = readUsersInfoAnswer("[{\"user_id\":1,\"name\":\"Ada\"," + member + "}]");
    QVERIFY(people);
    QCOMPARE(people->size(), 1);
    const QString name = QString::fromLatin1(member.mid(1, member.indexOf('"', 1) - 1));
    QCOMPARE(usersInfoEntry(people->first()).value(name), value);
}

void GatewayReaderTest::decodesNames_data()
{
    QTest::addColumn<QString>("sent");
    QTest::addColumn<QString>("name");
    const auto row = [](const char* sent, const QString& name) {
        QTest::newRow(sent) << QString::fromUtf8(sent) << name;
    };
    row("Tom &amp; Jerry 1 &lt; 2", "Tom & Jerry 1 < 2");
    row("&amp;lt;b&amp;gt;", "&lt;b&gt;"); // once
    row("&quot;Al&quot; O&#039;Brien &#x27;x&#X27; &apos;", "\"Al\" O'Brien 'x' '");
    row("&#1071;&#x42F;&#128512;", QStringLiteral("ЯЯ😀"));
    row("a&nbsp;b", "a b");
    row("&unknown; &am; & &; &# &#; &#x; &#xZ;", "&unknown; &am; & &; &# &#; &#x; &#xZ;");
    row("&#0; &#10; &#x7f; &#xD800; &#x110000; &#9999999;",
        "&#0; &#10; &#x7f; &#xD800; &#x110000; &#9999999;");
    row("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"); // text, and drawn as text
}

void GatewayReaderTest::decodesNames()
{
    QFETCH(QString, sent);
    QFETCH(QString, name);
    const QByteArray body = QJsonDocument(QJsonArray{QJsonObject{{"user_id", 1}, {"name", sent}}}).toJson();
    QCOMPARE(readUsersInfoAnswer(body, NameForm::Escaped)->first().name, name);
    QCOMPARE(readUsersInfoAnswer(body)->first().name, sent);
}

void GatewayReaderTest::decodesNamesOfFaces()
{
    const auto people = readUsersInfoAnswer(
        R"({"data":[{"user_id":1,"name":"&lt;A&gt;","profiles":{"2":{"user_id":2,"name":"B &amp; C"}}}]})",
        NameForm::Escaped);
    QVERIFY(people);
    QCOMPARE(people->first().name, "<A>");
    const QJsonObject faces = people->first().extra.value("profiles").toObject();
    QCOMPARE(faces.value("2").toObject().value("name").toString(), "B & C");
    // What decodes to nothing is no name.
    QVERIFY(readUsersInfoAnswer(R"([{"user_id":1,"name":"&nbsp;"}])", NameForm::Escaped)->isEmpty());
}

void GatewayReaderTest::makesPlainTextOfHtml_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("text");
    QTest::newRow("WordPress") << "<strong>Error:</strong> The password &#8222;x&#8220; is\n wrong. <a "
                                  "href=\"https://site.example/?a=1&amp;b\">Lost it?</a><br />"
                               << QStringLiteral("Error: The password „x“ is wrong. Lost it?");
    QTest::newRow("plain") << "1 < 2 & 3 > 2"
                           << "1 < 2 & 3 > 2";
    QTest::newRow("cut") << "Wrong <a href="
                         << "Wrong <a href=";
    QTest::newRow("long") << QString(500, 'x') << QString(63, 'x') + QChar(0x2026);
}

void GatewayReaderTest::makesPlainTextOfHtml()
{
    QFETCH(QString, html);
    QTEST(plainTextOf(html, 64), "text");
}

void GatewayReaderTest::isQuickOnHostileText()
{
    QByteArray text;
    while (text.size() < 4 * 1024 * 1024)
        text += "[x {y \"";
    const Test::CpuTimer timer;
    QVERIFY(!readUsersInfoAnswer(text));
    QVERIFY2(timer.milliseconds() < 5000, "parsing takes quadratic time");
}

QTEST_GUILESS_MAIN(GatewayReaderTest)
#include "tst_gateway_reader.moc"
