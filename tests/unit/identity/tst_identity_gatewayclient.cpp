// SPDX-License-Identifier: Apache-2.0
#include "identity/GatewayClient.h"

#include "support/Await.h"
#include "support/FakeHttpClient.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Natter;
using namespace Natter::Identity;

namespace {

Profile demoProfile()
{
    Profile profile;
    profile.appId = QStringLiteral("natter-demo");
    profile.gateway = QUrl(QStringLiteral("http://127.0.0.1:9/chat/"));
    profile.engineDomain = QStringLiteral("natter.localhost");
    return profile;
}

QByteArray sessionJson(const QByteArray& member = {}, const QByteArray& value = {})
{
    QMap<QByteArray, QByteArray> user{{"email", "\"P11-A\""}, {"username", "\"Ada\""},
        {"avatar_url", "\"https://a.example/6.png\""}, {"token", "\"engine-token\""},
        {"refresh_token", "\"refresh-token\""}, {"token_expires_at", "\"2023-11-14T23:13:20Z\""},
        {"id", "9007199254740993"}, {"extras", "null"}};
    QByteArray engine = R"({"jid":"p11-a@natter.localhost","websocket":"ws://127.0.0.1:3/ws"})";
    if (member == "engine")
        engine = value;
    else if (!member.isEmpty())
        user.insert(member, value);
    QByteArrayList members;
    for (auto it = user.cbegin(); it != user.cend(); ++it) {
        if (!it.value().isEmpty())
            members += '"' + it.key() + "\":" + it.value();
    }
    return R"({"results":{"user":{)" + members.join(',') + R"(},"engine":)" + engine + R"(},"status":200})";
}

QByteArray refusal(const QByteArray& reason, const QByteArray& message = "no")
{
    return R"({"error":{"message":")" + message + R"(","reason":")" + reason + R"("}})";
}

bool hasHeader(const Net::HttpRequest& request, const QByteArray& name)
{
    return std::any_of(request.headers.begin(), request.headers.end(),
        [&name](const Net::Header& header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
}

} // namespace

class GatewayClientTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void asksForANonceWithoutABody();
    void readsNonces_data();
    void readsNonces();
    void verifies();
    void refreshes();
    void refusesOddSessions_data();
    void refusesOddSessions();
    void tellsVerifyRefusalsApart_data();
    void tellsVerifyRefusalsApart();
    void keepsTheWaitOfAVerifyRefusal();
    void tellsRefreshRefusalsApart_data();
    void tellsRefreshRefusalsApart();
    void showsTheErrorTextInEachOfItsForms_data();
    void showsTheErrorTextInEachOfItsForms();
    void logsOut_data();
    void logsOut();
    void asksForUsers();
    void refusesTooManyIds();
    void tellsBearerRefusalsApart_data();
    void tellsBearerRefusalsApart();
    void searches();
    void opensDialogs();
    void refusesImpossibleIds();
    void mayDieBeforeTheAnswers();
    void cancelsTheRequest();

private:
    std::unique_ptr<Test::FakeHttpClient> m_http;
    std::unique_ptr<GatewayClient> m_gateway;
};

void GatewayClientTest::init()
{
    m_http = std::make_unique<Test::FakeHttpClient>();
    m_gateway = std::make_unique<GatewayClient>(*m_http, demoProfile());
}

void GatewayClientTest::cleanup()
{
    m_gateway.reset();
    m_http.reset();
}

void GatewayClientTest::asksForANonceWithoutABody()
{
    const auto answer = m_gateway->requestNonce();
    const Net::HttpRequest& request = m_http->request(0);
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.url, QUrl(QStringLiteral("http://127.0.0.1:9/chat/api/v2/sdk/auth/nonce")));
    QVERIFY(request.body.isEmpty());
    QVERIFY(request.headers.contains(Net::Header("qiscus-sdk-app-id", "natter-demo")));
    QVERIFY(hasHeader(request, "qiscus-sdk-version"));
    QVERIFY(!hasHeader(request, "Authorization"));
    m_http->answer(0, 200, R"({"results":{"expired_at":1700000600,"nonce":"n-0001"},"status":200})");
    const auto nonce = Test::await(answer);
    QVERIFY(nonce.isOk());
    QCOMPARE(nonce->value.reveal(), QByteArray("n-0001"));
    QCOMPARE(nonce->expiresAt, QDateTime::fromSecsSinceEpoch(1'700'000'600, Qt::UTC));
}

void GatewayClientTest::readsNonces_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("kind");         // -1: good
    QTest::addColumn<qint64>("expiresAt"); // 0: not said
    const auto bad = static_cast<int>(ErrorKind::BadResponse);
    const auto server = static_cast<int>(ErrorKind::ServerFailure);
    QTest::newRow("no expiry") << 200 << QByteArray(R"({"results":{"nonce":"n"}})") << -1 << qint64(0);
    QTest::newRow("milliseconds") << 200
                                  << QByteArray(R"({"results":{"nonce":"n","expired_at":1700000600000}})")
                                  << -1 << qint64(1'700'000'600);
    QTest::newRow("past") << 200 << QByteArray(R"({"results":{"nonce":"n","expired_at":1000000000}})") << -1
                          << qint64(1'000'000'000);
    QTest::newRow("odd expiry") << 200 << QByteArray(R"({"results":{"nonce":"n","expired_at":[]}})") << -1
                                << qint64(0);
    QTest::newRow("empty") << 200 << QByteArray(R"({"results":{"nonce":""}})") << bad << qint64(0);
    QTest::newRow("number") << 200 << QByteArray(R"({"results":{"nonce":7}})") << bad << qint64(0);
    QTest::newRow("line break") << 200 << QByteArray(R"({"results":{"nonce":"a\nb"}})") << bad << qint64(0);
    QTest::newRow("no results") << 200 << QByteArray(R"({"nonce":"n","status":200})") << bad << qint64(0);
    QTest::newRow("results a list") << 200 << QByteArray(R"({"results":["n"]})") << bad << qint64(0);
    QTest::newRow("inner status") << 200 << QByteArray(R"({"results":{"nonce":"n"},"status":500})") << server
                                  << qint64(0);
    QTest::newRow("HTML") << 200 << QByteArray("<html>") << bad << qint64(0);
    QTest::newRow("truncated") << 200 << QByteArray(R"({"results":{"nonce":"n")") << bad << qint64(0);
    QTest::newRow("empty body") << 200 << QByteArray() << bad << qint64(0);
    QTest::newRow("deep") << 200 << QByteArray(200'000, '{') << bad << qint64(0);
    QTest::newRow("unknown app") << 400 << refusal("app_unknown") << static_cast<int>(ErrorKind::BadInput)
                                 << qint64(0);
    QTest::newRow("wrong address") << 404 << QByteArray("<html>") << bad << qint64(0);
    QTest::newRow("throttled") << 429 << QByteArray() << static_cast<int>(ErrorKind::RateLimited)
                               << qint64(0);
    QTest::newRow("down") << 503 << QByteArray() << server << qint64(0);
}

void GatewayClientTest::readsNonces()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, kind);
    QFETCH(qint64, expiresAt);
    const auto answer = m_gateway->requestNonce();
    m_http->answer(0, status, body);
    const auto nonce = Test::await(answer);
    QCOMPARE(nonce.isOk() ? -1 : static_cast<int>(nonce.error().kind), kind);
    if (nonce.isOk())
        QCOMPARE(nonce->expiresAt.isValid() ? nonce->expiresAt.toSecsSinceEpoch() : 0, expiresAt);
}

void GatewayClientTest::verifies()
{
    const auto answer = m_gateway->verify(Secret("a.b.c"));
    QCOMPARE(m_http->request(0).url,
        QUrl(QStringLiteral("http://127.0.0.1:9/chat/api/v2/sdk/auth/verify_identity_token")));
    QCOMPARE(m_http->request(0).body, QByteArray(R"({"identity_token":"a.b.c"})"));
    m_http->answer(0, 200, sessionJson(), {{"date", "Tue, 14 Nov 2023 22:13:20 GMT"}});
    const auto session = Test::await(answer);
    QVERIFY(session.isOk());
    QCOMPARE(session->user.id, UserId(QStringLiteral("P11-A")));
    QCOMPARE(session->user.name, QStringLiteral("Ada"));
    QCOMPARE(session->user.avatarUrl, QUrl(QStringLiteral("https://a.example/6.png")));
    QCOMPARE(session->account.toString(), QStringLiteral("p11-a@natter.localhost"));
    QCOMPARE(session->engineToken.reveal(), QByteArray("engine-token"));
    QCOMPARE(session->refreshToken.reveal(), QByteArray("refresh-token"));
    QCOMPARE(session->engineExpiresAt, QDateTime::fromSecsSinceEpoch(1'700'003'600, Qt::UTC));
    QCOMPARE(session->answeredAt, QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC));
}

void GatewayClientTest::refreshes()
{
    const auto answer = m_gateway->refresh(Secret("old"), QStringLiteral("id-1"));
    QCOMPARE(m_http->request(0).url,
        QUrl(QStringLiteral("http://127.0.0.1:9/chat/api/v2/sdk/refresh_user_token")));
    QCOMPARE(m_http->request(0).body, QByteArray(R"({"refresh_token":"old","request_id":"id-1"})"));
    m_http->answer(0, 200, sessionJson());
    const auto session = Test::await(answer);
    QVERIFY(session.isOk());
    QCOMPARE(session->refreshToken.reveal(), QByteArray("refresh-token"));
    QVERIFY(!session->answeredAt.isValid());
}

void GatewayClientTest::refusesOddSessions_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no user id") << sessionJson("email", "");
    QTest::newRow("numeric user id") << sessionJson("email", "7");
    QTest::newRow("long user id") << sessionJson("email", '"' + QByteArray(300, 'a') + '"');
    QTest::newRow("no token") << sessionJson("token", "");
    QTest::newRow("token with a line break") << sessionJson("token", R"("a\r\nX-Evil: 1")");
    QTest::newRow("token not a text") << sessionJson("token", "[\"a\"]");
    QTest::newRow("empty refresh token") << sessionJson("refresh_token", R"("")");
    QTest::newRow("no expiry") << sessionJson("token_expires_at", "");
    QTest::newRow("odd expiry") << sessionJson("token_expires_at", R"("soon")");
    QTest::newRow("no engine") << sessionJson("engine", "null");
    QTest::newRow("engine a text") << sessionJson("engine", R"("ws://127.0.0.1")");
    QTest::newRow("no jid") << sessionJson("engine", "{}");
    QTest::newRow("odd jid") << sessionJson("engine", R"({"jid":"@natter.localhost"})");
    QTest::newRow("domain only") << sessionJson("engine", R"({"jid":"natter.localhost"})");
    QTest::newRow("full jid") << sessionJson("engine", R"({"jid":"a@natter.localhost/x"})");
    QTest::newRow("foreign engine") << sessionJson("engine", R"({"jid":"p11-a@evil.example"})");
    QTest::newRow("results missing") << QByteArray(R"({"status":200})");
    QTest::newRow("user missing") << QByteArray(R"({"results":{},"status":200})");
    QTest::newRow("HTML") << QByteArray("<!doctype html>");
    QTest::newRow("truncated") << sessionJson().chopped(20);
}

void GatewayClientTest::refusesOddSessions()
{
    QFETCH(QByteArray, body);
    const auto verified = m_gateway->verify(Secret("a.b.c"));
    const auto refreshed = m_gateway->refresh(Secret("old"), QStringLiteral("id-1"));
    m_http->answer(0, 200, body);
    m_http->answer(1, 200, body);
    for (const auto& answer : {verified, refreshed}) {
        const auto session = Test::await(answer);
        QVERIFY(!session.isOk());
        QCOMPARE(session.error().kind, ErrorKind::BadResponse);
        QVERIFY(!session.error().detail.contains(QStringLiteral("token-")));
    }
}

void GatewayClientTest::tellsVerifyRefusalsApart_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("code");
    for (const char* reason :
        {"nonce_expired", "nonce_used", "token_signature", "token_expired", "token_issuer"})
        QTest::newRow(reason) << 401 << refusal(reason) << ErrorKind::TokenRefused << reason;
    QTest::newRow("malformed") << 400 << refusal("token_malformed") << ErrorKind::TokenRefused
                               << "token_malformed";
    QTest::newRow("other spelling") << 409 << refusal("user_id_conflict") << ErrorKind::Conflict
                                    << "user_id_conflict";
    QTest::newRow("a proxy's 401") << 401 << QByteArray("<html>") << ErrorKind::BadResponse << "";
    QTest::newRow("throttled") << 429 << QByteArray() << ErrorKind::RateLimited << "";
    QTest::newRow("down") << 500 << refusal("engine_down") << ErrorKind::ServerFailure << "engine_down";
}

void GatewayClientTest::tellsVerifyRefusalsApart()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, code);
    const auto answer = m_gateway->verify(Secret("a.b.c"));
    m_http->answer(0, status, body);
    const auto session = Test::await(answer);
    QVERIFY(!session.isOk());
    QCOMPARE(session.error().kind, kind);
    QCOMPARE(session.error().code, code);
}

void GatewayClientTest::keepsTheWaitOfAVerifyRefusal()
{
    const auto waitOf = [this](const QList<Net::Header>& headers) {
        const auto answer = m_gateway->verify(Secret("a.b.c"));
        m_http->answer(m_http->count() - 1, 401, refusal("token_used"), headers);
        return Test::await(answer).error().retry;
    };
    QCOMPARE(waitOf({}), Retry::now());
    QCOMPARE(waitOf({{"Retry-After", "1"}}), Retry::later(std::chrono::seconds(1)));
}

void GatewayClientTest::tellsRefreshRefusalsApart_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("reused") << 401 << refusal("refresh_reused") << ErrorKind::Revoked;
    QTest::newRow("revoked") << 401 << refusal("refresh_revoked") << ErrorKind::Revoked;
    QTest::newRow("expired") << 401 << refusal("refresh_expired") << ErrorKind::TokenExpired;
    QTest::newRow("unknown token") << 401 << refusal("refresh_unknown") << ErrorKind::Unauthorized;
    QTest::newRow("without a reason")
        << 401 << QByteArray(R"({"error":{"message":"refresh token invalid"}})") << ErrorKind::Unauthorized;
    QTest::newRow("a proxy's 401") << 401 << QByteArray("<html>log in to the hotel</html>")
                                   << ErrorKind::BadResponse;
    QTest::newRow("a proxy's 403") << 403 << QByteArray() << ErrorKind::BadResponse;
    QTest::newRow("wrong address") << 404 << QByteArray("{}") << ErrorKind::BadResponse;
    QTest::newRow("bad request") << 400 << refusal("bad_request") << ErrorKind::BadInput;
    QTest::newRow("throttled") << 429 << refusal("slow_down") << ErrorKind::RateLimited;
    QTest::newRow("down") << 502 << QByteArray("<html>") << ErrorKind::ServerFailure;
}

void GatewayClientTest::tellsRefreshRefusalsApart()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    const auto answer = m_gateway->refresh(Secret("old"), QStringLiteral("id-1"));
    m_http->answer(0, status, body);
    const auto session = Test::await(answer);
    QVERIFY(!session.isOk());
    QCOMPARE(session.error().kind, kind);
}

void GatewayClientTest::showsTheErrorTextInEachOfItsForms_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("words");
    QTest::newRow("detailed")
        << QByteArray(R"({"error":{"message":"short","detailed_messages":["the long story"]}})")
        << "the long story";
    QTest::newRow("message") << QByteArray(R"({"error":{"message":"short","detailed_messages":[]}})")
                             << "short";
    QTest::newRow("whole error") << QByteArray(R"({"error":{"text":"odd"}})") << R"({"text":"odd"})";
    QTest::newRow("a text") << QByteArray(R"({"error":"plain"})") << "plain";
    QTest::newRow("not JSON") << QByteArray("oops") << "status 400";
    QTest::newRow("nothing") << QByteArray() << "status 400";
    QTest::newRow("control characters")
        << QByteArray(R"({"error":{"message":"a\u0000b\nc\u202e"}})") << "ab c\"";
}

void GatewayClientTest::showsTheErrorTextInEachOfItsForms()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, words);
    const auto answer = m_gateway->requestNonce();
    m_http->answer(0, 400, body);
    const QString detail = Test::await(answer).error().detail;
    QVERIFY2(detail.contains(words), qPrintable(detail));
    QVERIFY(detail.contains(QStringLiteral("400")));
}

void GatewayClientTest::logsOut_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isOk");
    QTest::newRow("done") << 200 << QByteArray(R"({"results":{},"status":200})") << true;
    QTest::newRow("ended already") << 401 << refusal("refresh_revoked") << true;
    QTest::newRow("a proxy's 401") << 401 << QByteArray("<html>") << false;
    QTest::newRow("a proxy's page") << 200 << QByteArray("<html>") << false;
    QTest::newRow("down") << 500 << QByteArray() << false;
}

void GatewayClientTest::logsOut()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, isOk);
    const auto here = m_gateway->logout(Secret("r"), false);
    const auto everywhere = m_gateway->logout(Secret("r"), true);
    QCOMPARE(m_http->request(0).body, QByteArray(R"({"refresh_token":"r"})"));
    QCOMPARE(
        QJsonDocument::fromJson(m_http->request(1).body).object().value(u"everywhere"), QJsonValue(true));
    QVERIFY(m_http->request(0).deadline <= std::chrono::seconds(5));
    m_http->answer(0, status, body);
    m_http->answer(1, status, body);
    QCOMPARE(Test::await(here).isOk(), isOk);
    QCOMPARE(Test::await(everywhere).isOk(), isOk);
}

void GatewayClientTest::asksForUsers()
{
    const QStringList ids{QStringLiteral("1"), QStringLiteral("P11-A"), QStringLiteral("a+b@c.d"),
        QStringLiteral("x&ids=2"), QStringLiteral("100%"), QStringLiteral("\u0416")};
    const auto answer = m_gateway->users(ids, Secret("bearer"));
    QCOMPARE(m_http->request(0).url.toEncoded(),
        QByteArray(
            "http://127.0.0.1:9/chat/api/v2/sdk/users?ids=1,P11-A,a%2Bb%40c.d,x%26ids%3D2,100%25,%D0%96"));
    QVERIFY(m_http->request(0).headers.contains(Net::Header("Authorization", "Bearer bearer")));
    m_http->answer(
        0, 200, R"({"results":{"users":[{"user_id":1,"name":"A"},{"user_id":"P11-A"}]},"status":200})");
    const auto page = Test::await(answer);
    QVERIFY(page.isOk());
    QCOMPARE(page->users.size(), 1);
}

void GatewayClientTest::refusesTooManyIds()
{
    QStringList ids;
    for (int i = 0; i < 101; ++i)
        ids += QString::number(i);
    QCOMPARE(Test::await(m_gateway->users(ids, Secret("b"))).error().kind, ErrorKind::BadInput);
    QVERIFY(Test::await(m_gateway->users({}, Secret("b"))).isOk());
    QCOMPARE(m_http->count(), 0);
}

void GatewayClientTest::tellsBearerRefusalsApart_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("unauthorized") << 401 << refusal("unauthorized") << ErrorKind::Unauthorized;
    QTest::newRow("expired") << 403 << refusal("token_expired", "Unauthorized. Token is expired")
                             << ErrorKind::Unauthorized;
    QTest::newRow("a proxy's 401") << 401 << QByteArray("<html>") << ErrorKind::BadResponse;
    QTest::newRow("unknown person") << 404 << refusal("user_unknown") << ErrorKind::NotFound;
    QTest::newRow("wrong address") << 404 << QByteArray("<html>") << ErrorKind::BadResponse;
    QTest::newRow("bad id") << 400 << refusal("user_id_invalid") << ErrorKind::BadInput;
    QTest::newRow("spelling") << 409 << refusal("user_id_conflict") << ErrorKind::Conflict;
    QTest::newRow("no users") << 200 << QByteArray(R"({"results":{}})") << ErrorKind::BadResponse;
    QTest::newRow("users a text") << 200 << QByteArray(R"({"results":{"users":"x","user":"x"}})")
                                  << ErrorKind::BadResponse;
    QTest::newRow("site down") << 502 << refusal("users_info_down") << ErrorKind::ServerFailure;
}

void GatewayClientTest::tellsBearerRefusalsApart()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    const auto users = m_gateway->users({QStringLiteral("1")}, Secret("b"));
    const auto found = m_gateway->searchUsers(QStringLiteral("ada"), Secret("b"));
    const auto opened = m_gateway->openDialog(UserId(QStringLiteral("1")), Secret("b"));
    for (int i = 0; i < 3; ++i)
        m_http->answer(i, status, body);
    QCOMPARE(Test::await(users).error().kind, kind);
    QCOMPARE(Test::await(found).error().kind, kind);
    QCOMPARE(Test::await(opened).error().kind, kind);
}

void GatewayClientTest::searches()
{
    const auto answer = m_gateway->searchUsers(QStringLiteral(" ada & co "), Secret("b"));
    QCOMPARE(m_http->request(0).url.toEncoded(),
        QByteArray("http://127.0.0.1:9/chat/api/v2/sdk/users/search?query=ada%20%26%20co"));
    m_http->answer(0, 200, R"({"results":{"users":[]}})");
    QVERIFY(Test::await(answer).isOk());
}

void GatewayClientTest::opensDialogs()
{
    const auto good = m_gateway->openDialog(UserId(QStringLiteral("p11-a")), Secret("b"));
    const auto other = m_gateway->openDialog(UserId(QStringLiteral("2")), Secret("b"));
    QCOMPARE(m_http->request(0).body, QByteArray(R"({"user_id":"p11-a"})"));
    const QByteArray body =
        R"({"results":{"user":{"user_id":"P11-A","name":"Ada"},"jid":"p11-a@natter.localhost"}})";
    m_http->answer(0, 200, body);
    m_http->answer(1, 200, body);
    const auto user = Test::await(good);
    QVERIFY(user.isOk());
    QCOMPARE(user->id, UserId(QStringLiteral("P11-A")));
    QCOMPARE(Test::await(other).error().kind, ErrorKind::BadResponse);
}

void GatewayClientTest::refusesImpossibleIds()
{
    for (const QString& id : {QString(), QString(257, u'a'), QStringLiteral("a\nb")})
        QCOMPARE(
            Test::await(m_gateway->openDialog(UserId(id), Secret("b"))).error().kind, ErrorKind::BadInput);
    QCOMPARE(m_http->count(), 0);
}

void GatewayClientTest::mayDieBeforeTheAnswers()
{
    const auto nonce = m_gateway->requestNonce();
    const auto verified = m_gateway->verify(Secret("a"));
    const auto refreshed = m_gateway->refresh(Secret("a"), QStringLiteral("1"));
    const auto loggedOut = m_gateway->logout(Secret("a"), false);
    const auto users = m_gateway->users({QStringLiteral("1")}, Secret("a"));
    const auto found = m_gateway->searchUsers(QStringLiteral("a"), Secret("a"));
    const auto opened = m_gateway->openDialog(UserId(QStringLiteral("1")), Secret("a"));
    m_gateway.reset();
    for (int i = 0; i < 7; ++i)
        m_http->answer(i, 200, sessionJson());
    QCOMPARE(Test::await(nonce).error().kind, ErrorKind::Cancelled);
    QCOMPARE(Test::await(verified).error().kind, ErrorKind::Cancelled);
    QCOMPARE(Test::await(refreshed).error().kind, ErrorKind::Cancelled);
    QCOMPARE(Test::await(loggedOut).error().kind, ErrorKind::Cancelled);
    QCOMPARE(Test::await(users).error().kind, ErrorKind::Cancelled);
    QCOMPARE(Test::await(found).error().kind, ErrorKind::Cancelled);
    QCOMPARE(Test::await(opened).error().kind, ErrorKind::Cancelled);
}

void GatewayClientTest::cancelsTheRequest()
{
    {
        const ScopedRequest request(m_gateway->refresh(Secret("a"), QStringLiteral("1")));
    }
    QTRY_VERIFY(m_http->exchanges().at(0).promise.isCancelled());
}

QTEST_GUILESS_MAIN(GatewayClientTest)
#include "tst_identity_gatewayclient.moc"
