// SPDX-License-Identifier: Apache-2.0
#include "sandbox/AvatarShelf.h"
#include "sandbox/UsersInfo.h"
#include "support/FakeClock.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Natter;
using namespace Natter::Sandbox;

namespace {

const QUrl Site(QStringLiteral("http://127.0.0.1:8080/"));

Gateway::Request asked(const QByteArray& target, const QByteArray& credentials = "root:a:b C")
{
    Gateway::Request request("GET", target);
    if (!credentials.isEmpty())
        request.addHeader("Authorization", "Basic " + credentials.toBase64());
    return request;
}

QStringList idsIn(const Gateway::Response& response)
{
    QStringList ids;
    for (const QJsonValue& entry : QJsonDocument::fromJson(response.body).array())
        ids += entry[u"user_id"].toVariant().toString();
    return ids;
}

} // namespace

class tst_sandbox_site : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wantsBasicAuth_data();
    void wantsBasicAuth();
    void findsIds_data();
    void findsIds();
    void refusesMoreThanAHundredIds();
    void keepsTheTypeOfIds();
    void describesPicturesGoodAndBad();
    void searches_data();
    void searches();
    void drawsEveryFace();
    void servesPicturesWithETags();

private:
    People m_people;
    Test::FakeClock m_clock;
    UsersInfo m_usersInfo{m_people, Site, QStringLiteral("Root"), Secret("a:b C"), m_clock.now()};
};

void tst_sandbox_site::wantsBasicAuth_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("isAccepted");
    const auto basic = [](const QByteArray& credentials) {
        return "Basic " + credentials.toBase64();
    };
    QTest::newRow("right") << basic("root:a:b C") << true;
    QTest::newRow("capitals") << basic("ROOT:a:b C") << true;
    QTest::newRow("scheme in small letters") << "basic " + QByteArray("root:a:b C").toBase64() << true;
    QTest::newRow("password in capitals") << basic("root:A:B C") << false;
    QTest::newRow("password too long") << basic("root:a:b C ") << false;
    QTest::newRow("no password") << basic("root:") << false;
    QTest::newRow("no login") << basic(":a:b C") << false;
    QTest::newRow("nothing") << basic(":") << false;
    QTest::newRow("no colon") << basic("root") << false;
    QTest::newRow("not base64") << QByteArray("Basic ***") << false;
    QTest::newRow("bearer") << QByteArray("Bearer abc") << false;
    QTest::newRow("no header") << QByteArray() << false;
}

void tst_sandbox_site::wantsBasicAuth()
{
    QFETCH(QByteArray, header);
    QFETCH(bool, isAccepted);
    Gateway::Request request("GET", "/users-info?user_ids=1");
    request.addHeader("Authorization", header);
    const auto response = m_usersInfo.lookUp(request);
    QCOMPARE(response.status, isAccepted ? 200 : 401);
    QCOMPARE(m_usersInfo.search(request).status, response.status);
    if (isAccepted)
        return;
    const QJsonObject body = QJsonDocument::fromJson(response.body).object();
    QCOMPARE(body, (QJsonObject{{QStringLiteral("code"), 401}, {QStringLiteral("version"), 1},
                       {QStringLiteral("error"), QStringLiteral("Authenticate required!")},
                       {QStringLiteral("debug"), QString()}}));
    QVERIFY(response.headers.contains({"WWW-Authenticate", "Basic realm=\"Backend\""}));
}

void tst_sandbox_site::findsIds_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QStringList>("ids");
    const QStringList both{QStringLiteral("1"), QStringLiteral("P11-A")};
    QTest::newRow("query") << QByteArray("/users-info?user_ids=1,P11-A") << both;
    QTest::newRow("other name") << QByteArray("/users-info?ids=1,P11-A") << both;
    QTest::newRow("path") << QByteArray("/users-info/1,P11-A") << both;
    QTest::newRow("encoded comma") << QByteArray("/users-info?user_ids=1%2CP11-A") << both;
    QTest::newRow("encoded comma in path") << QByteArray("/users-info/1%2CP11-A") << both;
    QTest::newRow("blanks, empties, doubles") << QByteArray("/users-info?user_ids=%201%20,,P11-A,1,") << both;
    QTest::newRow("e-mail") << QByteArray("/users-info?user_ids=zoe%40example.com")
                            << QStringList{QStringLiteral("zoe@example.com")};
    QTest::newRow("unknown ones left out")
        << QByteArray("/users-info?user_ids=01,1.0,p11-a,nobody,-1,1e0") << QStringList();
    QTest::newRow("none") << QByteArray("/users-info") << QStringList();
    QTest::newRow("only a comma") << QByteArray("/users-info?user_ids=,") << QStringList();
}

void tst_sandbox_site::findsIds()
{
    QFETCH(QByteArray, target);
    QFETCH(QStringList, ids);
    const auto response = m_usersInfo.lookUp(asked(target));
    QCOMPARE(response.status, 200);
    QVERIFY(QJsonDocument::fromJson(response.body).isArray());
    QCOMPARE(idsIn(response), ids);
}

void tst_sandbox_site::refusesMoreThanAHundredIds()
{
    QByteArrayList ids;
    for (int i = 1; i <= 100; ++i)
        ids += QByteArray::number(i);
    QCOMPARE(m_usersInfo.lookUp(asked("/users-info?user_ids=" + ids.join(','))).status, 200);
    ids += "101";
    QCOMPARE(m_usersInfo.lookUp(asked("/users-info?user_ids=" + ids.join(','))).status, 400);
}

void tst_sandbox_site::keepsTheTypeOfIds()
{
    const auto response = m_usersInfo.lookUp(asked("/users-info?user_ids=1,4,P11-A"));
    const QJsonArray entries = QJsonDocument::fromJson(response.body).array();
    QCOMPARE(entries.at(0)[u"user_id"], QJsonValue(1));
    QCOMPARE(entries.at(1)[u"user_id"], QJsonValue(QStringLiteral("4")));
    QCOMPARE(entries.at(2)[u"user_id"], QJsonValue(QStringLiteral("P11-A")));
}

void tst_sandbox_site::describesPicturesGoodAndBad()
{
    const auto response = m_usersInfo.lookUp(asked("/users-info?user_ids=1,12,13,20,21,11"));
    const QJsonArray entries = QJsonDocument::fromJson(response.body).array();
    QVERIFY(entries.at(0)[u"avatar_url"].toString().startsWith(Site.toString()));
    QCOMPARE(entries.at(1)[u"avatar_url"], QJsonValue(false));
    QVERIFY(entries.at(2)[u"avatar_url"].isUndefined());
    QVERIFY(!entries.at(3)[u"avatar_url"].toString().startsWith(Site.toString()));
    QVERIFY(entries.at(4)[u"avatar_url"].toString().startsWith(QStringLiteral("javascript:")));
    QCOMPARE(entries.at(5)[u"profiles"][u"11"][u"user_id"], QJsonValue(QStringLiteral("P11-A")));
}

void tst_sandbox_site::searches_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QStringList>("ids");
    const QStringList ada{QStringLiteral("1")};
    QTest::newRow("part of a name") << QByteArray("/search?query=lindgr") << ada;
    QTest::newRow("other name") << QByteArray("/search?str=ADA%20L") << ada;
    QTest::newRow("path") << QByteArray("/search/ada") << ada;
    QTest::newRow("cyrillic, any case")
        << QByteArray("/search?query=") + QStringLiteral("соколов").toUpper().toUtf8().toPercentEncoding()
        << QStringList{QStringLiteral("3")};
    QTest::newRow("id") << QByteArray("/search?query=p11-a") << QStringList{QStringLiteral("P11-A")};
    QTest::newRow("no wildcards") << QByteArray("/search?query=%25") << QStringList();
    QTest::newRow("underscore") << QByteArray("/search?query=_") << QStringList();
    QTest::newRow("empty") << QByteArray("/search?query=") << QStringList();
    QTest::newRow("blank") << QByteArray("/search?query=%20") << QStringList();
}

void tst_sandbox_site::searches()
{
    QFETCH(QByteArray, target);
    QFETCH(QStringList, ids);
    const auto response = m_usersInfo.search(asked(target));
    QVERIFY(QJsonDocument::fromJson(response.body).isArray());
    QCOMPARE(idsIn(response), ids);
}

void tst_sandbox_site::drawsEveryFace()
{
    AvatarShelf shelf;
    QSet<QByteArray> seen;
    for (const Person& person : m_people.all()) {
        if (person.avatar != AvatarKind::Face)
            continue;
        const auto response =
            shelf.picture(person, asked(AvatarShelf::pathOf(person).toUtf8().toPercentEncoding("/")));
        QCOMPARE(response.status, 200);
        const QImage image = QImage::fromData(response.body);
        QCOMPARE(image.size(), QSize(256, 256));
        QVERIFY2(!seen.contains(response.body), qPrintable(person.name));
        seen += response.body;
    }
    QVERIFY(seen.size() >= 14);
}

void tst_sandbox_site::servesPicturesWithETags()
{
    AvatarShelf shelf;
    const Person& ada = *m_people.find(UserId(QStringLiteral("1")));
    Gateway::Request request("GET", "/avatars/1.png");
    const auto first = shelf.picture(ada, request);
    QCOMPARE(first.headers.at(0).first, QByteArray("ETag"));
    request.addHeader("If-None-Match", first.headers.at(0).second);
    const auto second = shelf.picture(ada, request);
    QCOMPARE(second.status, 304);
    QVERIFY(second.body.isEmpty());

    const Person& broken = *m_people.find(UserId(QStringLiteral("15")));
    QVERIFY(QImage::fromData(shelf.picture(broken, asked("/")).body).isNull());
    QCOMPARE(shelf.picture(*m_people.find(UserId(QStringLiteral("14"))), asked("/")).status, 404);
    QVERIFY(shelf.picture(*m_people.find(UserId(QStringLiteral("16"))), asked("/")).body.size() < 100'000);
    QVERIFY(shelf.picture(*m_people.find(UserId(QStringLiteral("17"))), asked("/")).body.size() > 12'000'000);
}

QTEST_GUILESS_MAIN(tst_sandbox_site)
#include "tst_sandbox_site.moc"
