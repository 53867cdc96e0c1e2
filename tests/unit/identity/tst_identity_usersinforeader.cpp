// SPDX-License-Identifier: Apache-2.0
#include "identity/UsersInfoReader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Natter;
using namespace Natter::Identity;

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

class UsersInfoReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
};

void UsersInfoReaderTest::readsAnEntry()
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

void UsersInfoReaderTest::readsIds_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("id"); // empty: dropped
    QTest::newRow("number") << QByteArray("6") << "6";
    QTest::newRow("text") << QByteArray("\"06\"") << "06";
    QTest::newRow("letters") << QByteArray("\"P11-A\"") << "P11-A";
    QTest::newRow("beyond 2^53") << QByteArray("9007199254740993") << "9007199254740993";
    QTest::newRow("zero") << QByteArray("0") << "0";
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

void UsersInfoReaderTest::readsIds()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, id);
    const auto users = read(R"([{"name":"Ada","user_id":)" + json + "}]");
    QCOMPARE(idsOf(users), id.isEmpty() ? QStringList() : QStringList{id});
}

void UsersInfoReaderTest::readsShapes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("empty list") << QByteArray("[]") << QStringList();
    QTest::newRow("single object") << QByteArray(R"({"user_id":1,"name":"A"})") << QStringList{"1"};
    QTest::newRow("data") << QByteArray(R"({"data":[{"user_id":1,"name":"A"}],"code":200})")
                          << QStringList{"1"};
    QTest::newRow("error object") << QByteArray(R"({"code":401,"error":"no"})") << QStringList();
    QTest::newRow("odd entries") << QByteArray(R"([null,1,"x",[],{},{"user_id":2,"name":"B"}])")
                                 << QStringList{"2"};
    QTest::newRow("unusable names")
        << QByteArray(
               R"([{"user_id":1},{"user_id":2,"name":null},{"user_id":3,"name":"  "},{"user_id":4,"name":5},
            {"user_id":5,"name":{}},{"user_id":6,"name":"F"}])")
        << QStringList{"6"};
}

void UsersInfoReaderTest::readsShapes()
{
    QFETCH(QByteArray, json);
    QFETCH(QStringList, ids);
    QCOMPARE(idsOf(read(json)), ids);
}

void UsersInfoReaderTest::readsUrls_data()
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
    QTest::newRow("object") << QByteArray(R"({"url":"https://a.example/x.png"})") << false;
}

void UsersInfoReaderTest::readsUrls()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, isKept);
    const auto users =
        read(R"([{"user_id":1,"name":"A","avatar_url":)" + json + R"(,"profile_url":)" + json + "}]");
    QCOMPARE(users.size(), 1);
    QCOMPARE(!users.first().avatarUrl.isEmpty(), isKept);
    QCOMPARE(!users.first().profileUrl.isEmpty(), isKept);
}

void UsersInfoReaderTest::readsLastLogin_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<qint64>("seconds"); // 0: unknown
    QTest::newRow("seconds") << QByteArray("1700000000") << qint64(1'700'000'000);
    QTest::newRow("milliseconds") << QByteArray("1700000000000") << qint64(1'700'000'000);
    QTest::newRow("false") << QByteArray("false") << qint64(0);
    QTest::newRow("negative") << QByteArray("-62169984000") << qint64(0);
    QTest::newRow("absurd") << QByteArray("1e30") << qint64(0);
    QTest::newRow("words") << QByteArray(R"("yesterday")") << qint64(0);
}

void UsersInfoReaderTest::readsLastLogin()
{
    QFETCH(QByteArray, json);
    QFETCH(qint64, seconds);
    const auto users = read(R"([{"user_id":1,"name":"A","lastlogin":)" + json + "}]");
    QCOMPARE(users.size(), 1);
    const QDateTime time = users.first().lastLogin;
    QCOMPARE(time.isValid() ? time.toSecsSinceEpoch() : 0, seconds);
}

void UsersInfoReaderTest::keepsTheLaterOfDoubles()
{
    const auto users = read(
        R"([{"user_id":6,"name":"Old"},{"user_id":7,"name":"B"},{"user_id":"6","name":"New"},{"user_id":"06","name":"C"}])");
    QCOMPARE(idsOf(users), QStringList({"6", "7", "06"}));
    QCOMPARE(users.first().name, QStringLiteral("New"));
}

void UsersInfoReaderTest::keepsNamesAsTheyAre()
{
    const auto users = read(R"([{"user_id":1,"name":"<b>Tom<\/b> &amp; \"Jerry\"\u202e"}])");
    QCOMPARE(users.first().name, QStringLiteral("<b>Tom</b> &amp; \"Jerry\"\u202e"));
}

void UsersInfoReaderTest::boundsWhatItKeeps()
{
    const QByteArray long64k(65536, 'n');
    const auto users = read(R"([{"user_id":1,"name":")" + long64k + R"(","badge":")" + long64k +
                            R"(","more":")" + long64k + "\"}]");
    QCOMPARE(users.size(), 1);
    QVERIFY(users.first().name.size() <= 1024);
    QVERIFY(users.first().badge.size() <= 64);
    QVERIFY(users.first().extra.isEmpty());
}

QTEST_GUILESS_MAIN(UsersInfoReaderTest)
#include "tst_identity_usersinforeader.moc"
