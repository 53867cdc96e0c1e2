// SPDX-License-Identifier: Apache-2.0
#include "domain/Face.h"
#include "domain/Permissions.h"
#include "domain/UsersInfoReader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Natter;

namespace {

QList<User> read(const QByteArray& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    return readUsersInfo(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()));
}

QStringList idsOf(const QList<User>& users)
{
    QStringList ids;
    for (const User& user : users)
        ids += user.id.toString();
    return ids;
}

} // namespace

class DomainUsersInfoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhoMayWrite_data();
    void saysWhoMayWrite();
    void readsAnEntry();
    void readsIds_data();
    void readsIds();
    void readsShapes_data();
    void readsShapes();
    void readsUrls_data();
    void readsUrls();
    void readsLastLogin_data();
    void readsLastLogin();
    void keepsTheLaterOfDoubles();
    void keepsNamesAsTheyAre();
    void boundsWhatItKeeps();
    void writesWhatItReads();
    void dropsMailAddresses();
    void readsPermissions_data();
    void readsPermissions();
    void namesEachPermission();
    void readsFaces_data();
    void readsFaces();
    void readsAFace();
};

void DomainUsersInfoTest::readsAnEntry()
{
    const auto users = read(R"([{"user_id":6,"name":"Ada","avatar_url":"https://site.example/a/6.png",
        "profile_url":"https://site.example/u/6/","lastlogin":1700000000,"badge":"gold","chat_role":"user",
        "profiles":{"11":{"user_id":"P11-A","name":"Ada at work"}}}])");
    QCOMPARE(users.size(), 1);
    const User& ada = users.first();
    QCOMPARE(ada.id, UserId(QStringLiteral("6")));
    QCOMPARE(ada.name, QStringLiteral("Ada"));
    QCOMPARE(ada.avatarUrl, QUrl(QStringLiteral("https://site.example/a/6.png")));
    QCOMPARE(ada.profileUrl, QUrl(QStringLiteral("https://site.example/u/6/")));
    QCOMPARE(ada.lastLogin, QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC));
    QCOMPARE(ada.badge, QStringLiteral("gold"));
    QCOMPARE(ada.extra.keys(), QStringList({QStringLiteral("chat_role"), QStringLiteral("profiles")}));
    QVERIFY(!ada.isUnknown);
    QVERIFY(!ada.fetchedAt.isValid());
}

void DomainUsersInfoTest::readsIds_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("id"); // empty: dropped
    QTest::newRow("number") << QByteArray("6") << "6";
    QTest::newRow("text") << QByteArray("\"06\"") << "06";
    QTest::newRow("letters") << QByteArray("\"P11-A\"") << "P11-A";
    QTest::newRow("beyond 2^53") << QByteArray("9007199254740993") << "9007199254740993";
    QTest::newRow("zero") << QByteArray("0") << "0";
    QTest::newRow("6.0") << QByteArray("6.0") << "6";
    QTest::newRow("fraction") << QByteArray("1.5") << "";
    QTest::newRow("negative") << QByteArray("-1") << "";
    QTest::newRow("infinite") << QByteArray("1e400") << "";
    QTest::newRow("huge") << QByteArray("1e300") << "";
    QTest::newRow("null") << QByteArray("null") << "";
    QTest::newRow("empty") << QByteArray("\"\"") << "";
    QTest::newRow("blank") << QByteArray("\"  \"") << "";
    QTest::newRow("bool") << QByteArray("true") << "";
    QTest::newRow("list") << QByteArray("[6]") << "";
    QTest::newRow("longest") << '"' + QByteArray(256, 'a') + '"' << QString(256, u'a');
    QTest::newRow("too long") << '"' + QByteArray(257, 'a') + '"' << "";
}

void DomainUsersInfoTest::readsIds()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, id);
    const auto users = read(R"([{"name":"Ada","user_id":)" + json + "}]");
    QCOMPARE(idsOf(users), id.isEmpty() ? QStringList() : QStringList{id});
}

void DomainUsersInfoTest::readsShapes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("empty list") << QByteArray("[]") << QStringList();
    QTest::newRow("single object") << QByteArray(R"({"user_id":1,"name":"A"})") << QStringList{"1"};
    QTest::newRow("data") << QByteArray(R"({"data":[{"user_id":1,"name":"A"}],"code":200})")
                          << QStringList{"1"};
    QTest::newRow("data, a single object")
        << QByteArray(R"({"data":{"user_id":1,"name":"A"}})") << QStringList{"1"};
    QTest::newRow("error object") << QByteArray(R"({"code":401,"error":"no"})") << QStringList();
    QTest::newRow("odd entries") << QByteArray(R"([null,1,"x",[],{},{"user_id":2,"name":"B"}])")
                                 << QStringList{"2"};
    QTest::newRow("unusable names")
        << QByteArray(
               R"([{"user_id":1},{"user_id":2,"name":null},{"user_id":3,"name":"  "},{"user_id":4,"name":5},
            {"user_id":5,"name":{}},{"user_id":6,"name":"F"},{"user_id":7,"name":0.5}])")
        << QStringList{"4", "6"};
}

void DomainUsersInfoTest::readsShapes()
{
    QFETCH(QByteArray, json);
    QFETCH(QStringList, ids);
    QCOMPARE(idsOf(read(json)), ids);
}

void DomainUsersInfoTest::readsUrls_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("https") << QByteArray(R"("https:\/\/a.example\/x.png")") << true;
    QTest::newRow("http") << QByteArray(R"("http://0.gravatar.com/avatar/1?s=96")") << true;
    QTest::newRow("false") << QByteArray("false") << false;
    QTest::newRow("null") << QByteArray("null") << false;
    QTest::newRow("empty") << QByteArray(R"("")") << false;
    QTest::newRow("relative") << QByteArray(R"("/a/6.png")") << false;
    QTest::newRow("no scheme") << QByteArray(R"("//a.example/6.png")") << false;
    QTest::newRow("file") << QByteArray(R"("file:///etc/passwd")") << false;
    QTest::newRow("javascript") << QByteArray("\"javascript:alert(1)\"") << false;
    QTest::newRow("data") << QByteArray(R"("data:image/png;base64,AAAA")") << false;
    QTest::newRow("no host") << QByteArray(R"("https:///x.png")") << false;
    QTest::newRow("blank inside") << QByteArray(R"("https://a.example/x y.png")") << false;
    QTest::newRow("long") << "\"https://a.example/" + QByteArray(4000, 'x') + '"' << false;
    QTest::newRow("user and password") << QByteArray(R"("https://user:x@a.example/x.png")") << false;
    QTest::newRow("object") << QByteArray(R"({"url":"https://a.example/x.png"})") << false;
}

void DomainUsersInfoTest::readsUrls()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, isKept);
    const auto users =
        read(R"([{"user_id":1,"name":"A","avatar_url":)" + json + R"(,"profile_url":)" + json + "}]");
    QCOMPARE(users.size(), 1);
    QCOMPARE(!users.first().avatarUrl.isEmpty(), isKept);
    QCOMPARE(!users.first().profileUrl.isEmpty(), isKept);
}

void DomainUsersInfoTest::readsLastLogin_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<qint64>("seconds"); // 0: unknown
    QTest::newRow("seconds") << QByteArray("1700000000") << qint64(1'700'000'000);
    QTest::newRow("milliseconds") << QByteArray("1700000000000") << qint64(1'700'000'000);
    QTest::newRow("false") << QByteArray("false") << qint64(0);
    QTest::newRow("negative") << QByteArray("-62169984000") << qint64(0);
    QTest::newRow("absurd") << QByteArray("1e30") << qint64(0);
    QTest::newRow("before the second") << QByteArray("0.5") << qint64(0);
    QTest::newRow("date before 1970") << QByteArray(R"("1900-01-01T00:00:00Z")") << qint64(0);
    QTest::newRow("date after 5138") << QByteArray(R"("9999-12-31T23:59:59Z")") << qint64(0);
    QTest::newRow("seconds as text") << QByteArray(R"("1700000000")") << qint64(1'700'000'000);
    QTest::newRow("milliseconds as text") << QByteArray(R"("1700000000000")") << qint64(1'700'000'000);
    QTest::newRow("zero as text") << QByteArray(R"("0")") << qint64(0);
    QTest::newRow("date of MySQL") << QByteArray(R"("2020-01-01 00:00:10")") << qint64(1'577'836'810);
    QTest::newRow("no date of MySQL") << QByteArray(R"("0000-00-00 00:00:00")") << qint64(0);
    QTest::newRow("date text") << QByteArray(R"("2020-01-01")") << qint64(1'577'836'800);
    QTest::newRow("words") << QByteArray(R"("yesterday")") << qint64(0);
}

void DomainUsersInfoTest::readsLastLogin()
{
    QFETCH(QByteArray, json);
    QFETCH(qint64, seconds);
    const auto users = read(R"([{"user_id":1,"name":"A","lastlogin":)" + json + "}]");
    QCOMPARE(users.size(), 1);
    const QDateTime time = users.first().lastLogin;
    QCOMPARE(time.isValid() ? time.toSecsSinceEpoch() : 0, seconds);
}

void DomainUsersInfoTest::keepsTheLaterOfDoubles()
{
    const auto users = read(
        R"([{"user_id":6,"name":"Old"},{"user_id":7,"name":"B"},{"user_id":"6","name":"New"},{"user_id":"06","name":"C"}])");
    QCOMPARE(idsOf(users), QStringList({"6", "7", "06"}));
    QCOMPARE(users.first().name, QStringLiteral("New"));
}

void DomainUsersInfoTest::keepsNamesAsTheyAre()
{
    const auto users = read(R"([{"user_id":1,"name":"<b>Tom<\/b> &amp; \"Jerry\"\u202e"}])");
    QCOMPARE(users.first().name, QStringLiteral("<b>Tom</b> &amp; \"Jerry\"\u202e"));
}

void DomainUsersInfoTest::boundsWhatItKeeps()
{
    const QByteArray long64k(65536, 'n');
    const auto users = read(R"([{"user_id":1,"name":")" + long64k + R"(","badge":")" + long64k +
                            R"(","more":")" + long64k + "\"}]");
    QCOMPARE(users.size(), 1);
    QVERIFY(users.first().name.size() <= 1024);
    QVERIFY(users.first().badge.size() <= 64);
    QVERIFY(users.first().extra.isEmpty());
}

void DomainUsersInfoTest::writesWhatItReads()
{
    const auto users =
        read(R"([{"user_id":6,"name":"Ada","avatar_url":"https://site.example/a/6.png?s=1&d=%20",
        "profile_url":"https://site.example/u/6/","lastlogin":1700000000,"badge":"gold","chat_role":"admin",
        "permissions":{"send_files":false},"own":{"a":[1]},
        "profiles":{"11":{"user_id":"P11-A","name":"Ada at work"}}},{"user_id":"P11-A","name":"Bo"},
        {"user_id":8,"name":"Cy","lastlogin":170000000001},{"user_id":9,"name":")" +
             QByteArray(1023, 'x') + R"( y"}])");
    QCOMPARE(users.size(), 4);
    QJsonArray entries;
    for (const User& user : users)
        entries += usersInfoEntry(user);
    QCOMPARE(readUsersInfo(entries), users);
    QCOMPARE(entries.at(1).toObject(), QJsonObject({{"user_id", "P11-A"}, {"name", "Bo"}}));
}

void DomainUsersInfoTest::dropsMailAddresses()
{
    const auto users = read(R"([{"user_id":1,"name":"A","user_mail":"a@site.example","email":"a@site.example",
        "profiles":{"2":{"user_id":2,"name":"B","email":"b@site.example"}}}])");
    QVERIFY(!QJsonDocument(usersInfoEntry(users.value(0))).toJson().contains("site.example"));
}

void DomainUsersInfoTest::readsPermissions_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("isGiven");
    for (const char* yes : {"{}", "false", "null", "[]", "7", R"({"send_files":true})", R"({"send_files":1})",
             R"({"send_files":"1"})", R"({"send_files":null})", R"({"send_files":[]})",
             R"({"send_files":"perhaps"})", R"({"audio_calls":false})"})
        QTest::newRow(yes) << QByteArray(yes) << true;
    for (const char* no : {R"({"send_files":false})", R"({"send_files":0})", R"({"send_files":"0"})",
             R"({"send_files":"false"})"})
        QTest::newRow(no) << QByteArray(no) << false;
}

void DomainUsersInfoTest::readsPermissions()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, isGiven);
    const auto users = read(R"([{"user_id":1,"name":"A","permissions":)" + json + "}]");
    QCOMPARE(users.size(), 1);
    QCOMPARE(permissionsOf(users.first()).canSendFiles, isGiven);
    QVERIFY(permissionsOf(users.first()).canSendMessage);
    QCOMPARE(permissionsOf(User()), Permissions());
}

void DomainUsersInfoTest::namesEachPermission()
{
    const QHash<QString, bool Permissions::*> names{{"send_message", &Permissions::canSendMessage},
        {"send_files", &Permissions::canSendFiles}, {"send_geo", &Permissions::canSendGeo},
        {"send_sketchboard", &Permissions::canSendSketchboard}, {"audio_calls", &Permissions::canCallAudio},
        {"video_calls", &Permissions::canCallVideo}, {"audio_message", &Permissions::canSendAudioMessage},
        {"video_message", &Permissions::canSendVideoMessage},
        {"audio_message_enable", &Permissions::isAudioMessageEnabled},
        {"available_chat", &Permissions::isChatAvailable}};
    for (auto it = names.begin(); it != names.end(); ++it) {
        User user;
        user.extra = {{"permissions", QJsonObject{{it.key(), false}}}};
        Permissions expected;
        expected.*it.value() = false;
        QCOMPARE(permissionsOf(user), expected);
        QVERIFY(expected != Permissions());
    }
}

void DomainUsersInfoTest::readsFaces_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("faces");
    const auto row = [](const char* json, const QStringList& faces) {
        QTest::newRow(json) << QByteArray(json) << faces;
    };
    row("[]", {});
    row("null", {});
    row("{}", {});
    row(R"([{"user_id":1,"name":"x"}])", {});
    row(R"({"11":{"user_id":11,"name":"X"}})", {"11 11 X"});
    row(R"({"11":{"name":"without id"},"12":{"user_id":"P"},"13":{"user_id":"","name":"x"}})", {});
    row(R"({"b":{"user_id":3,"name":"C"},"11":{"user_id":2,"name":"B"},"9":{"user_id":1,"name":"A"}})",
        {"9 1 A", "11 2 B", "b 3 C"});
    row(R"({"1":{"user_id":1,"name":"A","profiles":{"2":{"user_id":2,"name":"B"}}}})", {"1 1 A"});
    row(R"({"1":[1],"2":"x","3":null})", {});
}

void DomainUsersInfoTest::readsFaces()
{
    QFETCH(QByteArray, json);
    QFETCH(QStringList, faces);
    const auto users = read(R"([{"user_id":1,"name":"A","profiles":)" + json + "}]");
    QCOMPARE(users.size(), 1);
    QStringList found;
    for (const Face& face : facesOf(users.first()))
        found += face.number + u' ' + face.id.toString() + u' ' + face.name;
    QCOMPARE(found, faces);
}

void DomainUsersInfoTest::readsAFace()
{
    const auto users = read(R"([{"user_id":6,"name":"Ada","profiles":{"11":{"user_id":"P11-A",
        "name":"Ada at work","avatar_url":"https://site.example/a/11.png"},"12":{"user_id":"P12-A",
        "name":"Ada at home","avatar_url":"javascript:x"}}}])");
    const QList<Face> faces = facesOf(users.value(0));
    QCOMPARE(faces.size(), 2);
    const Face work{"11", UserId("P11-A"), "Ada at work", QUrl("https://site.example/a/11.png")};
    QCOMPARE(faces.at(0), work);
    QVERIFY(faces.at(1).avatarUrl.isEmpty());
}

void DomainUsersInfoTest::saysWhoMayWrite_data()
{
    QTest::addColumn<QString>("own"); // the permissions that are taken away
    QTest::addColumn<QString>("theirs");
    QTest::addColumn<int>("writing");
    const auto row = [](const char* name, const QString& own, const QString& theirs, Writing writing) {
        QTest::newRow(name) << own << theirs << int(writing);
    };
    row("nothing said", {}, {}, Writing::Allowed);
    row("own", "send_message", {}, Writing::SelfMayNot);
    row("theirs", {}, "send_message", Writing::PeerTakesNone);
    row("both", "send_message", "send_message", Writing::SelfMayNot);
    row("own chat", "available_chat", {}, Writing::SelfMayNot);
    row("their chat", {}, "available_chat", Writing::PeerTakesNone);
    row("the site's setting for guests", "available_chat", "available_chat", Writing::Allowed);
    row("others", "send_files", "audio_calls", Writing::Allowed);
}

void DomainUsersInfoTest::saysWhoMayWrite()
{
    QFETCH(QString, own);
    QFETCH(QString, theirs);
    const auto without = [](const QString& permission) {
        User user;
        user.extra = {{QStringLiteral("permissions"), QJsonObject{{permission, false}}}};
        return user;
    };
    QTEST(int(writingBetween(without(own), without(theirs))), "writing");
}

QTEST_GUILESS_MAIN(DomainUsersInfoTest)
#include "tst_domain_usersinfo.moc"
