// SPDX-License-Identifier: Apache-2.0
#include "gateway/EngineClient.h"
#include "gateway/UserLookupService.h"
#include "support/FakeClock.h"
#include "support/FakeHttpClient.h"

#include <QSignalSpy>
#include <QTest>

using namespace Natter;
using namespace Natter::Gateway;

namespace {

UsersInfoConfig siteAt(const QString& url)
{
    UsersInfoConfig site;
    site.url = QUrl(url);
    site.login = "login";
    site.password = Secret("password");
    return site;
}

template <typename T>
std::optional<Result<T>> waitFor(const Answer<T>& answer)
{
    QObject context;
    std::optional<Result<T>> result;
    onDone(answer, &context, [&result](const Result<T>& given) { result = given; });
    const bool isThere = QTest::qWaitFor([&result] { return result.has_value(); }, 30'000);
    return isThere ? result : std::nullopt;
}

} // namespace

class GatewayLookupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesIds_data();
    void placesIds();
    void keepsToItsPath();
    void asksWithoutWhatARouteDoesNotTake();
    void askManyInBatches();
    void boundsAddresses();
    void asksAnIdOnce();
    void ignoresWhatWasNotAsked();
    void answersCancelledWhenDeleted();
    void engineAnswersCancelledWhenDeleted();
    void engineUsesBasicAuth();
};

void GatewayLookupTest::placesIds_data()
{
    QTest::addColumn<QString>("configured");
    QTest::addColumn<QByteArray>("asked");
    QTest::newRow("query") << "https://site.example/users"
                           << QByteArray("https://site.example/users?user_ids=1,a%26b");
    QTest::newRow("second member") << "https://site.example/?r=users"
                                   << QByteArray("https://site.example/?r=users&user_ids=1,a%26b");
    QTest::newRow("path") << "https://site.example/getusers/{ids}"
                          << QByteArray("https://site.example/getusers/1,a%26b");
    QTest::newRow("other name") << "https://site.example/?route=users&ids={ids}"
                                << QByteArray("https://site.example/?route=users&ids=1,a%26b");
}

void GatewayLookupTest::placesIds()
{
    QFETCH(QString, configured);
    QFETCH(QByteArray, asked);
    Test::FakeHttpClient http;
    UsersInfoClient client(http, siteAt(configured));
    const auto answer = client.fetch({"1", "a&b"});
    QCOMPARE(http.count(), 1);
    QCOMPARE(http.request(0).url.toEncoded(), asked);
}

void GatewayLookupTest::keepsToItsPath()
{
    Test::FakeHttpClient http;
    UsersInfoConfig site = siteAt("https://site.example/api/{ids}/info");
    site.searchUrl = QUrl("https://site.example/find/{query}");
    UsersInfoClient inPath(http, site);
    for (const QString& odd : {QStringLiteral("."), QStringLiteral(".."), QStringLiteral("..\\..\\admin"),
             QStringLiteral("a/b"), QStringLiteral("../admin")}) {
        for (const auto& asked : {inPath.fetch({odd}), inPath.search(odd)}) {
            const auto found = waitFor(asked);
            QVERIFY(found && *found);
            QVERIFY((*found)->isEmpty());
        }
        QCOMPARE(http.count(), 0);
    }
    const auto both = inPath.fetch({"..", "1"});
    QCOMPARE(http.request(0).url.toEncoded(), QByteArray("https://site.example/api/1/info"));
    const auto dotted = inPath.fetch({"a..b"});
    QCOMPARE(http.request(1).url.toEncoded(), QByteArray("https://site.example/api/a..b/info"));
    // In a query they are only text.
    UsersInfoClient inQuery(http, siteAt("https://site.example/users"));
    const auto plain = inQuery.fetch({".."});
    QCOMPARE(http.request(2).url.toEncoded(), QByteArray("https://site.example/users?user_ids=.."));
}

void GatewayLookupTest::asksWithoutWhatARouteDoesNotTake()
{
    const QByteArray noRoute = R"({"code":"rest_no_route","message":"text","data":{"status":404}})";
    Test::FakeHttpClient http;
    UsersInfoClient client(http, siteAt("https://site.example/getusers/{ids}"));
    // One of them makes WordPress answer that of all.
    const auto mixed = client.fetch({"1", "P11-A", "x_2", "a b", "\u00e4"});
    http.answer(0, 404, noRoute);
    QVERIFY(http.waitForCount(2));
    QCOMPARE(http.request(1).url.path(), "/getusers/1,x_2");
    http.answer(1, 200, R"([{"user_id":1,"name":"Ada"}])");
    const auto found = waitFor(mixed);
    QVERIFY(found && *found);
    QCOMPARE((*found)->size(), 1);
    // Nobody is left to ask for.
    const auto odd = client.fetch({"P11-A", "."});
    http.answer(2, 404, noRoute);
    const auto nobody = waitFor(odd);
    QVERIFY(nobody && *nobody && (*nobody)->isEmpty());
    // Where nothing was odd, the address is wrong; and so where it is no such answer.
    const auto plain = client.fetch({"1", "x_2"});
    http.answer(3, 404, noRoute);
    const auto wrong = client.fetch({"1", "P11-A"});
    http.answer(4, 404, "<html>not found</html>");
    for (const auto& asked : {plain, wrong}) {
        const auto failed = waitFor(asked);
        QVERIFY(failed && !*failed);
        QCOMPARE(failed->error().code, "users_info_unavailable");
    }
    QCOMPARE(http.count(), 5);
}

void GatewayLookupTest::boundsAddresses()
{
    Test::FakeHttpClient http;
    Test::FakeClock clock;
    UsersInfoClient client(http, siteAt("https://site.example/users"));
    UserLookupService service(client, clock, std::chrono::seconds(600));
    QList<Answer<UserLookupService::Entries>> answers; // of many callers, asked for together
    for (int i = 0; i < 40; ++i)
        answers += service.lookUp({QString(80, u'\u042f') + QString::number(i)});
    for (qsizetype i = 0; i < http.count() || http.waitForCount(i + 1, i == 0 ? 5000 : 50); ++i) {
        QVERIFY(http.request(i).url.toEncoded().size() < 8000);
        http.answer(i, 200, "[]");
    }
    QVERIFY(http.count() > 1);
    for (const auto& answer : answers) {
        const auto entries = waitFor(answer);
        QVERIFY(entries && *entries);
    }
}

void GatewayLookupTest::askManyInBatches()
{
    Test::FakeHttpClient http;
    Test::FakeClock clock;
    UsersInfoClient client(http, siteAt("https://site.example/users"));
    UserLookupService service(client, clock, std::chrono::seconds(600));
    QStringList ids;
    for (int i = 0; i < 250; ++i)
        ids.append(QString::number(i));
    const auto answer = service.lookUp(ids);
    QVERIFY(http.waitForCount(3));
    for (int i = 0; i < 3; ++i)
        http.answer(
            i, 200, R"([{"user_id":1,"name":"A"},{"user_id":101,"name":"B"},{"user_id":201,"name":"C"}])");
    const auto entries = waitFor(answer);
    QVERIFY(entries && *entries);
    QCOMPARE(entries->value().size(), 3);
    QCOMPARE(http.count(), 3);
}

void GatewayLookupTest::asksAnIdOnce()
{
    Test::FakeHttpClient http;
    Test::FakeClock clock;
    UsersInfoClient client(http, siteAt("https://site.example/users"));
    UserLookupService service(client, clock, std::chrono::seconds(600));
    const auto first = service.lookUp({"1", "2"});
    const auto second = service.lookUp({"2", "3"});
    QVERIFY(http.waitForCount(1));
    QCOMPARE(http.request(0).url.query(), "user_ids=1,2,3");
    const auto third = service.lookUp({"3", "1"});
    QCoreApplication::processEvents();
    QCOMPARE(http.count(), 1);
    http.answer(0, 200, R"([{"user_id":1,"name":"A"},{"user_id":2,"name":"B"},{"user_id":3,"name":"C"},])");
    const auto one = waitFor(first);
    const auto two = waitFor(second);
    const auto three = waitFor(third);
    QVERIFY(one && *one && two && *two && three && *three);
    QCOMPARE(one->value().size(), 2);
    QCOMPARE(two->value().value("3").value("name").toString(), "C");
    QCOMPARE(three->value().size(), 2);
}

void GatewayLookupTest::ignoresWhatWasNotAsked()
{
    Test::FakeHttpClient http;
    Test::FakeClock clock;
    UsersInfoClient client(http, siteAt("https://site.example/users"));
    UserLookupService service(client, clock, std::chrono::seconds(600));
    const auto answer = service.lookUp({"1"});
    QVERIFY(http.waitForCount(1));
    http.answer(0, 200,
        R"([{"user_id":1,"name":"Old"},{"user_id":2,"name":"B"},{"user_id":"1","name":"New"},{"user_id":"01","name":"X"}])");
    const auto entries = waitFor(answer);
    QVERIFY(entries && *entries);
    QCOMPARE(entries->value().keys(), QStringList("1"));
    QCOMPARE(entries->value().value("1").value("name").toString(), "New");
    const auto other = service.lookUp({"2"});
    QVERIFY(http.waitForCount(2));
}

void GatewayLookupTest::answersCancelledWhenDeleted()
{
    Test::FakeHttpClient http;
    Test::FakeClock clock;
    auto client = std::make_unique<UsersInfoClient>(http, siteAt("https://site.example/users"));
    auto service = std::make_unique<UserLookupService>(*client, clock, std::chrono::seconds(600));
    const auto answer = service->lookUp({"1"});
    QVERIFY(http.waitForCount(1));
    service.reset();
    client.reset();
    http.answer(0, 200, "[]");
    const auto result = waitFor(answer);
    QVERIFY(result && !*result);
    QCOMPARE(result->error().kind, ErrorKind::Cancelled);
}

void GatewayLookupTest::engineAnswersCancelledWhenDeleted()
{
    Test::FakeHttpClient http;
    EngineConfig config;
    config.api = QUrl("http://127.0.0.1:5280/api/");
    const auto address = Jid::parse(u"2@chat.example");
    QVERIFY(address);
    auto engine = std::make_unique<EngineClient>(http, config);
    const QList<Answer<void>> answers{
        engine->ensureAccount(*address), engine->endConnections(*address), engine->probe()};
    QCOMPARE(http.count(), 3);
    engine.reset();
    for (int i = 0; i < 3; ++i)
        http.answer(i, 200, "0");
    for (const auto& answer : answers) {
        const auto result = waitFor(answer);
        QVERIFY(result && !*result);
        QCOMPARE(result->error().kind, ErrorKind::Cancelled);
    }
}

void GatewayLookupTest::engineUsesBasicAuth()
{
    Test::FakeHttpClient http;
    EngineConfig config;
    config.api = QUrl("http://127.0.0.1:5280/api/");
    config.apiLogin = "admin@chat.example";
    config.apiPassword = Secret("pass");
    EngineClient engine(http, config);
    const auto answer = engine.endConnections(*Jid::parse(u"2@chat.example"));
    QCOMPARE(http.request(0).url, QUrl("http://127.0.0.1:5280/api/kick_user"));
    QVERIFY(http.request(0).headers.contains(
        Net::Header("Authorization", "Basic " + QByteArray("admin@chat.example:pass").toBase64())));
    http.fail(0, Error{ErrorKind::Timeout, Retry::now(), {}, {}});
    const auto result = waitFor(answer);
    QVERIFY(result && !*result);
    QCOMPARE(result->error().code, "engine_unavailable");
}

QTEST_GUILESS_MAIN(GatewayLookupTest)
#include "tst_gateway_lookup.moc"
