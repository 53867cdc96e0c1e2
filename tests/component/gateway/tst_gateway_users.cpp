// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/GatewayFixture.h"

#include <QSet>

using namespace Natter;
using namespace Natter::Test;

class GatewayUsersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersUsers();
    void asksWithBasicAuth();
    void joinsLookUps();
    void cachesWithLifetime();
    void answersNotModified();
    void findsOtherSpellings();
    void limitsIds_data();
    void limitsIds();
    void limitsCallsOfAnAccount();
    void survivesAnswers_data();
    void survivesAnswers();
    void retriesOnce();
    void staysWithWhatItKnew();
    void waitsNotForEver();
    void searches();
    void opensDialogs();
    void refusesDialogs_data();
    void refusesDialogs();
    void dialogsKeepNobodyOut();
    void emptiesUntilItIsDone();
    void neverEmptiesItsOwnAccount();

private:
    static QStringList callsOf(const ScriptedPeer& engine)
    {
        QStringList calls;
        for (const auto& asked : engine.asked())
            calls.append(asked.url.fileName() + ' ' + asked.json().value("user").toString());
        return calls;
    }
    static GatewayFixture::Answered openDialog(
        GatewayFixture& gateway, const QByteArray& bearer, const QString& user)
    {
        return gateway.post("dialogs", {{"user_id", user}}, {{"Authorization", "Bearer " + bearer}});
    }
    static QJsonArray users(const GatewayFixture::Answered& answer)
    {
        return answer.results().value("users").toArray();
    }
    static QStringList idsOf(const GatewayFixture::Answered& answer)
    {
        QStringList ids;
        for (const QJsonValue& user : users(answer))
            ids.append(user.toObject().value("user_id").toString());
        ids.sort();
        return ids;
    }
};

void GatewayUsersTest::answersUsers()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray bearer = gateway.bearer("2");
    const auto answer = gateway.get("users?ids=P11-A,%202,2,,nobody,a%40b.com", bearer);
    QCOMPARE(answer.status, 200);
    QCOMPARE(idsOf(answer), QStringList({"2", "P11-A", "a@b.com"}));
    QCOMPARE(users(answer).first().toObject(),
        (QJsonObject{{"user_id", "2"}, {"name", "Name of 2"}, {"badge", "gold"}, {"favourite", "tea"},
            {"address", "2@chat.example"}}));
    QCOMPARE(users(answer).last().toObject().value("address").toString(), "a\\40b.com@chat.example");
    QCOMPARE(idsOf(gateway.get("users?ids=", bearer)), QStringList());
    QCOMPARE(gateway.get("users", bearer).status, 200);
    // The SDK's header, under any spelling.
    QCOMPARE(
        gateway.call("GET", "/api/v2/sdk/users?user_ids=2", {}, {{"QISCUS_SDK_TOKEN", bearer}}).status, 200);
}

void GatewayUsersTest::asksWithBasicAuth()
{
    GatewayFixture gateway;
    gateway.start();
    QCOMPARE(gateway.get("users?ids=1,a%26b,%D0%AF", gateway.bearer("2")).status, 200);
    QCOMPARE(gateway.usersInfo.asked().size(), 1);
    const auto& asked = gateway.usersInfo.asked().first();
    QCOMPARE(asked.method, QByteArray("GET"));
    QCOMPARE(asked.url.query(QUrl::FullyEncoded), "user_ids=1,a%26b,%D0%AF");
    QCOMPARE(asked.authorization(), "Basic " + QByteArray("gateway:pass:word").toBase64());
}

void GatewayUsersTest::joinsLookUps()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray bearer = gateway.bearer("2");
    QList<QNetworkReply*> replies;
    for (int i = 0; i < 6; ++i)
        replies.append(
            gateway.send("GET", "/api/v2/sdk/users?ids=1,2,3", {}, {{"Authorization", "Bearer " + bearer}}));
    for (QNetworkReply* reply : replies)
        QCOMPARE(idsOf(GatewayFixture::take(reply)), QStringList({"1", "2", "3"}));
    QStringList asked;
    for (const auto& request : gateway.usersInfo.asked())
        asked += QUrlQuery(request.url).queryItemValue("user_ids").split(',');
    QCOMPARE(asked.size(), 3);
}

void GatewayUsersTest::cachesWithLifetime()
{
    GatewayFixture gateway;
    gateway.start();
    const auto ask = [&](const QByteArray& ids) {
        gateway.usersInfo.forget();
        const auto login = gateway.bearer("2"); // engine tokens end sooner than the cache
        return gateway.get("users?ids=" + ids, login).status == 200 ? gateway.usersInfo.asked().size() : -1;
    };
    QCOMPARE(ask("1,nobody"), 1);
    QCOMPARE(ask("1,nobody"), 0);
    gateway.clock.advance(std::chrono::seconds(31));
    QCOMPARE(ask("1"), 0);
    QCOMPARE(ask("nobody"), 1);
    gateway.clock.advance(std::chrono::seconds(600));
    QCOMPARE(ask("1"), 1);
}

void GatewayUsersTest::answersNotModified()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray bearer = "Bearer " + gateway.bearer("2");
    const auto first = gateway.call("GET", "/api/v2/sdk/users?ids=1,2", {}, {{"Authorization", bearer}});
    const QByteArray tag = first.header("ETag");
    QVERIFY(tag.size() > 10);
    const auto same = gateway.call(
        "GET", "/api/v2/sdk/users?ids=2,1", {}, {{"Authorization", bearer}, {"If-None-Match", tag}});
    QCOMPARE(same.status, 304);
    QVERIFY(same.body.isEmpty());
    const auto other = gateway.call(
        "GET", "/api/v2/sdk/users?ids=2,3", {}, {{"Authorization", bearer}, {"If-None-Match", tag}});
    QCOMPARE(other.status, 200);
    QVERIFY(other.header("ETag") != tag);
}

void GatewayUsersTest::findsOtherSpellings()
{
    GatewayFixture gateway;
    gateway.start();
    gateway.usersInfo.setScript([](const ScriptedPeer::Asked& asked) {
        const bool isKnown = asked.url.query().contains("P11-A");
        return ScriptedPeer::Reply{200, isKnown ? R"([{"user_id":"P11-A","name":"Ada"}])" : "[]"};
    });
    QCOMPARE(gateway.login("P11-A").status, 200);
    const auto answer = gateway.get("users?ids=p11-a,p12-a", gateway.bearer("2"));
    QCOMPARE(idsOf(answer), QStringList("P11-A"));
    QCOMPARE(users(answer).first().toObject().value("address").toString(), "p11-a@chat.example");
}

void GatewayUsersTest::limitsIds_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("status");
    QTest::newRow("100") << 100 << 200;
    QTest::newRow("101") << 101 << 400;
    QTest::newRow("1500") << 1500 << 400;
}

void GatewayUsersTest::limitsIds()
{
    QFETCH(int, count);
    QFETCH(int, status);
    GatewayFixture gateway;
    gateway.start();
    QByteArrayList ids;
    for (int i = 1; i <= count; ++i)
        ids.append(QByteArray::number(i));
    const auto answer = gateway.get("users?ids=" + ids.join(','), gateway.bearer("2"));
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.reason(), status == 200 ? "" : "too_many_ids");
    QCOMPARE(users(answer).size(), status == 200 ? count : 0);
    QCOMPARE(gateway.usersInfo.asked().size(), status == 200 ? 1 : 0);
}

void GatewayUsersTest::limitsCallsOfAnAccount()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray bearer = gateway.bearer("2");
    // 5,000 people at once are fine.
    int calls = 0;
    for (; calls < 50; ++calls) {
        QByteArrayList ids;
        for (int i = 0; i < 100; ++i)
            ids.append(QByteArray::number(calls * 100 + i));
        QCOMPARE(gateway.get("users?ids=" + ids.join(','), bearer).status, 200);
    }
    for (; calls < 600; ++calls)
        QCOMPARE(gateway.get("users?ids=1", bearer).status, 200);
    const auto limited = gateway.get("users?ids=1", bearer);
    QCOMPARE(limited.status, 429);
    QCOMPARE(limited.reason(), "too_many_calls");
    QCOMPARE(gateway.get("users?ids=1", gateway.bearer("3")).status, 200);
    gateway.clock.advance(std::chrono::seconds(1));
    QCOMPARE(gateway.get("users?ids=1", bearer).status, 200);
}

void GatewayUsersTest::survivesAnswers_data()
{
    QTest::addColumn<int>("upstream");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("warnings before") << 200
                                     << QByteArray(
                                            "<b>Warning</b>: x [a] <br />\n[{\"user_id\":1,\"name\":\"A\"}]")
                                     << 200;
    QTest::newRow("html") << 200 << QByteArray("<html><body>It works!</body></html>") << 502;
    QTest::newRow("empty") << 200 << QByteArray() << 502;
    QTest::newRow("null") << 200 << QByteArray("null") << 502;
    QTest::newRow("cut") << 200 << QByteArray("[{\"user_id\":1,\"name\":\"A\"},{\"us") << 502;
    QTest::newRow("401 in a 200") << 200
                                  << QByteArray(
                                         R"({"code":401,"version":1,"error":"Authenticate required!"})")
                                  << 502;
    QTest::newRow("401") << 401 << QByteArray("{}") << 502;
    QTest::newRow("404") << 404 << QByteArray("[]") << 502;
    QTest::newRow("302") << 302 << QByteArray() << 503;
    QTest::newRow("500") << 500 << QByteArray("[]") << 502;
    QTest::newRow("5 MB") << 200 << '[' + QByteArray(5 * 1024 * 1024, ' ') + ']' << 503;
    QTest::newRow("deep") << 200 << QByteArray(100'000, '[') << 502;
}

void GatewayUsersTest::survivesAnswers()
{
    QFETCH(int, upstream);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    GatewayFixture gateway;
    gateway.start();
    gateway.usersInfo.setScript([=](const auto&) { return ScriptedPeer::Reply{upstream, body}; });
    const QByteArray bearer = gateway.bearer("2");
    const auto answer = gateway.get("users?ids=1", bearer);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.reason(), status == 200 ? "" : "users_info_unavailable");
    QCOMPARE(idsOf(answer), status == 200 ? QStringList("1") : QStringList());

    // A failure is not remembered.
    gateway.usersInfo.setScript([](const auto&) {
        return ScriptedPeer::Reply{200, R"([{"user_id":1,"name":"A"}])"};
    });
    QCOMPARE(idsOf(gateway.get("users?ids=1", bearer)), QStringList("1"));
}

void GatewayUsersTest::retriesOnce()
{
    GatewayFixture gateway;
    gateway.start();
    gateway.usersInfo.setScript([&gateway](const ScriptedPeer::Asked& asked) {
        return gateway.usersInfo.asked().size() == 1 ? std::optional(ScriptedPeer::Reply{503, {}})
                                                     : GatewayFixture::answerUsers(asked);
    });
    QCOMPARE(idsOf(gateway.get("users?ids=1", gateway.bearer("2"))), QStringList("1"));
    QCOMPARE(gateway.usersInfo.asked().size(), 2);
}

void GatewayUsersTest::staysWithWhatItKnew()
{
    GatewayFixture gateway;
    gateway.start();
    QCOMPARE(gateway.get("users?ids=1", gateway.bearer("2")).status, 200);
    gateway.clock.advance(std::chrono::seconds(3600));
    gateway.usersInfo.close();
    const QByteArray bearer = gateway.bearer("2");
    QCOMPARE(idsOf(gateway.get("users?ids=1", bearer)), QStringList("1"));
    const auto refused = gateway.get("users?ids=1,7", bearer);
    QCOMPARE(refused.status, 503);
    QCOMPARE(refused.reason(), "users_info_unavailable");
    QVERIFY(refused.header("Retry-After").toInt() > 0);
}

void GatewayUsersTest::waitsNotForEver()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray bearer = gateway.bearer("2");
    gateway.usersInfo.setScript([](const auto&) { return std::nullopt; });
    QCOMPARE(gateway.get("users?ids=1", bearer).status, 503);

    // The client leaves before the answer; so does the server.
    QNetworkReply* reply =
        gateway.send("GET", "/api/v2/sdk/users?ids=8", {}, {{"Authorization", "Bearer " + bearer}});
    const qsizetype before = gateway.usersInfo.asked().size();
    QTRY_COMPARE(gateway.usersInfo.asked().size(), before + 1);
    reply->abort();
    delete reply;
    QTest::qWait(50);
    QCOMPARE(gateway.call("GET", "/metrics").status, 200);
    std::unique_ptr<QNetworkReply> last(
        gateway.send("GET", "/api/v2/sdk/users?ids=9", {}, {{"Authorization", "Bearer " + bearer}}));
    QTRY_COMPARE(gateway.usersInfo.asked().size(), before + 2);
    gateway.server.reset();
    QTRY_VERIFY(last->isFinished());
}

void GatewayUsersTest::searches()
{
    GatewayFixture gateway;
    gateway.start();
    gateway.usersInfo.setScript([](const ScriptedPeer::Asked& asked) {
        if (asked.url.path() != "/search")
            return GatewayFixture::answerUsers(asked);
        const QString text = QUrlQuery(asked.url).queryItemValue("query", QUrl::FullyDecoded);
        if (text == "ada lovelace & co")
            return std::optional(ScriptedPeer::Reply{200,
                R"({"code":200,"version":1,"data":[{"user_id":7,"name":"Ada","email":"a@b.com"},{"user_id":"nobody1","name":"Bo"}]})"});
        return std::optional(ScriptedPeer::Reply{200, R"({"code":200,"version":1})"});
    });
    const QByteArray bearer = gateway.bearer("2");
    const auto found = gateway.get("users/search?query=ada+lovelace%20%26%20co", bearer);
    QCOMPARE(found.status, 200);
    QCOMPARE(idsOf(found), QStringList({"7", "nobody1"}));
    QCOMPARE(users(found).first().toObject().value("name").toString(), "Name of 7");
    QCOMPARE(users(found).first().toObject().value("address").toString(), "7@chat.example");
    QVERIFY(!users(found).first().toObject().contains("email"));
    QCOMPARE(users(found).last().toObject().value("name").toString(), "Bo");

    const auto nothing = gateway.get("users/search?query=x", bearer);
    QCOMPARE(nothing.status, 200);
    QCOMPARE(idsOf(nothing), QStringList());
    QCOMPARE(gateway.get("users/search", bearer).status, 200);
    QCOMPARE(gateway.get("users/search?query=x", "").reason(), "session_missing");
}

void GatewayUsersTest::opensDialogs()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray bearer = gateway.bearer("2");
    gateway.engine.forget();
    const auto dialog =
        gateway.post("dialogs", {{"user_id", "P11-A"}}, {{"Authorization", "Bearer " + bearer}});
    QCOMPARE(dialog.status, 200);
    QCOMPARE(dialog.results().value("jid").toString(), "p11-a@chat.example");
    QCOMPARE(dialog.user().value("name").toString(), "Name of P11-A");
    QCOMPARE(gateway.engine.asked().size(), 1);
    QCOMPARE(gateway.engine.asked().first().url.path(), "/api/register");
    QCOMPARE(gateway.engine.asked().first().json().value("user").toString(), "p11-a");
    // Twice in a row, and as a number.
    gateway.engine.setScript([](const auto&) { return ScriptedPeer::Reply{409, {}}; });
    QCOMPARE(
        gateway.post("dialogs", {{"user_id", "P11-A"}}, {{"Authorization", "Bearer " + bearer}}).status, 200);
    const auto number = gateway.post("dialogs", {{"user_id", 7}}, {{"Authorization", "Bearer " + bearer}});
    QCOMPARE(number.results().value("jid").toString(), "7@chat.example");
    QCOMPARE(gateway.call("POST", "/api/v2/sdk/dialogs", "user_id=8", {{"Authorization", "bearer " + bearer}})
                 .results()
                 .value("jid")
                 .toString(),
        "8@chat.example");
}

void GatewayUsersTest::refusesDialogs_data()
{
    QTest::addColumn<QJsonValue>("userId");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
    QTest::newRow("unknown") << QJsonValue("nobody") << 404 << "user_unknown";
    QTest::newRow("missing") << QJsonValue(QJsonValue::Undefined) << 400 << "user_id_impossible";
    QTest::newRow("empty") << QJsonValue("") << 400 << "user_id_impossible";
    QTest::newRow("slash") << QJsonValue("a/b") << 400 << "user_id_impossible";
    QTest::newRow("1 KiB") << QJsonValue(QString(1024, 'a')) << 400 << "user_id_impossible";
    QTest::newRow("list") << QJsonValue(QJsonArray{1}) << 400 << "user_id_impossible";
    QTest::newRow("differs in case") << QJsonValue("ADA") << 409 << "user_id_conflict";
}

void GatewayUsersTest::refusesDialogs()
{
    QFETCH(QJsonValue, userId);
    QFETCH(int, status);
    QFETCH(QString, reason);
    GatewayFixture gateway;
    gateway.start();
    QCOMPARE(gateway.login("ada").status, 200);
    const QByteArray bearer = gateway.bearer("2");
    const auto refused =
        gateway.post("dialogs", {{"user_id", userId}}, {{"Authorization", "Bearer " + bearer}});
    QCOMPARE(refused.status, status);
    QCOMPARE(refused.reason(), reason);
}

void GatewayUsersTest::dialogsKeepNobodyOut()
{
    // A site that ignores case and repeats the id as it was asked.
    GatewayFixture gateway;
    gateway.start();
    const QByteArray eve = gateway.bearer("eve");
    QCOMPARE(openDialog(gateway, eve, "BOB").status, 200);
    gateway.engine.forget();
    const auto bob = gateway.login("bob");
    QCOMPARE(bob.status, 200);
    QCOMPARE(bob.user().value("email").toString(), "bob");
    // What was written to somebody else is not theirs to read.
    QCOMPARE(callsOf(gateway.engine), QStringList({"unregister bob", "register bob"}));
    gateway.engine.forget();
    for (const char* late : {"BOB", "Bob"}) {
        QCOMPARE(gateway.login(late).reason(), "user_id_conflict");
        QCOMPARE(openDialog(gateway, eve, late).reason(), "user_id_conflict");
    }
    QCOMPARE(openDialog(gateway, eve, "bob").status, 200);
    QCOMPARE(gateway.login("bob").status, 200);
    QCOMPARE(
        gateway.post("refresh_user_token", {{"refresh_token", bob.user().value("refresh_token")}}).status,
        200);
    // Under the same spelling what was written is theirs.
    QCOMPARE(openDialog(gateway, eve, "Ada").status, 200);
    QCOMPARE(gateway.login("Ada").status, 200);
    QCOMPARE(callsOf(gateway.engine), QStringList({"register ada"}));
}

void GatewayUsersTest::emptiesUntilItIsDone()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray eve = gateway.bearer("eve");
    for (const QString& broken : {QStringLiteral("unregister"), QStringLiteral("register")}) {
        const QString user = "bob" + broken;
        QCOMPARE(openDialog(gateway, eve, user.toUpper()).status, 200);
        gateway.engine.forget();
        gateway.engine.setScript([broken](const ScriptedPeer::Asked& asked) {
            return ScriptedPeer::Reply{asked.url.fileName() == broken ? 500 : 200, {}};
        });
        QCOMPARE(gateway.login(user).reason(), "engine_unavailable");
        gateway.engine.setScript([](const auto&) { return ScriptedPeer::Reply{200, {}}; });
        gateway.engine.forget();
        QCOMPARE(gateway.login(user).status, 200);
        QCOMPARE(callsOf(gateway.engine), QStringList({"unregister " + user, "register " + user}));
        QCOMPARE(gateway.login(user).status, 200);
        QCOMPARE(gateway.engine.asked().size(), 2);
    }
}

void GatewayUsersTest::neverEmptiesItsOwnAccount()
{
    GatewayFixture gateway;
    gateway.config.engine.apiLogin = "bob@chat.example";
    gateway.start();
    const QByteArray eve = gateway.bearer("eve");
    gateway.engine.forget();
    QCOMPARE(openDialog(gateway, eve, "BOB").reason(), "user_id_conflict");
    QCOMPARE(gateway.login("bob").reason(), "user_id_conflict");
    QCOMPARE(gateway.engine.asked().size(), 0);
}

QTEST_GUILESS_MAIN(GatewayUsersTest)
#include "tst_gateway_users.moc"
