// SPDX-License-Identifier: Apache-2.0
#include "gateway/LoginCheckClient.h"
#include "support/FakeHttpClient.h"

#include <QTest>
#include <QUrlQuery>

using namespace Natter;
using namespace Natter::Gateway;

class GatewayLoginCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksOnce();
    void namesFieldsAsTheSiteDoes();
    void readsAnswers_data();
    void readsAnswers();
    void tellsThatItCannotBeReached();
    void answersCancelledWhenDeleted();

private:
    static AppConfig app()
    {
        AppConfig app;
        app.loginCheckUrl = QUrl("https://site.example/wp-json/imbachat/v1/authuser");
        app.usersInfo.login = "root";
        app.usersInfo.password = Secret("a:b");
        return app;
    }
};

void GatewayLoginCheckTest::asksOnce()
{
    Test::FakeHttpClient http;
    LoginCheckClient client(http);
    const auto answer = client.check(app(), "ada & co", Secret("p&=+%\xd0\xb6"));
    QCOMPARE(http.count(), 1);
    const Net::HttpRequest& request = http.request(0);
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.url, app().loginCheckUrl);
    QCOMPARE(request.body, QByteArray("login=ada%20%26%20co&password=p%26%3D%2B%25%D0%B6"));
    QVERIFY(
        request.headers.contains(Net::Header("Authorization", "Basic " + QByteArray("root:a:b").toBase64())));
    QVERIFY(request.headers.contains(Net::Header("Content-Type", "application/x-www-form-urlencoded")));
    http.answer(0, 503, "busy");
    QTest::qWait(50);
    QCOMPARE(http.count(), 1); // a password is not sent again
}

void GatewayLoginCheckTest::namesFieldsAsTheSiteDoes()
{
    Test::FakeHttpClient http;
    LoginCheckClient client(http);
    AppConfig config = app();
    config.loginCheck = {"username", "pass"};
    const auto answer = client.check(config, "ada", Secret("x"));
    QCOMPARE(http.request(0).body, QByteArray("username=ada&pass=x"));
}

void GatewayLoginCheckTest::readsAnswers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("words");
    const QString usual = "The login or the password is wrong.";
    const auto good = [](const char* body, const char* user) {
        QTest::newRow(body) << 200 << QByteArray(body) << QString("user ") + user << QString();
    };
    const auto bad = [](int status, const char* body, const char* reason, const QString& words) {
        QTest::addRow("%d %s", status, body) << status << QByteArray(body) << QString(reason) << words;
    };
    const auto broken = [](int status, const char* body) {
        QTest::addRow("%d %s", status, body)
            << status << QByteArray(body) << QString("login_check_unavailable") << QString();
    };
    good(R"({"name":"Ada","user_id":6})", "6");
    good(R"({"name":"Ada","user_id":"6"})", "6");
    good(R"({"name":"Ada","id":"P11-A"})", "P11-A");
    good(R"({"name":"sean-obrien","user_id":1,"user_role":"admin"})", "1");
    good("<br />\n<b>Warning</b>: x<br />{\"user_id\":6,\"name\":\"Ada\",}", "6");
    good(R"({"user_id":6,"error":null,"errors":[]})", "6");
    good(R"({"user_id":6,"error":"","code":200})", "6");
    good(R"({"user_id":6,"error":0,"errors":{}})", "6");
    bad(200, R"({"code":403,"error":"Wrong password","debug":""})", "login_refused", usual);
    bad(200, R"({"code":"403","error":"x","user_id":6})", "login_refused", usual);
    bad(403, R"({"code":403,"error":"No","debug":""})", "login_refused", usual);
    bad(200, R"({"errors":["Bad \u0416","two"]})", "login_refused", usual);
    bad(200, R"({"errors":["x"],"id":6})", "login_refused", usual);
    bad(200, R"({"errors":{"a":"b"}})", "login_refused", usual);
    bad(200, R"({"error":true})", "login_refused", usual);
    bad(200, R"({"code":403})", "login_refused", usual);
    bad(200, R"({"code":"403"})", "login_refused", usual);
    bad(200, R"({"error":1,"user_id":6})", "login_refused", usual);
    bad(200,
        R"({"code":403,"error":"<strong>Error:<\/strong> The username <b>ada<\/b> isn&#8217;t known. <a href=\"x\">Lost?<\/a>"})",
        "login_refused", usual);
    broken(401, R"({"code":401,"version":1,"error":"Authenticate required!","debug":""})");
    broken(200, R"({"code":401,"version":1,"error":"Authenticate required!","debug":""})");
    broken(200, R"({"code":"401","version":1,"error":"Authenticate required!","debug":""})");
    broken(200, R"({"code":"rest_no_route","message":"text","data":{"status":404}})");
    broken(404, R"({"code":"rest_no_route","message":"text","data":{"status":404}})");
    broken(500, R"({"user_id":6})");
    broken(201, R"({"user_id":6})");
    broken(200, "");
    broken(200, "<html></html>");
    broken(200, "null");
    broken(200, "[]");
    broken(200, "{}");
    broken(200, R"([{"user_id":6}])");
    broken(200, R"({"name":null,"user_id":null})");
    broken(200, R"({"user_id":0})");
    broken(200, R"({"user_id":"0"})");
    broken(200, R"({"user_id":""})");
    broken(200, R"({"user_id":-1})");
    broken(200, R"({"user_id":false})");
    broken(200, R"({"user_id":[6]})");
    broken(200, R"({"user_id":null,"id":6})");
}

void GatewayLoginCheckTest::readsAnswers()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, outcome);
    QFETCH(QString, words);
    const auto user = readLoginCheck({status, {{"Set-Cookie", "session=1"}}, body});
    QCOMPARE(user ? "user " + user->toString() : user.error().code, outcome);
    if (!words.isEmpty())
        QCOMPARE(user.error().detail, words);
}

void GatewayLoginCheckTest::tellsThatItCannotBeReached()
{
    Test::FakeHttpClient http;
    LoginCheckClient client(http);
    std::optional<Result<UserId>> result;
    onDone(client.check(app(), "ada", Secret("x")), this, [&result](const Result<UserId>& r) { result = r; });
    http.fail(0, {ErrorKind::Network, Retry::later(), "refused", {}});
    QTRY_VERIFY(result);
    QCOMPARE(result->error().code, "login_check_unavailable");
    QCOMPARE(http.count(), 1);
}

void GatewayLoginCheckTest::answersCancelledWhenDeleted()
{
    Test::FakeHttpClient http;
    auto client = std::make_unique<LoginCheckClient>(http);
    std::optional<Result<UserId>> result;
    onDone(
        client->check(app(), "ada", Secret("x")), this, [&result](const Result<UserId>& r) { result = r; });
    client.reset();
    http.answer(0, 200, R"({"user_id":6})");
    QTRY_VERIFY(result);
    QCOMPARE(result->error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(GatewayLoginCheckTest)
#include "tst_gateway_logincheck.moc"
