// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/MesiboSite.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace Natter;
using namespace Natter::Test;

class GatewayBackendTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void logsInAsThePublishedBackendDoes();
    void takesTheDocumentsForm_data();
    void takesTheDocumentsForm();
    void refusesBodies_data();
    void refusesBodies();
    void refusesCalls_data();
    void refusesCalls();
    void refusesOtherTokens_data();
    void refusesOtherTokens();
    void limitsWrongTokens();
    void tellsOpaqueTokensApart();
    void bindsTokensToTheirApp();
    void consumesTheNonceOfAToken();
    void needsTheNonceWhenTold();
    void revokesTokens();
    void dialogsKeepNobodyOut();
    void oneOfManyWins();
    void isNotThereForOtherProtocols();
    void keepsTokensOutOfTheDatabase();
};

void GatewayBackendTest::logsInAsThePublishedBackendDoes()
{
    MesiboSite site;
    site.start();
    const auto asked = site.ask("op=otp&addr=18005551234&tries=5&expiry=300&reuse=1");
    QCOMPARE(asked.status, 200);
    QCOMPARE(asked.json.value("result"), QJsonValue(true));
    QCOMPARE(asked.json.value("op").toString(), "otp");
    const QString code = asked.json.value("otp").toString();
    QCOMPARE(code.size(), 6);
    QVERIFY(std::all_of(code.begin(), code.end(), [](QChar c) { return c >= u'0' && c <= u'9'; }));
    QCOMPARE(asked.header("Cache-Control"), QByteArray("no-store"));

    const auto added = site.ask(MesiboSite::userAdd("&otp=" + code.toLatin1()));
    QCOMPARE(added.status, 200);
    QCOMPARE(added.json.value("result"), QJsonValue(true));
    const QJsonObject user = added.json.value("user").toObject();
    QVERIFY(user.value("uid").toInteger() > 0);
    const QByteArray token = user.value("token").toString().toLatin1();
    QVERIFY(token.size() > 16);

    const auto login = site.verify(token);
    QCOMPARE(login.status, 200);
    QCOMPARE(login.user().value("email").toString(), "18005551234");
    QCOMPARE(login.user().value("username").toString(), "Ada");
    QCOMPARE(login.results().value("engine").toObject().value("jid").toString(), "18005551234@chat.example");
    // The same person again has the same number.
    const auto again = site.ask(MesiboSite::userAdd("&otp=" + site.code()));
    QCOMPARE(again.json.value("user").toObject().value("uid"), user.value("uid"));
}

void GatewayBackendTest::takesTheDocumentsForm_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("user");
    QTest::newRow("strict")
        << QByteArray(R"({"op":"useradd","token":"natter-demo-app-token","user":{"address":"18005551234",)"
                      R"("name":"Ada","token":{"appid":"natter-demo","expiry":525600}}})")
        << "18005551234";
    QTest::newRow("as the document writes it")
        << QByteArray("{op: 'useradd', token: 'natter-demo-app-token', user: {address: '18005551234', name: "
                      "\"Ada\", token: {appid: 'natter-demo', expiry: 525600,},},}")
        << "18005551234";
    QTest::newRow("address a number, unknown members")
        << QByteArray("{op: 'USERADD', x: [1], token: 'natter-demo-app-token', user: {address: 18005551234, "
                      "token: {appid: 'natter-demo'}}}")
        << "18005551234";
    QTest::newRow("another kind of address")
        << QByteArray(
               "{op:'useradd',token:'natter-demo-app-token',addr:'Ada@site.example',appid:'natter-demo'}")
        << "Ada@site.example";
    QTest::newRow("short number")
        << QByteArray("{op:'useradd',token:'natter-demo-app-token',addr:'007',appid:'natter-demo'}") << "007";
    QTest::newRow("written phone number")
        << QByteArray(
               "{op:'useradd',token:'natter-demo-app-token',addr:'+001 (800) 555-12.34',appid:'natter-demo'}")
        << "18005551234";
}

void GatewayBackendTest::takesTheDocumentsForm()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, user);
    MesiboSite site;
    site.start();
    const auto added = site.json(body);
    QCOMPARE(added.status, 200);
    QCOMPARE(added.json.value("result"), QJsonValue(true));
    const auto login = site.verify(added.json.value("user").toObject().value("token").toString().toLatin1());
    QCOMPARE(login.status, 200);
    QCOMPARE(login.user().value("email").toString(), user);
}

void GatewayBackendTest::refusesBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    for (const char* body : {"{", "{op}", "{op:otp}", "{op:'otp", "[1]", "{1a:1}"})
        QTest::newRow(body) << QByteArray(body) << "BADREQUEST";
    for (const char* body : {"", " ", "null", "\"x\"", "op", "{}", "<html>", "\xff"})
        QTest::newRow(body) << QByteArray(body) << "AUTHFAIL";
    const QByteArray head = "{op:'otp',addr:'18005551234',token:'natter-demo-app-token',x:";
    QTest::newRow("nine levels") << head + QByteArray(8, '[') + QByteArray(8, ']') + '}' << "BADREQUEST";
    QTest::newRow("eight levels") << head + QByteArray(7, '[') + QByteArray(7, ']') + '}' << "";
    QTest::newRow("deep") << head + QByteArray(20'000, '[') << "BADREQUEST";
    QTest::newRow("repeated") << head + "1,op:'nothing'}"
                              << "BADOP";
}

void GatewayBackendTest::refusesBodies()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    MesiboSite site;
    site.start();
    const auto answer = site.json(body);
    QCOMPARE(answer.json.value("error").toString(), code);
    QCOMPARE(answer.json.value("result").toBool(), code.isEmpty());
    QCOMPARE(answer.status, code.isEmpty() ? 200 : code == "AUTHFAIL" ? 401 : 400);
}

void GatewayBackendTest::refusesCalls_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto row = [](const QByteArray& query, int status, const char* code) {
        QTest::newRow(query.left(100).constData()) << query << status << QString(code);
    };
    row("", 400, "BADOP");
    row("op=", 400, "BADOP");
    row("op=userdel&addr=18005551234", 400, "BADOP");
    row("op=getcontacts", 400, "BADOP");
    row("op=otp", 400, "MISSINGADDRESS");
    row("op=otp&addr=", 400, "MISSINGADDRESS");
    row("op=otp&addr=%20", 400, "MISSINGADDRESS");
    row("op=otp&addr=a%2Fb", 400, "BADADDRESS");
    row("op=otp&addr=a%00b", 400, "BADADDRESS");
    row("op=otp&addr=a,b", 400, "BADADDRESS"); // users-info could never be asked for it
    row("op=otp&addr=" + QByteArray(300, 'x'), 400, "BADADDRESS");
    row("op=otp&addr=18005551234&tries=many", 400, "BADREQUEST");
    row("op=otp&addr=18005551234&tries=0", 400, "BADREQUEST");
    row("op=otp&addr=18005551234&expiry=-1", 400, "BADREQUEST");
    row("op=otp&addr=18005551234&expiry=99999999999999999999", 400, "BADREQUEST");
    row("op=useradd&addr=18005551234", 400, "MISSINGAPPID");
    row("op=useradd&addr=18005551234&appid=other", 401, "BADAPPID");
    row("op=useradd&addr=18005551234&appid=natter-demo&expiry=0", 400, "BADREQUEST");
    row("op=useradd&addr=18005551234&appid=natter-demo&otp=123456", 401, "BADOTP"); // no step 1
    row("op=useradd&addr=18005551234&appid=natter-demo&otp=", 401, "BADOTP");
    row("op=useradd&addr=18005551234&appid=natter-demo&nonce=" + QByteArray(600, 'n'), 400, "BADREQUEST");
}

void GatewayBackendTest::refusesCalls()
{
    QFETCH(QByteArray, query);
    QFETCH(int, status);
    QFETCH(QString, code);
    MesiboSite site;
    site.start();
    const auto refused = site.ask(query);
    QCOMPARE(refused.json.value("error").toString(), code);
    QCOMPARE(refused.json.value("result"), QJsonValue(false));
    QCOMPARE(refused.status, status);
    QVERIFY(!refused.json.contains("otp") && !refused.json.contains("user"));
}

void GatewayBackendTest::refusesOtherTokens_data()
{
    QTest::addColumn<QByteArray>("token");
    for (const char* token : {"", "&token=", "&token=other", "&token=natter-demo-app-toke",
             "&token=natter-demo-app-token2", "&token=NATTER-DEMO-APP-TOKEN",
             "&token=natter-demo-app-token&token=x", "&Token=natter-demo-app-token", "&token[]=x"})
        QTest::newRow(token) << QByteArray(token);
}

void GatewayBackendTest::refusesOtherTokens()
{
    QFETCH(QByteArray, token);
    MesiboSite site;
    site.start();
    const auto refused = site.call("GET", "/api.php?op=otp&addr=18005551234" + token);
    QCOMPARE(refused.status, 401);
    QCOMPARE(refused.json.value("error").toString(), "AUTHFAIL");
    QVERIFY(!refused.json.contains("otp"));
}

void GatewayBackendTest::limitsWrongTokens()
{
    MesiboSite site;
    site.start();
    const GatewayFixture::Headers from{{"X-Forwarded-For", "203.0.113.9"}};
    for (int i = 0; i < 30; ++i)
        QCOMPARE(site.call("GET", "/api.php?op=otp&addr=1&token=x", {}, from).status, 401);
    const auto limited = site.call("GET", "/api.php?op=otp&addr=1&token=x", {}, from);
    QCOMPARE(limited.status, 429);
    QCOMPARE(limited.json.value("error").toString(), "TOOMANY");
    // A guesser is not told that a guess was right; others are not disturbed.
    const QByteArray right = "/api.php?op=otp&addr=18005551234&token=" + GatewayFixture::AppToken;
    QCOMPARE(site.call("GET", right, {}, from).status, 429);
    QCOMPARE(site.call("GET", right, {}, {{"X-Forwarded-For", "203.0.113.10"}}).status, 200);
    site.clock.advance(std::chrono::seconds(3));
    QCOMPARE(site.call("GET", right, {}, from).status, 200);
}

void GatewayBackendTest::tellsOpaqueTokensApart()
{
    MesiboSite site;
    site.start();
    const QByteArray token = site.token();
    QCOMPARE(site.verify(token).status, 200);
    const auto replay = site.verify(token);
    QCOMPARE(replay.status, 401);
    QCOMPARE(replay.reason(), "token_used");
    QCOMPARE(site.verify(QByteArray(48, 'a')).reason(), "token_unknown");
    QCOMPARE(site.verify("short").reason(), "token_malformed");

    // A year was asked for; the app's longest lifetime is what it gets.
    const QByteArray late = site.token();
    site.clock.advance(std::chrono::seconds(600));
    QCOMPARE(site.verify(late).reason(), "token_expired");
    const auto shorter = site.ask("op=useradd&addr=18005551234&appid=natter-demo&expiry=1");
    site.clock.advance(std::chrono::seconds(60));
    QCOMPARE(site.verify(shorter.json.value("user").toObject().value("token").toString().toLatin1()).reason(),
        "token_expired");
}

void GatewayBackendTest::bindsTokensToTheirApp()
{
    MesiboSite site;
    Gateway::AppConfig second = site.makeApp("second", "the secret of the second app", "second.example");
    second.profile.protocol = LoginProtocolKind::Mesibo;
    second.profile.backendAppId = "com.second.app";
    second.appToken = Secret("second-app-token");
    applyProtocolDefaults(second);
    site.config.apps.append(second);
    site.start();
    const QByteArray token = site.token();
    QCOMPARE(site.verify(token, {{"qiscus-sdk-app-id", "second"}}).reason(), "token_unknown");
    QCOMPARE(site.verify(token, {}).reason(), "app_missing");
    QCOMPARE(site.verify(token).status, 200);
    const QByteArray call = "/api.php?op=useradd&addr=18005551234&token=second-app-token&appid=";
    QCOMPARE(site.call("GET", call + "natter-demo").json.value("error").toString(), "BADAPPID");
    QCOMPARE(site.call("GET", call + "com.second.app").status, 200);
}

void GatewayBackendTest::consumesTheNonceOfAToken()
{
    MesiboSite site;
    site.start();
    const auto tokenWith = [&site](const QString& nonce) {
        const auto made = site.ask(MesiboSite::userAdd("&nonce=" + nonce.toLatin1()));
        return made.json.value("user").toObject().value("token").toString().toLatin1();
    };
    const QString nonce = site.nonce();
    const QByteArray one = tokenWith(nonce);
    const QByteArray two = tokenWith(nonce);
    QCOMPARE(site.verify(one).status, 200);
    QCOMPARE(site.verify(two).reason(), "nonce_used");
    QCOMPARE(site.verify(two).reason(), "nonce_used"); // the token itself was not spent by that
    QCOMPARE(site.verify(tokenWith("invented")).reason(), "nonce_unknown");
}

void GatewayBackendTest::needsTheNonceWhenTold()
{
    MesiboSite site;
    site.config.apps.first().isNonceRequired = true;
    site.start();
    QCOMPARE(site.ask(MesiboSite::userAdd({})).json.value("error").toString(), "MISSINGNONCE");
    QCOMPARE(site.ask(MesiboSite::userAdd("&nonce=" + site.nonce().toLatin1())).status, 200);
}

void GatewayBackendTest::revokesTokens()
{
    MesiboSite site;
    site.start();
    const QByteArray token = site.token();
    QCOMPARE(site.ask("op=logout&usertoken=" + token).json.value("result"), QJsonValue(true));
    QCOMPARE(site.verify(token).reason(), "token_revoked");
    // Whether there was such a token is not told.
    QCOMPARE(site.ask("op=logout&usertoken=" + QByteArray(40, 'x')).json.value("result"), QJsonValue(true));
    QCOMPARE(site.ask("op=logout").json.value("result"), QJsonValue(true));

    // Logging out everywhere ends tokens that were not used yet.
    const QByteArray session = site.verify(site.token()).user().value("token").toString().toLatin1();
    const QByteArray unused =
        site.ask(MesiboSite::userAdd({})).json.value("user").toObject().value("token").toString().toLatin1();
    QCOMPARE(site.post("logout", {{"token", QString(session)}, {"everywhere", true}}).status, 200);
    QCOMPARE(site.verify(unused).reason(), "token_revoked");
}

void GatewayBackendTest::dialogsKeepNobodyOut()
{
    MesiboSite site;
    site.start();
    const QByteArray eve = site.verify(site.token()).user().value("token").toString().toLatin1();
    QCOMPARE(site.post("dialogs", {{"user_id", "BOB"}}, {{"Authorization", "Bearer " + eve}}).status, 200);
    const QByteArray bob = site.token("bob");
    QVERIFY(!bob.isEmpty());
    QCOMPARE(site.verify(bob).user().value("email").toString(), "bob");
    QVERIFY(site.token("BOB").isEmpty());
}

void GatewayBackendTest::oneOfManyWins()
{
    MesiboSite site;
    site.start();
    const QByteArray address =
        "/api.php?" + MesiboSite::userAdd("&otp=" + site.code()) + "&token=" + GatewayFixture::AppToken;
    QList<QNetworkReply*> adds;
    for (int i = 0; i < 5; ++i)
        adds.append(site.send("GET", address));
    int added = 0;
    QByteArray token;
    for (QNetworkReply* reply : adds) {
        const auto answer = GatewayFixture::take(reply);
        added += answer.status == 200;
        if (answer.status == 200)
            token = answer.json.value("user").toObject().value("token").toString().toLatin1();
        else
            QCOMPARE(answer.json.value("error").toString(), "BADOTP");
    }
    QCOMPARE(added, 1);

    QCOMPARE(site.verifyAtOnce(token, 20), (QMap<QString, int>{{"won", 1}, {"token_used", 19}}));
}

void GatewayBackendTest::isNotThereForOtherProtocols()
{
    GatewayFixture gateway;
    gateway.config.apps.first().appToken = Secret(GatewayFixture::AppToken);
    gateway.start();
    QCOMPARE(gateway.call("GET", "/api.php?op=otp&addr=18005551234&token=" + GatewayFixture::AppToken).status,
        401);
    QCOMPARE(gateway.call("GET", "/api.php?op=otp&addr=18005551234&token=").status, 401);
}

void GatewayBackendTest::keepsTokensOutOfTheDatabase()
{
    QTemporaryDir folder;
    MesiboSite site;
    site.config.database = {};
    site.config.database.name = folder.filePath("gateway.sqlite");
    site.config.database.timeout = std::chrono::seconds(20);
    site.start();
    const QByteArray code = site.ask("op=otp&addr=ada@site.example").json.value("otp").toString().toLatin1();
    const QByteArray token = site.token();
    QVERIFY(!code.isEmpty() && !token.isEmpty());
    site.server.reset();
    QFile file(site.config.database.name);
    QVERIFY(file.open(QFile::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.contains("ada@site.example"));
    QVERIFY(!bytes.contains(token));
    QVERIFY(!bytes.contains(GatewayFixture::AppToken));
}

QTEST_GUILESS_MAIN(GatewayBackendTest)
#include "tst_gateway_backend.moc"
