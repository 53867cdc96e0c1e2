// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/GatewayFixture.h"
#include "gateway/Database.h"

#include "jwt/Base64Url.h"

#include <QTemporaryDir>

using namespace Natter;
using namespace Natter::Test;

class GatewayLoginTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void issuesNonces();
    void signsIn();
    void takesNullForNotKnown();
    void refusesTokens_data();
    void refusesTokens();
    void refusesUserIds_data();
    void refusesUserIds();
    void refusesBodies_data();
    void refusesBodies();
    void acceptsClockSkew();
    void tellsNoncesApart();
    void oneOfHundredWins();
    void needsTheEngine();
    void letsNobodyBeTheApisAccount();
    void spendsANonceWithItsSession();
    void keepsAppsApart();
    void refusesIdsThatDifferInCase();
    void keepsNobodyOutByNonces();
    void refusesForgedNonces();
    void limitsCallsPerAddress_data();
    void limitsCallsPerAddress();
    void limitsCallsPerAccount();
};

void GatewayLoginTest::issuesNonces()
{
    GatewayFixture gateway;
    gateway.start();
    const auto first =
        gateway.call("POST", "/api/v2/sdk/auth/nonce", {}, {{"qiscus_sdk_app_id", "natter-demo"}});
    QCOMPARE(first.status, 200);
    QCOMPARE(first.json.value("status").toInt(), 200);
    QCOMPARE(first.results().value("expired_at").toInteger(), gateway.clock.now().toSecsSinceEpoch() + 600);
    const auto bytes = Jwt::fromBase64Url(first.results().value("nonce").toString().toLatin1());
    QVERIFY(bytes && bytes->size() >= 16);

    QVERIFY(gateway.nonce() != gateway.nonce());
    // One app: its name may be missing, and `null` is as good as missing.
    QCOMPARE(gateway.call("POST", "/api/v2/mobile/auth/nonce").status, 200);
    QCOMPARE(gateway.call("POST", "/api/v2/sdk/auth/nonce", {}, {{"QISCUS-SDK_app_id", "null"}}).status, 200);
    const auto unknown = gateway.call("POST", "/api/v2/sdk/auth/nonce", {}, {{"qiscus-sdk-app-id", "other"}});
    QCOMPARE(unknown.status, 401);
    QCOMPARE(unknown.reason(), "app_unknown");
    QCOMPARE(unknown.json.value("error").toObject().value("detailed_messages").toArray().size(), 1);
}

void GatewayLoginTest::signsIn()
{
    GatewayFixture gateway;
    gateway.start();
    QJsonObject claims = gateway.claims("P11-A", gateway.nonce());
    claims.insert("name", "Ada <b>\nLovelace");
    claims.insert("avatar_url", "https://site.example/a.png");
    const auto login = gateway.verify(gateway.sign(claims));
    QCOMPARE(login.status, 200);
    const QJsonObject user = login.user();
    QCOMPARE(user.value("email").toString(), "P11-A");
    QCOMPARE(user.value("username").toString(), "Ada <b> Lovelace");
    QCOMPARE(user.value("avatar_url").toString(), "https://site.example/a.png");
    QCOMPARE(
        user.value("avatar").toObject().value("avatar").toObject().value("url"), user.value("avatar_url"));
    QCOMPARE(user.value("app").toObject().value("code").toString(), "natter-demo");
    QVERIFY(user.value("id").toInteger() > 0);
    QCOMPARE(user.value("id_str").toString(), QString::number(user.value("id").toInteger()));
    for (const char* name : {"extras", "last_comment_id", "last_comment_id_str", "last_sync_event_id",
             "pn_android_configured", "pn_ios_configured", "rtKey", "refresh_token"})
        QVERIFY2(user.contains(QLatin1String(name)), name);
    const QString end = user.value("token_expires_at").toString();
    QVERIFY2(end.endsWith('Z'), qPrintable(end));
    QCOMPARE(QDateTime::fromString(end, Qt::ISODate).toSecsSinceEpoch(),
        gateway.clock.now().toSecsSinceEpoch() + 900);
    QCOMPARE(login.results().value("engine").toObject(),
        (QJsonObject{{"jid", "p11-a@chat.example"}, {"websocket", "wss://chat.example/ws"},
            {"domain", "chat.example"}}));

    const auto token = Jwt::Token::parse(Secret(user.value("token").toString().toLatin1()));
    QVERIFY(token);
    QVERIFY(token->verify({Jwt::Algorithm::HS256}, gateway.config.engine.tokenKey));
    QCOMPARE(token->claims().text("jid"), "p11-a@chat.example");

    QCOMPARE(gateway.engine.asked().size(), 1);
    QCOMPARE(gateway.engine.asked().first().url.path(), "/api/register");
    const QJsonObject registered = gateway.engine.asked().first().json();
    QCOMPARE(registered.value("user").toString(), "p11-a");
    QCOMPARE(registered.value("host").toString(), "chat.example");
    QVERIFY(registered.value("password").toString().size() >= 32);

    // The same person again; the engine says that the account exists. A form, and no header at all.
    gateway.engine.setScript([](const auto&) { return ScriptedPeer::Reply{409, "{\"status\":\"error\"}"}; });
    const auto again = gateway.call("POST", "//api//v2/sdk/auth/verify_identity_token",
        "identity_token=" + gateway.sign(gateway.claims("P11-A", gateway.nonce())),
        {{"Content-Type", "application/x-www-form-urlencoded"}});
    QCOMPARE(again.status, 200);
    QCOMPARE(again.user().value("id"), user.value("id"));
    QCOMPARE(again.user().value("username").toString(), "Ada <b> Lovelace");
}

/// As PHP, JavaScript and Java write a column that is empty.
void GatewayLoginTest::takesNullForNotKnown()
{
    GatewayFixture gateway;
    gateway.start();
    const auto signIn = [&gateway](const QJsonObject& change) {
        QJsonObject claims = gateway.claims("P11-A", gateway.nonce());
        for (auto it = change.begin(); it != change.end(); ++it)
            claims.insert(it.key(), it.value());
        return gateway.verify(gateway.sign(claims));
    };
    const QJsonValue null(QJsonValue::Null);
    const auto unknown = signIn({{"name", null}, {"avatar_url", null}});
    QCOMPARE(unknown.status, 200);
    QCOMPARE(unknown.user().value("username").toString(), "P11-A");
    QCOMPARE(unknown.user().value("avatar_url").toString(), "");
    // What was known stays.
    QCOMPARE(signIn({{"name", "Ada"}, {"avatar_url", "https://site.example/a.png"}}).status, 200);
    const auto known = signIn({{"name", null}, {"avatar_url", null}});
    QCOMPARE(known.user().value("username").toString(), "Ada");
    QCOMPARE(known.user().value("avatar_url").toString(), "https://site.example/a.png");
}

void GatewayLoginTest::refusesTokens_data()
{
    QTest::addColumn<QJsonObject>("change");
    QTest::addColumn<QString>("removed");
    QTest::addColumn<QJsonObject>("header");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
    const QByteArray secret = "natter-demo-secret";
    const QJsonObject v2{{"ver", "v2"}};
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const auto row = [&](const char* name, const QJsonObject& change, int status, const char* reason) {
        QTest::newRow(name) << change << QString() << v2 << secret << status << QString(reason);
    };
    const auto missing = [&](const char* claim) {
        QTest::addRow("%s missing", claim)
            << QJsonObject() << QString(claim) << v2 << secret << 401 << QString("claim_missing");
    };
    for (const char* claim : {"iss", "iat", "nbf", "exp", "nce", "prn"})
        missing(claim);
    QTest::newRow("wrong secret") << QJsonObject() << QString() << v2 << QByteArray("other") << 401
                                  << QString("signature_invalid");
    QTest::newRow("ver missing") << QJsonObject() << QString() << QJsonObject() << secret << 400
                                 << QString("version_refused");
    QTest::newRow("ver v1") << QJsonObject() << QString() << QJsonObject{{"ver", "v1"}} << secret << 400
                            << QString("version_refused");
    QTest::newRow("ver a number") << QJsonObject() << QString() << QJsonObject{{"ver", 2}} << secret << 400
                                  << QString("version_refused");
    QTest::newRow("crit") << QJsonObject() << QString()
                          << QJsonObject{{"ver", "v2"}, {"crit", QJsonArray{"x"}}} << secret << 400
                          << QString("token_malformed");
    row("iss of nobody", {{"iss", "other"}}, 401, "issuer_unknown");
    row("iss a number", {{"iss", 1}}, 401, "issuer_unknown");
    row("exp text", {{"exp", QString::number(now + 60)}}, 401, "claim_malformed");
    row("exp float", {{"exp", double(now) + 60.5}}, 401, "claim_malformed");
    row("exp negative", {{"exp", -1}}, 401, "claim_malformed");
    row("exp beyond 2^53", {{"exp", 9007199254740994.0}}, 401, "claim_malformed");
    row("exp before iat", {{"exp", now - 1}, {"iat", now}}, 401, "claim_malformed");
    row("expired", {{"exp", now - 60}, {"iat", now - 120}, {"nbf", now - 120}}, 401, "token_expired");
    row("nbf later", {{"nbf", now + 60}}, 401, "token_not_yet_valid");
    row("iat later", {{"iat", now + 60}, {"exp", now + 120}}, 401, "token_not_yet_valid");
    row("too long", {{"exp", now + 3600}}, 401, "lifetime_too_long");
    row("nce empty", {{"nce", ""}}, 401, "claim_malformed");
    row("nce a number", {{"nce", 1}}, 401, "claim_malformed");
    row("nce invented", {{"nce", "n-0001"}}, 401, "nonce_unknown");
    row("prn null", {{"prn", QJsonValue::Null}}, 401, "claim_malformed");
    row("name a list", {{"name", QJsonArray{1}}}, 401, "claim_malformed");
}

void GatewayLoginTest::refusesTokens()
{
    QFETCH(QJsonObject, change);
    QFETCH(QString, removed);
    QFETCH(QJsonObject, header);
    QFETCH(QByteArray, secret);
    QFETCH(int, status);
    QFETCH(QString, reason);
    GatewayFixture gateway;
    gateway.start();
    const QString nonce = gateway.nonce();
    QJsonObject claims = gateway.claims("2", nonce);
    for (auto it = change.begin(); it != change.end(); ++it)
        claims.insert(it.key(), it.value());
    claims.remove(removed);
    const auto refused = gateway.verify(gateway.sign(claims, secret, header));
    QCOMPARE(refused.reason(), reason);
    QCOMPARE(refused.status, status);
    QCOMPARE(refused.json.value("status").toInt(), status);
    QVERIFY(gateway.engine.asked().isEmpty());
    // A refusal does not spend the nonce.
    QCOMPARE(gateway.verify(gateway.sign(gateway.claims("2", nonce))).status, 200);
}

void GatewayLoginTest::refusesUserIds_data()
{
    QTest::addColumn<QJsonValue>("prn");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("number") << QJsonValue(2) << false;
    QTest::newRow("empty") << QJsonValue("") << false;
    QTest::newRow("slash") << QJsonValue("a/b") << false;
    QTest::newRow("plus") << QJsonValue("+15550100") << false;
    QTest::newRow("hash") << QJsonValue("a#b") << false;
    QTest::newRow("NUL") << QJsonValue(QString("a%1b").arg(QChar(0))) << false;
    QTest::newRow("line break") << QJsonValue("a\nb") << false;
    QTest::newRow("1 KiB") << QJsonValue(QString(1024, 'x')) << false;
    QTest::newRow("blank at the start") << QJsonValue(" a") << false;
    QTest::newRow("256 bytes") << QJsonValue(QString(256, 'x')) << true;
    QTest::newRow("mail") << QJsonValue("ada@site.example") << true;
    QTest::newRow("blank inside") << QJsonValue("a b") << true;
    QTest::newRow("Cyrillic") << QJsonValue(QStringLiteral("Яна")) << true;
}

void GatewayLoginTest::refusesUserIds()
{
    QFETCH(QJsonValue, prn);
    QFETCH(bool, isGood);
    GatewayFixture gateway;
    gateway.start();
    QJsonObject claims = gateway.claims("2", gateway.nonce());
    claims.insert("prn", prn);
    const auto answer = gateway.verify(gateway.sign(claims));
    QCOMPARE(answer.status, isGood ? 200 : 401);
    QCOMPARE(answer.reason(), isGood ? "" : "claim_malformed");
    if (isGood)
        QCOMPARE(answer.user().value("email"), prn);
}

void GatewayLoginTest::refusesBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("reason");
    QTest::newRow("none") << QByteArray() << "identity_token_missing";
    QTest::newRow("empty object") << QByteArray("{}") << "identity_token_missing";
    QTest::newRow("empty token") << QByteArray("{\"identity_token\":\"\"}") << "identity_token_missing";
    QTest::newRow("number") << QByteArray("{\"identity_token\":5}") << "identity_token_missing";
    QTest::newRow("list") << QByteArray("[1]") << "body_malformed";
    QTest::newRow("cut") << QByteArray("{\"identity_token\":") << "body_malformed";
    QTest::newRow("no token") << QByteArray("{\"identity_token\":\"x\"}") << "token_malformed";
    QTest::newRow("none algorithm") << "{\"identity_token\":\"" +
                                           Jwt::toBase64Url(R"({"alg":"none","typ":"JWT","ver":"v2"})") +
                                           '.' + Jwt::toBase64Url(R"({"iss":"natter-demo"})") + ".\"}"
                                    << "algorithm_refused";
    QTest::newRow("wrong typ") << "{\"identity_token\":\"" +
                                      Jwt::Token::signJson(R"({"alg":"HS256","typ":"JWS","ver":"v2"})", "{}",
                                          Secret("natter-demo-secret"), Jwt::Algorithm::HS256)
                                          .reveal() +
                                      "\"}"
                               << "type_refused";
    QTest::newRow("not allowed here")
        << "{\"identity_token\":\"" +
               Jwt::Token::sign({{"iss", "natter-demo"}}, Secret("natter-demo-secret"), Jwt::Algorithm::HS512,
                   {{"ver", "v2"}})
                   .reveal() +
               "\"}"
        << "algorithm_refused";
}

void GatewayLoginTest::refusesBodies()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, reason);
    GatewayFixture gateway;
    gateway.start();
    const auto answer = gateway.call("POST", "/api/v2/sdk/auth/verify_identity_token", body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.reason(), reason);
}

void GatewayLoginTest::acceptsClockSkew()
{
    GatewayFixture gateway;
    gateway.start();
    for (const int skew : {-25, -5, 5, 25}) {
        QJsonObject claims = gateway.claims("2", gateway.nonce());
        const qint64 now = gateway.clock.now().toSecsSinceEpoch() + skew;
        claims.insert("iat", now);
        claims.insert("nbf", now);
        claims.insert("exp", now + 1);
        QCOMPARE(gateway.verify(gateway.sign(claims)).status, 200);
    }
}

void GatewayLoginTest::tellsNoncesApart()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray token = gateway.sign(gateway.claims("2", gateway.nonce()));
    QCOMPARE(gateway.verify(token).status, 200);
    const auto replay = gateway.verify(token);
    QCOMPARE(replay.status, 401);
    QCOMPARE(replay.reason(), "nonce_used");

    const QString old = gateway.nonce();
    gateway.clock.advance(std::chrono::seconds(600));
    const auto late = gateway.verify(gateway.sign(gateway.claims("2", old)));
    QCOMPARE(late.status, 401);
    QCOMPARE(late.reason(), "nonce_expired");
}

void GatewayLoginTest::oneOfHundredWins()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray body = QJsonDocument(
        QJsonObject{{"identity_token", QString(gateway.sign(gateway.claims("2", gateway.nonce())))}})
                                .toJson();
    std::vector<std::unique_ptr<QNetworkAccessManager>> networks; // each opens at most six connections
    QList<QNetworkReply*> replies;
    for (int i = 0; i < 100; ++i) {
        if (i % 5 == 0)
            networks.push_back(std::make_unique<QNetworkAccessManager>());
        QNetworkRequest request(
            gateway.server->url().resolved(QUrl("api/v2/sdk/auth/verify_identity_token")));
        request.setRawHeader("Content-Type", "application/json");
        replies.append(networks.back()->post(request, body));
    }
    int winners = 0;
    int losers = 0;
    for (QNetworkReply* reply : replies) {
        const auto answer = GatewayFixture::take(reply);
        winners += answer.status == 200;
        losers += answer.status == 401 && answer.reason() == "nonce_used";
    }
    QCOMPARE(winners, 1);
    QCOMPARE(losers, 99);
}

void GatewayLoginTest::letsNobodyBeTheApisAccount()
{
    GatewayFixture gateway;
    gateway.config.engine.apiLogin = "Gateway@chat.example";
    gateway.config.engine.apiPassword = Secret("pass word");
    gateway.start();
    for (const char* user : {"gateway", "GATEWAY"}) {
        const auto refused = gateway.login(user);
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.reason(), "user_id_conflict");
    }
    QVERIFY(gateway.engine.asked().isEmpty());
    QCOMPARE(gateway.login("gateway2").status, 200);
}

void GatewayLoginTest::spendsANonceWithItsSession()
{
    QTemporaryDir folder;
    GatewayFixture gateway;
    if (gateway.config.database.isSqlite())
        gateway.config.database.name = folder.filePath("gateway.sqlite");
    gateway.start();
    QCOMPARE(gateway.login("2").status, 200); // from here on the engine need not be asked
    Gateway::Database database(gateway.config.database);
    QVERIFY(database.open());
    const QByteArray token = gateway.sign(gateway.claims("2", gateway.nonce()));
    QVERIFY(database.run("ALTER TABLE refresh_tokens RENAME TO away"));
    QCOMPARE(gateway.verify(token).reason(), "database_unavailable");
    QVERIFY(database.run("ALTER TABLE away RENAME TO refresh_tokens"));
    QCOMPARE(gateway.verify(token).status, 200);
    QCOMPARE(gateway.verify(token).reason(), "nonce_used");
}

void GatewayLoginTest::needsTheEngine()
{
    GatewayFixture gateway;
    gateway.start();
    gateway.engine.setScript([](const auto&) { return ScriptedPeer::Reply{500, "<html>"}; });
    const QByteArray token = gateway.sign(gateway.claims("2", gateway.nonce()));
    const auto refused = gateway.verify(token);
    QCOMPARE(refused.status, 503);
    QCOMPARE(refused.reason(), "engine_unavailable");
    QVERIFY(refused.header("Retry-After").toInt() > 0);
    QCOMPARE(gateway.verify(token).reason(), "nonce_used");

    gateway.engine.close();
    QCOMPARE(gateway.login("2").reason(), "engine_unavailable");
    QCOMPARE(gateway.call("GET", "/healthz").status, 503);
}

void GatewayLoginTest::keepsAppsApart()
{
    GatewayFixture gateway;
    gateway.config.apps.append(gateway.makeApp("second", "the secret of the second app", "second.example"));
    gateway.start();
    const auto missing = gateway.call("POST", "/api/v2/sdk/auth/nonce");
    QCOMPARE(missing.status, 400);
    QCOMPARE(missing.reason(), "app_missing");

    QJsonObject claims = gateway.claims("2", gateway.nonce("second"));
    QCOMPARE(gateway.verify(gateway.sign(claims)).reason(), "nonce_unknown");
    claims.insert("iss", "second");
    QCOMPARE(gateway.verify(gateway.sign(claims)).reason(), "issuer_unknown");
    QCOMPARE(gateway.verify(gateway.sign(claims), {{"qiscus-sdk-app-id", "second"}}).reason(),
        "signature_invalid");
    QCOMPARE(
        gateway.verify(gateway.sign(claims, "the secret of the second app"), {{"qiscus-sdk-app-id", "third"}})
            .reason(),
        "app_unknown");
    // Without a header the issuer tells the app.
    const auto login = gateway.verify(gateway.sign(claims, "the secret of the second app"), {});
    QCOMPARE(login.status, 200);
    QCOMPARE(login.results().value("engine").toObject().value("jid").toString(), "2@second.example");
    QCOMPARE(
        gateway.login("2").results().value("engine").toObject().value("jid").toString(), "2@chat.example");
}

void GatewayLoginTest::refusesIdsThatDifferInCase()
{
    GatewayFixture gateway;
    gateway.start();
    QCOMPARE(gateway.login("P11-A").status, 200);
    const QString nonce = gateway.nonce();
    const auto refused = gateway.verify(gateway.sign(gateway.claims("p11-a", nonce)));
    QCOMPARE(refused.status, 409);
    QCOMPARE(refused.reason(), "user_id_conflict");
    QCOMPARE(gateway.verify(gateway.sign(gateway.claims("P11-A", nonce))).status, 200);
}

void GatewayLoginTest::keepsNobodyOutByNonces()
{
    // However many nonces somebody takes, the next person gets one, and only used ones cost a row.
    QTemporaryDir folder;
    GatewayFixture gateway;
    if (gateway.config.database.isSqlite())
        gateway.config.database.name = folder.filePath("gateway.sqlite");
    gateway.config.loginCallsPerMinute = 20;
    gateway.start();
    const auto from = [](int number) {
        return GatewayFixture::Headers{{"X-Forwarded-For", "203.0.113." + QByteArray::number(number)}};
    };
    for (int i = 0; i < 60; ++i)
        gateway.call("POST", "/api/v2/sdk/auth/nonce", {}, from(i % 2));
    QCOMPARE(gateway.call("POST", "/api/v2/sdk/auth/nonce", {}, from(0)).status, 429);
    QCOMPARE(gateway.call("POST", "/api/v2/sdk/auth/nonce", {}, from(7)).status, 200);
    QCOMPARE(gateway.login("2").status, 200);
    Gateway::Database database(gateway.config.database);
    QVERIFY(database.open());
    auto rows = database.run("SELECT COUNT(*) FROM spent");
    QVERIFY(rows && rows.value().next());
    QCOMPARE(rows->value(0).toInt(), 1);
}

void GatewayLoginTest::refusesForgedNonces()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray nonce = gateway.nonce().toLatin1();
    for (qsizetype i = 0; i < nonce.size(); ++i) {
        QByteArray forged = nonce;
        forged[i] = forged[i] == 'A' ? 'E' : 'A';
        QCOMPARE(gateway.verify(gateway.sign(gateway.claims("2", forged))).reason(), "nonce_unknown");
    }
    for (const QByteArray& forged : {nonce.chopped(1), nonce + 'A', nonce + '=', nonce + nonce})
        QCOMPARE(gateway.verify(gateway.sign(gateway.claims("2", forged))).reason(), "nonce_unknown");
    QCOMPARE(gateway.verify(gateway.sign(gateway.claims("2", nonce))).status, 200);
}

void GatewayLoginTest::limitsCallsPerAddress_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    const auto row = [](const QByteArray& call, int status) {
        QTest::newRow(call.constData()) << "/api/v2/sdk/" + call << status;
    };
    row("auth/nonce", 200);
    row("auth/verify_identity_token", 400);
    row("refresh_user_token", 400);
    row("logout", 401);
    row("expire_user_token", 401);
}

void GatewayLoginTest::limitsCallsPerAddress()
{
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    GatewayFixture gateway;
    gateway.config.loginCallsPerMinute = 2;
    gateway.start();
    const GatewayFixture::Headers one{{"X-Forwarded-For", "198.51.100.9, 203.0.113.1"}};
    const GatewayFixture::Headers other{{"X-Forwarded-For", "203.0.113.2"}};
    QCOMPARE(gateway.call("POST", path, {}, one).status, status);
    QCOMPARE(gateway.call("POST", path, {}, one).status, status);
    const auto refused = gateway.call("POST", path, {}, one);
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.reason(), "too_many_calls");
    QCOMPARE(refused.header("Retry-After"), QByteArray("31"));
    QCOMPARE(gateway.call("POST", path, {}, other).status, status);
    QCOMPARE(gateway.call("POST", path).status, status);
    // Whatever a client says of itself stands before what the proxy says, or in another spelling.
    for (const char* forged : {"198.51.100.7", "unknown"}) {
        const QByteArray before = forged;
        QCOMPARE(gateway
                     .call("POST", path, {},
                         {{"X-Forwarded-For", before + ", 203.0.113.1"}, {"X_Forwarded_For", before}})
                     .status,
            429);
    }
    gateway.clock.advance(std::chrono::seconds(31));
    QCOMPARE(gateway.call("POST", path, {}, one).status, status);
}

void GatewayLoginTest::limitsCallsPerAccount()
{
    GatewayFixture gateway;
    gateway.config.loginCallsPerAccountPerMinute = 2;
    gateway.start();
    // From wherever they come: it is the account that counts.
    int calls = 0;
    const auto from = [&calls] {
        return GatewayFixture::Headers{{"qiscus_sdk_app_id", "natter-demo"},
            {"X-Forwarded-For", "203.0.113." + QByteArray::number(++calls)}};
    };
    const auto signedToken = [&gateway](const char* user) {
        return gateway.sign(gateway.claims(QString::fromLatin1(user), gateway.nonce()));
    };
    const auto login = gateway.verify(signedToken("2"), from());
    QCOMPARE(login.status, 200);
    QCOMPARE(gateway.verify(signedToken("2"), from()).status, 200);
    const auto refused = gateway.verify(signedToken("2"), from());
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.reason(), "too_many_calls");
    QVERIFY(refused.header("Retry-After").toInt() > 0);
    const QJsonObject ask{{"refresh_token", login.user().value("refresh_token")}};
    QCOMPARE(gateway.post("refresh_user_token", ask, from()).status, 429);
    QCOMPARE(gateway.verify(signedToken("3"), from()).status, 200);
    // Nobody locks another one out: without the signature nothing counts.
    for (int i = 0; i < 5; ++i)
        QCOMPARE(gateway.verify(gateway.sign(gateway.claims("4", "x"), "forged"), from()).status, 401);
    QCOMPARE(gateway.verify(signedToken("4"), from()).status, 200);
    gateway.clock.advance(std::chrono::seconds(31));
    QCOMPARE(gateway.post("refresh_user_token", ask, from()).status, 200);
}

QTEST_GUILESS_MAIN(GatewayLoginTest)
#include "tst_gateway_login.moc"
