// SPDX-License-Identifier: Apache-2.0
#include "identity/ImbachatProtocol.h"

#include "support/Await.h"
#include "support/FakeHttpClient.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Natter;
using namespace Natter::Identity;

namespace {

const Credentials Ada{QStringLiteral(" ada@example.com "), Secret("p+w &=ü")};
const Nonce AnyNonce{Secret("n-0001"), {}};

Profile demoProfile()
{
    Profile profile;
    profile.protocol = LoginProtocolKind::Imbachat;
    profile.backend = QUrl(QStringLiteral("http://127.0.0.1:9/chat/login?v=1"));
    return profile;
}

} // namespace

/// The client's side of imbachat.md, sections 2, 5 and 13.
class ImbachatProtocolTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void sendsAForm();
    void findsTheToken_data();
    void findsTheToken();
    void tellsRefusalsApart_data();
    void tellsRefusalsApart();
    void showsHtmlAsText_data();
    void showsHtmlAsText();
    void refusesOddSuccesses_data();
    void refusesOddSuccesses();
    void neverRepeatsThePassword();
    void saysWhatARedirectMeans();
    void refusesEmptyInputWithoutAsking();
    void hasNoCodes();
    void mayDieBeforeTheAnswer();
    void cancelsTheRequest();

private:
    Result<Secret> answer(int status, const QByteArray& body, const QList<Net::Header>& headers = {})
    {
        const auto login = m_protocol->login(Ada, AnyNonce);
        m_http->answer(m_http->count() - 1, status, body, headers);
        return Test::await(login);
    }

    std::unique_ptr<Test::FakeHttpClient> m_http;
    std::unique_ptr<LoginProtocol> m_protocol;
};

void ImbachatProtocolTest::init()
{
    m_http = std::make_unique<Test::FakeHttpClient>();
    m_protocol = makeLoginProtocol(demoProfile(), *m_http);
}

void ImbachatProtocolTest::cleanup()
{
    m_protocol.reset();
    m_http.reset();
}

void ImbachatProtocolTest::sendsAForm()
{
    const auto login = m_protocol->login(Ada, AnyNonce);
    const Net::HttpRequest& request = m_http->request(0);
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.url, demoProfile().backend);
    QVERIFY(request.headers.contains(Net::Header("Content-Type", "application/x-www-form-urlencoded")));
    QCOMPARE(request.body, QByteArray("login=ada%40example.com&password=p%2Bw%20%26%3D%C3%BC&nonce=n-0001"));
}

void ImbachatProtocolTest::findsTheToken_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("token") << QByteArray(R"({"token":"a.b.c"})");
    QTest::newRow("identity_token") << QByteArray(R"({"identity_token":"a.b.c","user_id":6})");
    QTest::newRow("user_key") << QByteArray(R"({"user_key":"a.b.c"})");
    QTest::newRow("token wins over user_key") << QByteArray(R"({"user_key":"x.y.z","token":"a.b.c"})");
    QTest::newRow("nested") << QByteArray(R"({"code":200,"version":1,"data":{"token":"a.b.c"}})");
    QTest::newRow("code as text") << QByteArray(R"({"code":"200","token":"a.b.c"})");
    QTest::newRow("status 1") << QByteArray(R"({"status":1,"token":"a.b.c"})");
    QTest::newRow("no error") << QByteArray(R"({"error":"","errors":[],"debug":"","token":"a.b.c"})");
    QTest::newRow("errors an empty object") << QByteArray(R"({"error":0,"errors":{},"token":"a.b.c"})");
    QTest::newRow("error false") << QByteArray(R"({"error":false,"token":"a.b.c"})");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{\"token\":\"a.b.c\"}");
    QTest::newRow("trailing comma") << QByteArray(R"({"token":"a.b.c",})");
    QTest::newRow("PHP warning before")
        << QByteArray("<br />\n<b>Warning</b>: x<br />\n{\"token\":\"a.b.c\"}");
    QTest::newRow("HTML after") << QByteArray("{\"token\":\"a.b.c\"}<!-- served -->");
}

void ImbachatProtocolTest::findsTheToken()
{
    QFETCH(QByteArray, body);
    const auto token = answer(200, body, {{"Content-Type", "text/html"}, {"Set-Cookie", "a=b"}});
    QVERIFY(token.isOk());
    QCOMPARE(token->reveal(), QByteArray("a.b.c"));
}

void ImbachatProtocolTest::tellsRefusalsApart_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, int status, const QByteArray& body, ErrorKind kind,
                         const QString& words = {}) {
        QTest::newRow(name) << status << body << kind << words;
    };
    row("403 in a 200", 200, R"({"code":403,"error":"No such login","debug":""})",
        ErrorKind::WrongCredentials, "No such login");
    row("403", 403, R"({"code":403,"error":"No"})", ErrorKind::WrongCredentials, "No");
    row("code as text", 200, R"({"code":"403","error":"No"})", ErrorKind::WrongCredentials, "No");
    row("list of errors", 200, R"({"errors":["Wrong","Again"]})", ErrorKind::WrongCredentials, "Wrong");
    row("error with a token", 200, R"({"error":"No","token":"a.b.c"})", ErrorKind::WrongCredentials, "No");
    row("error object", 200, R"({"error":{"message":"No"}})", ErrorKind::WrongCredentials, "No");
    row("error true", 200, R"({"error":true,"message":"No"})", ErrorKind::WrongCredentials, "No");
    row("error 1", 200, R"({"error":1,"message":"No"})", ErrorKind::WrongCredentials, "No");
    row("code without words", 200, R"({"code":403})", ErrorKind::WrongCredentials);
    row("401 without body", 401, {}, ErrorKind::WrongCredentials);
    row("403 HTML", 403, "<html>Forbidden</html>", ErrorKind::WrongCredentials);
    row("422 in a 200", 200, R"({"code":422,"error":"Odd"})", ErrorKind::BadInput, "Odd");
    row("500 in a 200", 200, R"({"code":500,"error":"Oh"})", ErrorKind::ServerFailure, "Oh");
    row("429 in a 200", 200, R"({"code":429,"error":"Slow"})", ErrorKind::RateLimited, "Slow");
    row("429", 429, {}, ErrorKind::RateLimited);
    row("500", 500, "<html>", ErrorKind::ServerFailure);
    row("no route", 404, R"({"code":"rest_no_route","message":"No route","data":{"status":404}})",
        ErrorKind::BadResponse, "No route");
}

void ImbachatProtocolTest::tellsRefusalsApart()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, words);
    const auto token = answer(status, body);
    QVERIFY(!token.isOk());
    QCOMPARE(token.error().kind, kind);
    QCOMPARE(token.error().words, words);
    QTest::qWait(10);
    QCOMPARE(m_http->count(), 1);
}

void ImbachatProtocolTest::showsHtmlAsText_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const QString& html, const QString& text) {
        QTest::newRow(name) << html << text;
    };
    row("tags", "<strong>Error</strong>: unknown. <a href='https://x.example/'>Lost it?</a>",
        "Error: unknown. Lost it?");
    row("entities", "Tom &amp; Jerry &lt;3 &#39;&#x2603;&quot;", QStringLiteral("Tom & Jerry <3 '\u2603\""));
    row("resolved once", "&amp;lt;b&amp;gt;", "&lt;b&gt;");
    row("lines", "<p>One</p><p>Two<br>three</p>", "One Two three");
    row("script", "No<script>alert('x')</script><!-- <b> --> way", "No way");
    row("no markup", "1 < 2 & 3", "1 < 2 & 3");
    row("unknown and broken", "&nosuch; &#0; &#xD800; &#99999999; &", "&nosuch; &#0; &#xD800; &#99999999; &");
}

void ImbachatProtocolTest::showsHtmlAsText()
{
    QFETCH(QString, html);
    QFETCH(QString, text);
    const QJsonObject body{{QStringLiteral("code"), 403}, {QStringLiteral("error"), html}};
    QCOMPARE(answer(200, QJsonDocument(body).toJson()).error().words, text);
}

void ImbachatProtocolTest::refusesOddSuccesses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("HTML") << QByteArray("<html>welcome</html>");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("array") << QByteArray(R"([{"token":7}])");
    QTest::newRow("truncated") << QByteArray(R"({"token":"a.b)");
    QTest::newRow("no token") << QByteArray("{}");
    QTest::newRow("bare login check") << QByteArray(R"({"name":"ada","user_id":6})");
    QTest::newRow("number") << QByteArray(R"({"token":7})");
    QTest::newRow("line break in token") << QByteArray(R"({"token":"a.b\r\nX: y"})");
    QTest::newRow("huge token") << QByteArray(R"({"token":")") + QByteArray(100'000, 'a') + "\"}";
    QTest::newRow("too deep") << QByteArray(R"({"data":{"user":{"token":"a.b.c"}}})");
}

void ImbachatProtocolTest::refusesOddSuccesses()
{
    QFETCH(QByteArray, body);
    const auto token = answer(200, body);
    QVERIFY(!token.isOk());
    QCOMPARE(token.error().kind, ErrorKind::BadResponse);
    QCOMPARE(token.error().detail.contains(QStringLiteral("let the gateway ask")), body.contains("user_id"));
    // The published login check itself: it wants the site's own password.
    const Error basic = answer(401, R"({"code":401,"version":1,"error":"Authenticate required!","debug":""})",
        {{"WWW-Authenticate", "Basic realm=\"Backend\""}})
                            .error();
    QCOMPARE(basic.kind, ErrorKind::Configuration);
    QVERIFY(basic.detail.contains(QStringLiteral("let the gateway ask")));
}

void ImbachatProtocolTest::neverRepeatsThePassword()
{
    const Error error =
        answer(200, R"({"code":403,"error":"p+w &amp;=ü is wrong for <i>N-0001<\/i>","reason":"n-0001"})")
            .error();
    QCOMPARE(error.words, QStringLiteral("*** is wrong for ***"));
    QVERIFY(!(error.detail + error.code).contains(QStringLiteral("p+w")));
    QVERIFY(!(error.detail + error.code).contains(QStringLiteral("n-0001"), Qt::CaseInsensitive));
}

void ImbachatProtocolTest::saysWhatARedirectMeans()
{
    const auto login = m_protocol->login(Ada, AnyNonce);
    m_http->fail(0, {ErrorKind::Redirected, Retry::later(), QStringLiteral("host: a redirect"), {}});
    const Error error = Test::await(login).error();
    QCOMPARE(error.kind, ErrorKind::Redirected);
    QVERIFY(error.detail.contains(QStringLiteral("backend.url")));
}

void ImbachatProtocolTest::refusesEmptyInputWithoutAsking()
{
    const Credentials odd[] = {{QStringLiteral(" "), Secret("1")}, {QStringLiteral("a"), Secret()},
        {QString(300, u'x'), Secret("1")}, {QStringLiteral("a"), Secret(QByteArray(300, 'x'))}};
    for (const Credentials& credentials : odd)
        QCOMPARE(Test::await(m_protocol->login(credentials, AnyNonce)).error().kind, ErrorKind::BadInput);
    QCOMPARE(m_http->count(), 0);
}

void ImbachatProtocolTest::hasNoCodes()
{
    QCOMPARE(Test::await(m_protocol->requestOtp(QStringLiteral("a"))).error().kind, ErrorKind::Configuration);
    QCOMPARE(m_http->count(), 0);
}

void ImbachatProtocolTest::mayDieBeforeTheAnswer()
{
    const auto login = m_protocol->login(Ada, AnyNonce);
    m_protocol.reset();
    m_http->answer(0, 200, R"({"token":"a.b.c"})");
    QCOMPARE(Test::await(login).error().kind, ErrorKind::Cancelled);
}

void ImbachatProtocolTest::cancelsTheRequest()
{
    {
        const ScopedRequest request(m_protocol->login(Ada, AnyNonce));
    }
    QTRY_VERIFY(m_http->exchanges().at(0).promise.isCancelled());
}

QTEST_GUILESS_MAIN(ImbachatProtocolTest)
#include "tst_identity_imbachatprotocol.moc"
