// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/GatewayFixture.h"

using namespace Natter;
using namespace Natter::Test;

namespace {

/// A gateway of one site with that protocol.
class Site : public GatewayFixture
{
public:
    explicit Site(LoginProtocolKind protocol) { useProtocol(protocol); }
    qint64 now() const { return clock.now().toSecsSinceEpoch(); }
};

/// An imbachat site that has a login check.
class CheckingSite : public Site
{
public:
    CheckingSite()
        : Site(LoginProtocolKind::Imbachat)
        , check([](const ScriptedPeer::Asked&) {
            return ScriptedPeer::Reply{200, R"({"name":"Ada","user_id":6})"};
        })
    {
        config.apps.first().loginCheckUrl = check.url("/authuser");
        config.apps.first().loginCheck.loginField = "username";
    }
    QNetworkReply* ask(const QByteArray& form, const QByteArray& from = "203.0.113.1")
    {
        return send("POST", "/api/v2/sdk/auth/login_check", form,
            {{"Content-Type", "application/x-www-form-urlencoded"}, {"X-Forwarded-For", from},
                {"qiscus-sdk-app-id", "natter-demo"}});
    }
    Answered logIn(const QByteArray& form, const QByteArray& from = "203.0.113.1")
    {
        return take(ask(form, from));
    }

    ScriptedPeer check;
};

} // namespace

class GatewaySitesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void logsInWithImbachat();
    void takesATokenOnce();
    void consumesTheNonceOfAnyKind_data();
    void consumesTheNonceOfAnyKind();
    void logsInWithDg();
    void checksALogin();
    void refusesLoginChecks_data();
    void refusesLoginChecks();
    void checksALoginAmongSeveralApps();
    void keepsTheSitesWords();
    void tellsWhenTheSiteIsBroken();
    void limitsALogin();
    void limitsAnAddress();
    void survivesTheSiteThatIsSlow();
    void hasNoLoginCheckWithoutAddress();
    void signsForTheWidget();
    void refusesWidgetTokens();
    void takesNoWidgetTokenAsLogin();
    void limitsWidgetTokens();
    void decodesNamesWhenTold();
    void postsSearches();
    void keepsExtraMembers();
    void refusesIdsWithCommas();
};

void GatewaySitesTest::logsInWithImbachat()
{
    Site site(LoginProtocolKind::Imbachat);
    site.start();
    const auto tokenOf = [&site](const QJsonValue& user) {
        return site.sign({{"exp", site.now() + 3600}, {"user_id", user}}, "natter-demo-secret", {});
    };
    const auto login = site.verify(tokenOf(42));
    QCOMPARE(login.status, 200);
    QCOMPARE(login.user().value("email").toString(), "42");
    // The same user, whether the id came as a number or as a text.
    QCOMPARE(site.verify(tokenOf("42")).user().value("id"), login.user().value("id"));
    QVERIFY(site.verify(tokenOf("042")).user().value("id") != login.user().value("id"));
    const auto visitor = site.verify(tokenOf(0));
    QCOMPARE(visitor.status, 401);
    QCOMPARE(visitor.reason(), "claim_malformed");
    const auto dialog =
        site.verify(site.sign({{"exp", site.now() + 3600}, {"user_id", 1}, {"initiator", 2}, {"status", 0}},
            "natter-demo-secret", {}));
    QCOMPARE(dialog.status, 401);
    QCOMPARE(dialog.reason(), "dialog_token_refused");
}

void GatewaySitesTest::takesATokenOnce()
{
    Site site(LoginProtocolKind::Imbachat);
    site.start();
    const QByteArray token =
        site.sign({{"exp", site.now() + 3600}, {"user_id", 42}}, "natter-demo-secret", {});
    QCOMPARE(site.verifyAtOnce(token, 10), (QMap<QString, int>{{"won", 1}, {"token_used", 9}}));
    // A site that signs no more than this has another token in a second.
    QCOMPARE(site.verify(token).header("Retry-After"), QByteArray("1"));
    // What makes two of one second differ is the site's choice.
    for (const QJsonObject& more : {QJsonObject{{"jti", "a"}}, QJsonObject{{"jti", "b"}}}) {
        QJsonObject claims = more;
        claims.insert("exp", site.now() + 3600);
        claims.insert("user_id", 42);
        QCOMPARE(site.verify(site.sign(claims, "natter-demo-secret", {})).status, 200);
    }
    site.clock.advance(std::chrono::seconds(3599));
    QCOMPARE(site.verify(token).reason(), "token_used");
    site.clock.advance(std::chrono::seconds(1));
    QCOMPARE(site.verify(token).reason(), "token_expired");
    QCOMPARE(site.verify(site.sign({{"exp", site.now() + 30 * 24 * 3600}, {"user_id", 42}},
                             "natter-demo-secret", {}))
                 .reason(),
        "lifetime_too_long");
}

void GatewaySitesTest::consumesTheNonceOfAnyKind_data()
{
    QTest::addColumn<LoginProtocolKind>("protocol");
    QTest::newRow("imbachat") << LoginProtocolKind::Imbachat;
    QTest::newRow("dg") << LoginProtocolKind::Dg;
}

void GatewaySitesTest::consumesTheNonceOfAnyKind()
{
    QFETCH(LoginProtocolKind, protocol);
    Site site(protocol);
    site.start();
    const auto tokenWith = [&](const QString& nonce) {
        const QJsonObject claims{{"exp", site.now() + 60}, {"user_id", 42}, {"scope", "user"},
            {"external_id", "42"}, {"nce", nonce}};
        return protocol == LoginProtocolKind::Dg
                   ? site.sign(claims, "the new signing secret", {{"kid", "new-key"}})
                   : site.sign(claims, "natter-demo-secret", {});
    };
    QCOMPARE(site.verify(tokenWith("invented")).reason(), "nonce_unknown");
    const QByteArray token = tokenWith(site.nonce());
    QCOMPARE(site.verifyAtOnce(token, 10), (QMap<QString, int>{{"won", 1}, {"nonce_used", 9}}));
    const QString old = site.nonce();
    site.clock.advance(std::chrono::seconds(600));
    QCOMPARE(site.verify(tokenWith(old)).reason(), "nonce_expired");
}

void GatewaySitesTest::logsInWithDg()
{
    Site site(LoginProtocolKind::Dg);
    site.start();
    const QJsonObject claims{
        {"scope", "user"}, {"external_id", "user-42"}, {"iat", site.now()}, {"exp", site.now() + 120}};
    const auto login = site.verify(site.sign(claims, "the old signing secret", {{"kid", "old-key"}}));
    QCOMPARE(login.status, 200);
    QCOMPARE(login.user().value("email").toString(), "user-42");
    // An unknown key and a wrong signature look the same.
    const auto unknown = site.verify(site.sign(claims, "the new signing secret", {{"kid", "third-key"}}));
    const auto wrong = site.verify(site.sign(claims, "the old signing secret", {{"kid", "new-key"}}));
    QCOMPARE(unknown.status, 401);
    QCOMPARE(unknown.body, wrong.body);
    QCOMPARE(unknown.reason(), "signature_invalid");
}

void GatewaySitesTest::checksALogin()
{
    CheckingSite site;
    site.start();
    const QString nonce = site.nonce();
    const auto checked = site.logIn("login=ada%40site.example&password=p%26w&nonce=" + nonce.toLatin1());
    QCOMPARE(checked.status, 200);
    QCOMPARE(checked.header("Cache-Control"), QByteArray("no-store"));
    QCOMPARE(checked.json.keys(), QStringList("identity_token"));
    QCOMPARE(site.check.asked().size(), 1);
    const ScriptedPeer::Asked& asked = site.check.asked().first();
    QCOMPARE(asked.method, QByteArray("POST"));
    QCOMPARE(asked.body, QByteArray("username=ada%40site.example&password=p%26w"));
    QCOMPARE(asked.authorization(), "Basic " + QByteArray("gateway:pass:word").toBase64());

    const QByteArray token = checked.json.value("identity_token").toString().toLatin1();
    const auto read = Jwt::Token::parse(Secret(token));
    QVERIFY(read);
    QCOMPARE(read->claims().text("nce"), nonce);
    QCOMPARE(read->claims().integer("exp"), site.now() + 120);
    const auto login = site.verify(token);
    QCOMPARE(login.status, 200);
    QCOMPARE(login.user().value("email").toString(), "6");
    QCOMPARE(site.verify(token).reason(), "nonce_used");
    // Without a nonce, two of one second differ.
    QList<QByteArray> tokens;
    for (int i = 0; i < 2; ++i) {
        tokens.append(site.logIn("login=ada&password=x").json.value("identity_token").toString().toLatin1());
        QCOMPARE(site.verify(tokens.last()).status, 200);
        QCOMPARE(site.verify(tokens.last()).reason(), "token_used");
    }
    QVERIFY(tokens.first() != tokens.last());
    // JSON is taken as well.
    const auto other = site.post(
        "auth/login_check", {{"login", "ada"}, {"password", "x"}}, {{"qiscus-sdk-app-id", "natter-demo"}});
    QCOMPARE(other.status, 200);
}

void GatewaySitesTest::refusesLoginChecks_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QString>("reason");
    for (const char* form : {"", "login=ada", "password=x", "login=&password=x", "login=%20&password=x",
             "login=ada&password=", "login[]=ada&password=x", "login=ada&login=bob&password=x"})
        QTest::newRow(form) << QByteArray(form) << "login_missing";
    QTest::newRow("long login") << "password=x&login=" + QByteArray(257, 'a') << "login_missing";
    QTest::newRow("long password") << "login=a&password=" + QByteArray(1025, 'a') << "login_missing";
    QTest::newRow("long nonce") << "login=a&password=x&nonce=" + QByteArray(513, 'a') << "nonce_missing";
    QTest::newRow("list") << QByteArray("[1]") << "body_malformed";
}

void GatewaySitesTest::refusesLoginChecks()
{
    QFETCH(QByteArray, form);
    CheckingSite site;
    site.start();
    const auto refused = site.logIn(form);
    QCOMPARE(refused.status, 400);
    QTEST(refused.reason(), "reason");
    QVERIFY(site.check.asked().isEmpty());
}

void GatewaySitesTest::checksALoginAmongSeveralApps()
{
    CheckingSite site;
    Gateway::AppConfig other = site.config.apps.first();
    other.appId = other.profile.appId = QStringLiteral("other-app");
    other.profile.engineDomain = QStringLiteral("other.example");
    site.config.apps.prepend(other);
    site.start();
    const QList<std::pair<QByteArray, QByteArray>> form{
        {"Content-Type", "application/x-www-form-urlencoded"}};
    const auto ask = [&](const QByteArray& query) {
        return site.take(
            site.send("POST", "/api/v2/sdk/auth/login_check" + query, "login=ada&password=x", form));
    };
    QCOMPARE(ask("").reason(), "app_missing");
    QCOMPARE(ask("?app_id=nobody").reason(), "app_unknown");
    QCOMPARE(ask("?app_id=natter-demo").status, 200);
}

void GatewaySitesTest::keepsTheSitesWords()
{
    CheckingSite site;
    site.config.apps.first().isNonceRequired = true;
    site.start();
    site.check.setScript([](const auto&) {
        return ScriptedPeer::Reply{
            200, R"({"code":403,"error":"<b>Error:<\/b> Tom &amp; Jerry","debug":""})"};
    });
    QCOMPARE(site.logIn("login=a&password=x").reason(), "nonce_missing");
    const auto refused = site.logIn("login=a&password=secret-words&nonce=n");
    QCOMPARE(refused.status, 401);
    QCOMPARE(refused.reason(), "login_refused");
    // Which of the two was wrong is nobody's business.
    QCOMPARE(refused.message(), "The login or the password is wrong.");
    QVERIFY(!refused.body.contains("secret-words"));
}

void GatewaySitesTest::tellsWhenTheSiteIsBroken()
{
    CheckingSite site;
    site.start();
    site.check.setScript([](const auto&) { return ScriptedPeer::Reply{500, "<html>"}; });
    const auto broken = site.logIn("login=a&password=x");
    QCOMPARE(broken.status, 502);
    QCOMPARE(broken.reason(), "login_check_unavailable");
    QCOMPARE(site.check.asked().size(), 1);
    site.check.close();
    const auto gone = site.logIn("login=a&password=x");
    QCOMPARE(gone.status, 503);
    QCOMPARE(gone.reason(), "login_check_unavailable");
}

void GatewaySitesTest::limitsALogin()
{
    CheckingSite site;
    site.start();
    for (int i = 0; i < 10; ++i)
        QCOMPARE(site.logIn("login=Ada&password=x", "203.0.113." + QByteArray::number(i)).status, 200);
    const auto limited = site.logIn("login=aDA&password=x", "203.0.113.99");
    QCOMPARE(limited.status, 429);
    QCOMPARE(limited.reason(), "too_many_calls");
    QVERIFY(limited.header("Retry-After").toInt() > 0);
    QCOMPARE(site.check.asked().size(), 10);
    QCOMPARE(site.logIn("login=bob&password=x", "203.0.113.99").status, 200);
    site.clock.advance(std::chrono::seconds(7));
    QCOMPARE(site.logIn("login=ada&password=x", "203.0.113.99").status, 200);
}

void GatewaySitesTest::limitsAnAddress()
{
    CheckingSite site;
    site.start();
    for (int i = 0; i < 60; ++i)
        QCOMPARE(site.logIn("password=x&login=" + QByteArray::number(i)).status, 200);
    QCOMPARE(site.logIn("password=x&login=another").status, 429);
    QCOMPARE(site.logIn("password=x&login=another", "203.0.113.2").status, 200);
}

void GatewaySitesTest::survivesTheSiteThatIsSlow()
{
    CheckingSite site;
    site.start();
    site.check.setScript([](const auto&) { return std::nullopt; });
    QNetworkReply* reply = site.ask("login=a&password=x");
    QTRY_COMPARE_WITH_TIMEOUT(site.check.asked().size(), 1, 30'000);
    QCOMPARE(site.call("GET", "/api/v2/sdk/config").status, 200); // nobody waits for it
    reply->abort();
    reply->deleteLater();
    site.ask("login=a&password=x");
    QTRY_COMPARE_WITH_TIMEOUT(site.check.asked().size(), 2, 30'000);
    site.server.reset(); // while it is asked
}

void GatewaySitesTest::hasNoLoginCheckWithoutAddress()
{
    for (const LoginProtocolKind protocol : {LoginProtocolKind::Qiscus, LoginProtocolKind::Imbachat}) {
        Site site(protocol);
        site.start();
        const auto refused = site.post("auth/login_check", {{"login", "ada"}, {"password", "x"}});
        QCOMPARE(refused.status, 404);
        QCOMPARE(refused.reason(), "login_check_missing");
    }
}

void GatewaySitesTest::signsForTheWidget()
{
    Site site(LoginProtocolKind::Dg);
    site.start();
    for (const QString& id : {QStringLiteral("user-42"), QStringLiteral("Яна \"x\""), QStringLiteral("42")}) {
        const auto login =
            site.verify(site.sign({{"scope", "user"}, {"external_id", id}, {"exp", site.now() + 60}},
                "the old signing secret", {{"kid", "old-key"}}));
        QCOMPARE(login.status, 200);
        const QByteArray session = login.user().value("token").toString().toLatin1();
        const auto made = site.call("POST", "/dg/token", R"({"external_id":"somebody-else"})",
            {{"Authorization", "Bearer " + session}});
        QCOMPARE(made.status, 200);
        QCOMPARE(made.header("Cache-Control"), QByteArray("no-store"));
        QCOMPARE(made.json.keys(), QStringList({"auth_token", "expires_at"}));
        QCOMPARE(made.json.value("expires_at").toInteger(), site.now() + 120);
        const auto token = Jwt::Token::parse(Secret(made.json.value("auth_token").toString().toLatin1()));
        QVERIFY(token);
        QVERIFY(
            token->verify({Jwt::Algorithm::HS256}, Secret("the new signing secret"))); // the first key signs
        QCOMPARE(token->header().text("kid"), "new-key");
        QCOMPARE(token->header().text("typ"), "JWT");
        QCOMPARE(token->claims().text("scope"), "user");
        QCOMPARE(token->claims().text("external_id"), id);
        QCOMPARE(token->claims().integer("iat"), site.now());
        QCOMPARE(token->claims().integer("exp"), site.now() + 120);
    }
}

void GatewaySitesTest::refusesWidgetTokens()
{
    Site site(LoginProtocolKind::Dg);
    site.start();
    const auto missing = site.call("POST", "/dg/token");
    QCOMPARE(missing.status, 401);
    QVERIFY(!missing.message().isEmpty());
    QCOMPARE(missing.header("Cache-Control"), QByteArray("no-store"));
    QCOMPARE(site.call("POST", "/dg/token", {}, {{"Authorization", "Bearer x"}}).status, 401);
    QCOMPARE(site.call("GET", "/dg/token").status, 405);

    GatewayFixture other;
    other.start();
    const auto unavailable =
        other.call("POST", "/dg/token", {}, {{"Authorization", "Bearer " + other.bearer("2")}});
    QCOMPARE(unavailable.status, 503);
    QCOMPARE(unavailable.reason(), "widget_unavailable");
}

void GatewaySitesTest::takesNoWidgetTokenAsLogin()
{
    Site site(LoginProtocolKind::Dg);
    site.start();
    const auto login =
        site.verify(site.sign({{"scope", "user"}, {"external_id", "42"}, {"exp", site.now() + 60}},
            "the old signing secret", {{"kid", "old-key"}}));
    const GatewayFixture::Headers session{
        {"Authorization", "Bearer " + login.user().value("token").toString().toLatin1()}};
    const auto made = site.call("POST", "/dg/token", {}, session);
    const auto refused = site.verify(made.json.value("auth_token").toString().toLatin1());
    QCOMPARE(refused.status, 401);
    QCOMPARE(refused.reason(), "scope_refused");
}

void GatewaySitesTest::limitsWidgetTokens()
{
    Site site(LoginProtocolKind::Dg);
    site.start();
    const auto login =
        site.verify(site.sign({{"scope", "user"}, {"external_id", "42"}, {"exp", site.now() + 60}},
            "the old signing secret", {{"kid", "old-key"}}));
    const GatewayFixture::Headers session{
        {"Authorization", "Bearer " + login.user().value("token").toString().toLatin1()}};
    for (int i = 0; i < 30; ++i)
        QCOMPARE(site.call("POST", "/dg/token", {}, session).status, 200);
    const auto limited = site.call("POST", "/dg/token", {}, session);
    QCOMPARE(limited.status, 429);
    QVERIFY(limited.header("Retry-After").toInt() > 0);
}

void GatewaySitesTest::decodesNamesWhenTold()
{
    for (const bool isEscaped : {false, true}) {
        GatewayFixture gateway;
        gateway.config.apps.first().hasEscapedNames = isEscaped;
        gateway.usersInfo.setScript([](const auto&) {
            return ScriptedPeer::Reply{200, R"([{"user_id":6,"name":"Tom &amp;amp; Jerry 1 &lt; 2"}])"};
        });
        gateway.start();
        const auto found = gateway.get("users?ids=6", gateway.bearer("2"));
        QCOMPARE(found.results().value("users").toArray().at(0).toObject().value("name").toString(),
            isEscaped ? "Tom &amp; Jerry 1 < 2" : "Tom &amp;amp; Jerry 1 &lt; 2");
    }
}

void GatewaySitesTest::postsSearches()
{
    GatewayFixture gateway;
    gateway.config.apps.first().usersInfo.searchUrl = gateway.usersInfo.url("/searchusers/x?string={query}");
    gateway.config.apps.first().usersInfo.isSearchPosted = true;
    gateway.start();
    const QByteArray session = gateway.bearer("2");
    for (const char* answer : {R"([{"user_id":6,"name":"Ada"}])",
             R"({"code":200,"data":[{"user_id":6,"name":"Ada"}]})", R"({"user_id":6,"name":"Ada"})"}) {
        gateway.usersInfo.forget();
        gateway.usersInfo.setScript([answer](const ScriptedPeer::Asked& asked) {
            return ScriptedPeer::Reply{
                asked.url.path() == "/users" || asked.method == "POST" ? 200 : 404, answer};
        });
        const auto found = gateway.get("users/search?query=a%20%26", session);
        QCOMPARE(found.status, 200);
        QCOMPARE(found.results().value("users").toArray().size(), 1);
        QCOMPARE(gateway.usersInfo.asked().first().method, QByteArray("POST"));
        QCOMPARE(gateway.usersInfo.asked().first().url.toEncoded(QUrl::RemoveAuthority | QUrl::RemoveScheme),
            QByteArray("/searchusers/x?string=a%20%26"));
    }
    for (const char* nothing : {R"([])", R"({"code":200,"version":1})", R"({"name":null,"user_id":null})"}) {
        gateway.usersInfo.setScript([nothing](const auto&) { return ScriptedPeer::Reply{200, nothing}; });
        const auto found = gateway.get("users/search?query=a", session);
        QCOMPARE(found.status, 200);
        QVERIFY(found.results().value("users").toArray().isEmpty());
    }
}

void GatewaySitesTest::keepsExtraMembers()
{
    GatewayFixture gateway;
    gateway.usersInfo.setScript([](const auto&) {
        return ScriptedPeer::Reply{200,
            R"(<br /><b>Warning</b>: x<br />[{"user_id":6,"name":"Ada","badge":"gold","lastlogin":1700000000,
            "profile_url":"https://site.example/u/6/","chat_role":"admin","user_mail":"a@site.example",
            "permissions":{"send_files":false},"profiles":{"11":{"user_id":"P11-A","name":"Ada at work"}}},
            {"user_id":null,"name":null,"user_mail":null,"avatar_url":"http://0.gravatar.com/avatar/?s=96"}])"};
    });
    gateway.start();
    const auto found = gateway.get("users?ids=6,7", gateway.bearer("2"));
    const QJsonArray users = found.results().value("users").toArray();
    QCOMPARE(users.size(), 1);
    QCOMPARE(users.at(0).toObject(),
        QJsonDocument::fromJson(
            R"({"user_id":"6","name":"Ada","badge":"gold","lastlogin":1700000000,"address":"6@chat.example",
            "profile_url":"https://site.example/u/6/","chat_role":"admin","permissions":{"send_files":false},
            "profiles":{"11":{"user_id":"P11-A","name":"Ada at work"}}})")
            .object());
}

void GatewaySitesTest::refusesIdsWithCommas()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray session = gateway.bearer("2");
    gateway.usersInfo.forget();
    const auto refused =
        gateway.post("dialogs", {{"user_id", "a,b"}}, {{"Authorization", "Bearer " + session}});
    QCOMPARE(refused.status, 400);
    QCOMPARE(refused.reason(), "user_id_impossible");
    QVERIFY(gateway.usersInfo.asked().isEmpty());
}

QTEST_GUILESS_MAIN(GatewaySitesTest)
#include "tst_gateway_sites.moc"
