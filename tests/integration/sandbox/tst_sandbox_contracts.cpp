// SPDX-License-Identifier: Apache-2.0
#include "jwt/Token.h"
#include "sandbox/BrowserSignIn.h"
#include "sandbox/DgDesk.h"
#include "sandbox/ImbachatDesk.h"
#include "sandbox/MesiboBackend.h"
#include "support/Await.h"
#include "support/FakeClock.h"
#include "support/FakeHttpClient.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QUrlQuery>

using namespace Natter;
using namespace Natter::Sandbox;
using namespace std::chrono_literals;
using Natter::Test::await;
using Kind = LoginProtocolKind;

namespace {

const QUrl Site(QStringLiteral("http://127.0.0.1:8080/"));
const QUrl GatewayUrl(QStringLiteral("http://127.0.0.1:8081/"));
const QByteArray Verifier("a-verifier-that-only-the-app-has-seen-0123456789");
const QString Redirect = QStringLiteral("http://127.0.0.1:4567/return");

QJsonObject objectIn(const Gateway::Response& response)
{
    return QJsonDocument::fromJson(response.body).object();
}

QByteArray headerOf(const Gateway::Response& response, const QByteArray& name)
{
    for (const auto& [key, value] : response.headers) {
        if (key == name)
            return value;
    }
    return {};
}

QByteArray formOf(const QUrlQuery& fields)
{
    return fields.query(QUrl::FullyEncoded).toLatin1().replace("+", "%2B");
}

QJsonObject partOf(const QString& token, int part)
{
    const auto bytes = token.toLatin1().split('.').value(part);
    return QJsonDocument::fromJson(QByteArray::fromBase64(bytes, QByteArray::Base64UrlEncoding)).object();
}

} // namespace

/// The site's side of the contracts, without a network.
class tst_sandbox_contracts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void phonesByMesibosRule_data();
    void phonesByMesibosRule();
    void mesiboAsksTheGatewayForACode();
    void mesiboAsksTheGatewayForAToken();
    void mesiboRefuses_data();
    void mesiboRefuses();
    void mesiboCannotReachTheGateway();
    void mesiboMayDieBeforeTheAnswer();
    void imbachatSigns();
    void imbachatChecksLogins();
    void imbachatEscapesNames();
    void dgSigns();
    void passwordsCannotBeGuessed();
    void browserShowsItsFormOnlyToApps_data();
    void browserShowsItsFormOnlyToApps();
    void browserSignsIn();
    void browserCodesWorkOnce();
    void browserCodesAreBound_data();
    void browserCodesAreBound();
    void browserCodesEnd();
    void browserCancels();
    void tokensGoWrong_data();
    void tokensGoWrong();

private:
    Gateway::Response mesibo(const QByteArray& body)
    {
        return await(m_mesibo->handle({"POST", "/", body})).value();
    }
    QUrlQuery browserQuery(const QString& redirect = Redirect) const
    {
        const QByteArray challenge =
            QCryptographicHash::hash(Verifier, QCryptographicHash::Sha256)
                .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        return {{"response_type", "code"}, {"app_id", "natter-imbachat"}, {"redirect_uri", redirect},
            {"state", "s\"<1>&"}, {"nonce", "n-1"}, {"code_challenge", QString::fromLatin1(challenge)},
            {"code_challenge_method", "S256"}};
    }
    /// Where the page sends the browser after the form was filled in.
    QUrlQuery fillIn(const QString& password, const QString& answer = QStringLiteral("yes"))
    {
        QUrlQuery form = browserQuery();
        form.addQueryItem("login", "+1 800-555-0001");
        form.addQueryItem("password", password);
        form.addQueryItem("answer", answer);
        const auto response = m_browser->submit({"POST", "/sign-in", formOf(form)});
        return response.status == 303 ? QUrlQuery(QUrl::fromEncoded(headerOf(response, "Location")))
                                      : QUrlQuery();
    }
    Gateway::Response exchange(QJsonObject changes)
    {
        QJsonObject body{{"code", fillIn("4711").queryItemValue("code")},
            {"code_verifier", QString::fromLatin1(Verifier)}, {"nonce", "n-1"}, {"redirect_uri", Redirect},
            {"app_id", "natter-imbachat"}};
        for (auto it = changes.begin(); it != changes.end(); ++it)
            body.insert(it.key(), it.value());
        return m_browser->token({"POST", "/sign-in/token", QJsonDocument(body).toJson()});
    }

    Test::FakeClock m_clock;
    Test::FakeHttpClient m_http;
    FaultSwitches m_faults;
    People m_people;
    People m_byPhone{0, People::Names::PhoneNumbers};
    IdentityTokens m_tokens{{{Kind::Qiscus, Secret("the key of the qiscus-shaped demo site")},
                                {Kind::Imbachat, Secret("the key of the imbachat-shaped demo site")},
                                {Kind::Dg, Secret("the key of the dg-shaped demo site")}},
        m_clock, m_faults};
    UsersInfo m_usersInfo{
        m_people, Site, QStringLiteral("root"), Secret("secret"), m_clock.now(), UsersInfo::Style::Wordpress};
    std::unique_ptr<PasswordCheck> m_passwords;
    std::unique_ptr<MesiboBackend> m_mesibo;
    std::unique_ptr<ImbachatDesk> m_imbachat;
    std::unique_ptr<DgDesk> m_dg;
    std::unique_ptr<BrowserSignIn> m_browser;
    QStringList m_delivered;
};

void tst_sandbox_contracts::init()
{
    m_faults.set({});
    m_http = {};
    m_delivered.clear();
    m_passwords = std::make_unique<PasswordCheck>(m_people, m_clock);
    m_mesibo = std::make_unique<MesiboBackend>(
        m_byPhone, m_http, GatewayUrl, Secret("app token"), m_clock, m_faults);
    m_mesibo->setPostman([this](const QString& login, const Secret& code) {
        m_delivered += login + u':' + QString::fromLatin1(code.reveal());
    });
    m_imbachat = std::make_unique<ImbachatDesk>(*m_passwords, m_tokens, m_usersInfo);
    m_dg = std::make_unique<DgDesk>(*m_passwords, m_tokens, m_clock);
    m_browser = std::make_unique<BrowserSignIn>(*m_passwords, m_tokens, m_faults, m_clock);
}

void tst_sandbox_contracts::phonesByMesibosRule_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("kept");
    QTest::newRow("digits") << "18005551234"
                            << "18005551234";
    QTest::newRow("plus and zeros") << "+0018005551234"
                                    << "18005551234";
    QTest::newRow("plus-minus") << QStringLiteral("\u00b118005551234") << "18005551234";
    QTest::newRow("blanks inside stay") << " +1 800 555 1234\n"
                                        << "1 800 555 1234";
    QTest::newRow("nothing left") << "+000"
                                  << "";
}

void tst_sandbox_contracts::phonesByMesibosRule()
{
    QFETCH(QString, typed);
    QTEST(MesiboBackend::trimmedPhone(typed), "kept");
}

void tst_sandbox_contracts::mesiboAsksTheGatewayForACode()
{
    const auto answer =
        m_mesibo->handle({"POST", "/", R"({"op":" LOGIN ","appid":"natter-mesibo","phone":"+18005550001"})"});
    QCOMPARE(m_http.count(), 1);
    const QUrl asked = m_http.request(0).url;
    QCOMPARE(asked.path(), QStringLiteral("/api.php"));
    QCOMPARE(QUrlQuery(asked).queryItems(),
        (QList<std::pair<QString, QString>>{{"op", "otp"}, {"addr", "18005550001"}, {"tries", "5"},
            {"expiry", "300"}, {"reuse", "1"}, {"token", "app token"}, {"sig", "none"}}));
    m_http.answer(0, 200, R"({"op":"otp","result":true,"otp":"123456"})");
    const auto response = await(answer).value();
    QCOMPARE(response.status, 200);
    QCOMPARE(response.contentType, QByteArray("text/html; charset=UTF-8"));
    QVERIFY(response.body.trimmed().endsWith("\"result\": \"OK\"\n}"));
    QVERIFY(!response.body.contains("123456"));
    QCOMPARE(objectIn(response)["ts"].toInteger(), m_clock.now().toSecsSinceEpoch());
    QVERIFY(objectIn(response)["delay"].toInt() > 0);
    QCOMPARE(m_delivered, QStringList("18005550001:123456"));

    const auto unknown = m_mesibo->handle({"POST", "/", R"({"op":"login","appid":"a","phone":19995550001})"});
    m_http.answer(1, 200, R"({"op":"otp","result":true,"otp":"654321"})");
    QCOMPARE(await(unknown).value().body, response.body);
    m_faults.set({{Fault::OtpNever, 0}});
    const auto lost = m_mesibo->handle({"POST", "/", R"({"op":"login","appid":"a","phone":"18005550001"})"});
    m_http.answer(2, 200, R"({"op":"otp","result":true,"otp":"654321"})");
    QCOMPARE(await(lost).value().body, response.body);
    QCOMPARE(m_delivered.size(), 1);
}

void tst_sandbox_contracts::mesiboAsksTheGatewayForAToken()
{
    const auto answer = m_mesibo->handle({"POST", "/",
        R"({"op":"login","appid":"natter-mesibo","phone":"18005550001","otp":123456,"nonce":"a+b/c="})"});
    QCOMPARE(m_http.count(), 1);
    QVERIFY(m_http.request(0).url.toEncoded().contains("nonce=a%2Bb"));
    const QUrlQuery asked(m_http.request(0).url);
    const auto value = [&asked](const QString& name) {
        return asked.queryItemValue(name, QUrl::FullyDecoded);
    };
    QCOMPARE(value("op"), "useradd");
    QCOMPARE(value("name"), "Ada Lindgren");
    QCOMPARE(value("addr"), "18005550001");
    QCOMPARE(value("appid"), "natter-mesibo");
    QCOMPARE(value("expiry"), "525600");
    QCOMPARE(value("otp"), "123456");
    QCOMPARE(value("token"), "app token");
    m_http.answer(
        0, 200, R"({"op":"useradd","result":true,"user":{"uid":7,"token":"a-token-of-more-than-16"}})");
    const auto response = await(answer).value();
    QCOMPARE(objectIn(response)["token"], QJsonValue("a-token-of-more-than-16"));
    QCOMPARE(objectIn(response)["phone"], QJsonValue("18005550001"));
    QCOMPARE(objectIn(response)["result"], QJsonValue("OK"));

    const auto wrong =
        m_mesibo->handle({"POST", "/", R"({"op":"login","appid":"a","phone":"18005550001","otp":"1"})"});
    QVERIFY(!m_http.request(1).url.query().contains("nonce"));
    m_http.answer(1, 200, R"({"op":"useradd","result":false,"error":"BADOTP"})");
    QCOMPARE(objectIn(await(wrong).value())["error"], QJsonValue("BADUSER"));
}

void tst_sandbox_contracts::mesiboRefuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    QTest::newRow("no app") << QByteArray(R"({"op":"login","phone":"18005550001"})") << 200 << "MISSINGAPPID";
    QTest::newRow("no phone") << QByteArray(R"({"op":"login","appid":"a"})") << 200 << "";
    QTest::newRow("short phone") << QByteArray(R"({"op":"login","appid":"a","phone":"0018005551"})") << 200
                                 << "";
    QTest::newRow("phone of a wrong type")
        << QByteArray(R"({"op":"login","appid":"a","phone":[1]})") << 200 << "";
    QTest::newRow("other operation") << QByteArray(R"({"op":"getcontacts"})") << 200 << "BADOP";
    QTest::newRow("no operation") << QByteArray(R"({"phone":"18005550001"})") << 302 << "";
    QTest::newRow("keys without quotes") << QByteArray(R"({op: "login"})") << 302 << "";
    QTest::newRow("a form") << QByteArray("op=login") << 302 << "";
    QTest::newRow("a list") << QByteArray("[]") << 302 << "";
    QTest::newRow("nothing") << QByteArray() << 302 << "";
}

void tst_sandbox_contracts::mesiboRefuses()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, error);
    const auto response = mesibo(body);
    QCOMPARE(response.status, status);
    QCOMPARE(m_http.count(), 0);
    if (status == 302)
        return;
    QCOMPARE(objectIn(response)["result"], QJsonValue("FAIL"));
    QCOMPARE(objectIn(response)["error"].toString(), error);
}

void tst_sandbox_contracts::mesiboCannotReachTheGateway()
{
    const auto answer =
        m_mesibo->handle({"POST", "/", R"({"op":"login","appid":"a","phone":"18005550001"})"});
    m_http.fail(0, {ErrorKind::Network, Retry::later(), {}, {}});
    QCOMPARE(objectIn(await(answer).value())["error"], QJsonValue("BADAPP"));
    QCOMPARE(objectIn(mesibo(R"({"op":"logout","token":"whatever"})"))["result"], QJsonValue("OK"));
}

void tst_sandbox_contracts::mesiboMayDieBeforeTheAnswer()
{
    const auto answer =
        m_mesibo->handle({"POST", "/", R"({"op":"login","appid":"a","phone":"18005550001"})"});
    m_mesibo.reset();
    m_http.answer(0, 200, R"({"op":"otp","result":true,"otp":"123456"})");
    QCOMPARE(await(answer).error().kind, ErrorKind::Cancelled);
    QVERIFY(m_delivered.isEmpty());
}

void tst_sandbox_contracts::imbachatSigns()
{
    const auto response = m_imbachat->token(
        {"POST", "/", formOf({{"login", "1 800 555 0001"}, {"password", "4711"}, {"nonce", "n-1"}})});
    const QString token = objectIn(response)["token"].toString();
    QCOMPARE(partOf(token, 1),
        (QJsonObject{{"exp", m_clock.now().toSecsSinceEpoch() + 3600}, {"user_id", 1}, {"nce", "n-1"}}));
    const auto refused =
        m_imbachat->token({"POST", "/", formOf({{"login", "18005550001"}, {"password", "4712"}})});
    QCOMPARE(refused.status, 403);
    QCOMPARE(objectIn(refused)["code"], QJsonValue(403));
    QCOMPARE(m_imbachat->token({"POST", "/", "{"}).status, 403);
    const auto text = m_imbachat->token(
        {"POST", "/", formOf({{"login", "grace@harbor-clinic.example"}, {"password", "5813"}})});
    QCOMPARE(partOf(objectIn(text)["token"].toString(), 1)["user_id"], QJsonValue("P11-A"));
    QVERIFY(!partOf(objectIn(text)["token"].toString(), 1).contains("nce"));
}

void tst_sandbox_contracts::imbachatChecksLogins()
{
    Gateway::Request right("POST", "/authuser", formOf({{"login", "18005550009"}, {"password", "9009"}}));
    QCOMPARE(m_imbachat->checkLogin(right).status, 401);
    right.addHeader("Authorization", "Basic " + QByteArray("root:secret").toBase64());
    const auto response = m_imbachat->checkLogin(right);
    QCOMPARE(response.status, 200);
    QCOMPARE(objectIn(response)["user_id"], QJsonValue(9));
    QVERIFY(objectIn(response)["name"].toString().startsWith("&lt;b&gt;Tom"));
    Gateway::Request wrong("POST", "/authuser", formOf({{"login", "18005550009"}, {"password", "9010"}}));
    wrong.addHeader("Authorization", "Basic " + QByteArray("root:secret").toBase64());
    QCOMPARE(m_imbachat->checkLogin(wrong).status, 200);
    QCOMPARE(objectIn(m_imbachat->checkLogin(wrong))["code"], QJsonValue(403));
    QVERIFY(!objectIn(m_imbachat->checkLogin(wrong)).contains("user_id"));
}

void tst_sandbox_contracts::imbachatEscapesNames()
{
    Gateway::Request request("GET", "/getusers/9,21,Kiosk-7");
    request.addHeader("Authorization", "Basic " + QByteArray("root:secret").toBase64());
    const QJsonArray entries = QJsonDocument::fromJson(m_usersInfo.lookUp(request).body).array();
    QCOMPARE(entries[0][u"name"].toString(), m_people.find(UserId("9"))->name.toHtmlEscaped());
    QCOMPARE(entries[0][u"permissions"][u"send_message"], QJsonValue(true));
    QCOMPARE(entries[1][u"permissions"][u"send_message"], QJsonValue(false));
    QCOMPARE(entries[1][u"permissions"].toObject().size(), 10);
    QCOMPARE(entries[2][u"chat_role"], QJsonValue("admin"));
}

void tst_sandbox_contracts::dgSigns()
{
    const auto response =
        m_dg->token({"POST", "/", R"({"login":"18005550001","password":"4711","nonce":"n-1"})"});
    const qint64 now = m_clock.now().toSecsSinceEpoch();
    QCOMPARE(objectIn(response)["expires_at"].toInteger(), now + 120);
    QCOMPARE(headerOf(response, "Cache-Control"), QByteArray("no-store"));
    const QString token = objectIn(response)["auth_token"].toString();
    QCOMPARE(partOf(token, 0)["kid"], QJsonValue("natter-dg-key"));
    QCOMPARE(partOf(token, 1), (QJsonObject{{"scope", "user"}, {"external_id", "1"}, {"iat", now},
                                   {"exp", now + 120}, {"nce", "n-1"}}));
    const auto refused = m_dg->token({"POST", "/", R"({"login":"18005550001","password":"no"})"});
    QCOMPARE(refused.status, 401);
    QVERIFY(!objectIn(refused)["error"][u"message"].toString().isEmpty());
    QCOMPARE(m_dg->token({"POST", "/", "[1]"}).status, 400);
}

void tst_sandbox_contracts::passwordsCannotBeGuessed()
{
    for (int i = 0; i < 10; ++i)
        QCOMPARE(m_dg->token({"POST", "/", R"({"login":"18005550001","password":"no"})"}).status, 401);
    const auto response = m_dg->token({"POST", "/", R"({"login":"18005550001","password":"4711"})"});
    QCOMPARE(response.status, 429);
    QCOMPARE(headerOf(response, "Retry-After"), QByteArray("300"));
    QCOMPARE(m_dg->token({"POST", "/", R"({"login":"18005550002","password":"2718"})"}).status, 200);
    m_clock.advance(5min + 1s);
    QCOMPARE(m_dg->token({"POST", "/", R"({"login":"18005550001","password":"4711"})"}).status, 200);
}

void tst_sandbox_contracts::browserShowsItsFormOnlyToApps_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("status");
    QTest::newRow("right") << "state"
                           << "s" << 200;
    QTest::newRow("the app's own scheme") << "redirect_uri"
                                          << "natter://sign-in" << 200;
    QTest::newRow("IPv6") << "redirect_uri"
                          << "http://[::1]:4567/x" << 200;
    QTest::newRow("elsewhere") << "redirect_uri"
                               << "https://elsewhere.example/" << 400;
    QTest::newRow("looks like loopback") << "redirect_uri"
                                         << "http://127.0.0.1.elsewhere.example:80/" << 400;
    QTest::newRow("login in it") << "redirect_uri"
                                 << "http://127.0.0.1:80@elsewhere.example:80/" << 400;
    QTest::newRow("script") << "redirect_uri"
                            << "javascript:alert(1)" << 400;
    QTest::newRow("other place of the app") << "redirect_uri"
                                            << "natter://dialog/2" << 400;
    QTest::newRow("no state") << "state"
                              << "" << 400;
    QTest::newRow("no nonce") << "nonce"
                              << "" << 400;
    QTest::newRow("plain challenge") << "code_challenge_method"
                                     << "plain" << 400;
    QTest::newRow("short challenge") << "code_challenge"
                                     << "short" << 400;
    QTest::newRow("token in the URL") << "response_type"
                                      << "token" << 400;
    QTest::newRow("other app") << "app_id"
                               << "somebody-else" << 400;
    QTest::newRow("mesibo") << "app_id"
                            << "natter-mesibo" << 400;
}

void tst_sandbox_contracts::browserShowsItsFormOnlyToApps()
{
    QFETCH(QString, member);
    QFETCH(QString, value);
    QUrlQuery query = browserQuery();
    query.removeQueryItem(member);
    query.addQueryItem(member, value);
    const auto response = m_browser->page({"GET", "/sign-in?" + formOf(query)});
    QTEST(response.status, "status");
    QVERIFY(headerOf(response, "Location").isEmpty());
    QCOMPARE(response.body.contains("<form"), response.status == 200);
}

void tst_sandbox_contracts::browserSignsIn()
{
    const auto page = m_browser->page({"GET", "/sign-in?" + formOf(browserQuery())});
    QVERIFY(page.body.contains("value=\"s&quot;&lt;1&gt;&amp;\""));
    QVERIFY(fillIn("wrong").isEmpty());
    const QUrlQuery back = fillIn("4711");
    QCOMPARE(back.queryItemValue("state", QUrl::FullyDecoded), "s\"<1>&");
    QVERIFY(!back.queryItemValue("code").contains("."));
    const auto response = exchange({});
    QCOMPARE(response.status, 200);
    QCOMPARE(headerOf(response, "Cache-Control"), QByteArray("no-store"));
    const QString token = objectIn(response)["identity_token"].toString();
    QCOMPARE(partOf(token, 1)["nce"], QJsonValue("n-1"));
    QCOMPARE(partOf(token, 1)["user_id"], QJsonValue(1));
}

void tst_sandbox_contracts::browserCodesWorkOnce()
{
    const QString code = fillIn("4711").queryItemValue("code");
    QCOMPARE(exchange({{"code", code}}).status, 200);
    QCOMPARE(exchange({{"code", code}}).status, 400);
    // A wrong verifier uses the code up, too.
    const QString other = fillIn("4711").queryItemValue("code");
    QCOMPARE(exchange({{"code", other}, {"code_verifier", "guess"}}).status, 400);
    QCOMPARE(exchange({{"code", other}}).status, 400);
}

void tst_sandbox_contracts::browserCodesAreBound_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no verifier") << "code_verifier" << QJsonValue();
    QTest::newRow("verifier of a wrong type") << "code_verifier" << QJsonValue(7);
    QTest::newRow("other nonce") << "nonce" << QJsonValue("n-2");
    QTest::newRow("other redirect") << "redirect_uri" << QJsonValue("http://127.0.0.1:4568/return");
    QTest::newRow("other app") << "app_id" << QJsonValue("natter-demo");
    QTest::newRow("no code") << "code" << QJsonValue("");
    QTest::newRow("code of a wrong type") << "code" << QJsonValue(QJsonObject());
}

void tst_sandbox_contracts::browserCodesAreBound()
{
    QFETCH(QString, member);
    QFETCH(QJsonValue, value);
    const auto response = exchange({{member, value}});
    QCOMPARE(response.status, 400);
    QVERIFY(!objectIn(response).contains("identity_token"));
}

void tst_sandbox_contracts::browserCodesEnd()
{
    const QString code = fillIn("4711").queryItemValue("code");
    m_clock.advance(61s);
    QCOMPARE(exchange({{"code", code}}).status, 400);
}

void tst_sandbox_contracts::browserCancels()
{
    const QUrlQuery back = fillIn({}, "no");
    QCOMPARE(back.queryItemValue("error"), "access_denied");
    QVERIFY(!back.hasQueryItem("code"));
    m_faults.set({{Fault::BrowserDenied, 0}});
    QCOMPARE(m_browser->page({"GET", "/sign-in?" + formOf(browserQuery())}).status, 303);
    m_faults.set({{Fault::BrowserWrongState, 0}});
    QVERIFY(fillIn("4711").queryItemValue("state", QUrl::FullyDecoded) != "s\"<1>&");
    m_faults.set({{Fault::BrowserCodeRefused, 0}});
    QCOMPARE(exchange({}).status, 400);
}

void tst_sandbox_contracts::tokensGoWrong_data()
{
    QTest::addColumn<int>("kind");
    for (const Kind kind : {Kind::Qiscus, Kind::Imbachat, Kind::Dg})
        QTest::newRow(qPrintable(protocolName(kind))) << static_cast<int>(kind);
}

void tst_sandbox_contracts::tokensGoWrong()
{
    QFETCH(int, kind);
    const Person& ada = *m_people.find(UserId("1"));
    const auto make = [&](const Faults& faults) {
        m_faults.set(faults);
        return QString::fromLatin1(m_tokens.make(static_cast<Kind>(kind), ada, "n-1").reveal());
    };
    const QString good = make({});
    QVERIFY(partOf(good, 1)["exp"].toInteger() > m_clock.now().toSecsSinceEpoch());
    QVERIFY(
        partOf(make({{Fault::TokenExpired, 0}}), 1)["exp"].toInteger() < m_clock.now().toSecsSinceEpoch());
    QVERIFY(partOf(make({{Fault::TokenWrongNonce, 0}}), 1)["nce"] != QJsonValue("n-1"));
    const QString unsigned_ = make({{Fault::TokenBadSignature, 0}});
    QCOMPARE(partOf(unsigned_, 1), partOf(good, 1));
    QVERIFY(unsigned_ != good);
    const QString foreign = make({{Fault::TokenWrongIssuer, 0}});
    QVERIFY(partOf(foreign, 0) != partOf(good, 0) || partOf(foreign, 1) != partOf(good, 1));
}

QTEST_GUILESS_MAIN(tst_sandbox_contracts)
#include "tst_sandbox_contracts.moc"
