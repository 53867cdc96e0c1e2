// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/GatewayFixture.h"

#include <QLoggingCategory>

using namespace Natter;
using namespace Natter::Test;

namespace {

QString logged;

void keepLog(QtMsgType, const QMessageLogContext&, const QString& text)
{
    logged += text + '\n';
}

} // namespace

/// A canary: whatever happens, no token, nonce, user id or secret is in the log.
class GatewaySecrecyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void logsNoSecrets();
    void logsNoCodes();
    void logsNoPasswords();
};

void GatewaySecrecyTest::logsNoSecrets()
{
    GatewayFixture gateway;
    gateway.start();
    logged.clear();
    QLoggingCategory::setFilterRules("natter.*=true");
    const auto before = qInstallMessageHandler(keepLog);

    const QString nonce = gateway.nonce();
    const QByteArray identityToken = gateway.sign(gateway.claims("user-canary", nonce));
    const auto login = gateway.verify(identityToken);
    const auto replay = gateway.verify(identityToken);
    const QByteArray engineToken = login.user().value("token").toString().toLatin1();
    const QString refreshToken = login.user().value("refresh_token").toString();
    const auto users = gateway.get("users?ids=id-canary", engineToken);
    const auto search = gateway.get("users/search?query=search-canary", engineToken);
    gateway.usersInfo.setScript([](const auto&) { return ScriptedPeer::Reply{500, "body-canary"}; });
    const auto failed = gateway.get("users?ids=other-canary", engineToken);
    gateway.engine.setScript([](const auto&) { return ScriptedPeer::Reply{500, "body-canary"}; });
    const auto kept = gateway.post("logout", {{"refresh_token", refreshToken}, {"everywhere", true}});
    gateway.engine.close();
    const auto again = gateway.login("user-canary");
    const QString last = again.user().value("refresh_token").toString();
    const auto unreached = gateway.post("logout", {{"refresh_token", last}, {"everywhere", true}});
    const auto path = gateway.call("GET", "/path-canary?x=query-canary");

    qInstallMessageHandler(before);
    QCOMPARE(login.status, 200);
    QCOMPARE(replay.status, 401);
    QCOMPARE(users.status, 200);
    QCOMPARE(failed.status, 502);
    QCOMPARE(kept.status, 503);
    QCOMPARE(unreached.status, 503);
    QCOMPARE(path.status, 404);
    QVERIFY2(logged.contains("/api/v2/sdk/auth/nonce"), "the log was not listened to");
    const QStringList secrets{nonce, QString::fromLatin1(identityToken), QString::fromLatin1(engineToken),
        refreshToken, "canary", "natter-demo-secret", "pass:word", "an engine key",
        QString::fromLatin1(QByteArray("gateway:pass:word").toBase64()),
        gateway.engine.asked().first().json().value("password").toString()};
    for (const QString& secret : secrets) {
        QVERIFY(!secret.isEmpty());
        QVERIFY2(!logged.contains(secret), qPrintable(secret.left(16)));
    }
    // Refusals do not repeat what was sent either.
    for (const auto& answer : {replay, failed, kept, path})
        QVERIFY(!answer.body.contains("canary") && !answer.body.contains(nonce.toLatin1()));
}

void GatewaySecrecyTest::logsNoCodes()
{
    GatewayFixture gateway;
    gateway.useProtocol(LoginProtocolKind::Mesibo);
    gateway.config.apps.first().appToken = Secret("app-token-canary");
    gateway.start();
    logged.clear();
    QLoggingCategory::setFilterRules("natter.*=true");
    const auto before = qInstallMessageHandler(keepLog);
    const QByteArray head = "/api.php?token=app-token-canary&addr=phone-canary&appid=natter-demo";
    const QString code = gateway.call("GET", head + "&op=otp&reuse=1").json.value("otp").toString();
    const auto wrong = gateway.call("GET", head + "&op=useradd&otp=code-canary");
    const auto added = gateway.call("GET", head + "&op=useradd&otp=" + code.toLatin1());
    const auto refused = gateway.call("GET", "/api.php?op=otp&token=other-canary");
    const QString token = added.json.value("user").toObject().value("token").toString();
    const auto login = gateway.verify(token.toLatin1());
    const auto replay = gateway.verify(token.toLatin1());
    qInstallMessageHandler(before);
    QCOMPARE(login.status, 200);
    QVERIFY2(logged.contains("/api.php"), "the log was not listened to");
    for (const QString& secret : {QString("canary"), code, token}) {
        QVERIFY(!secret.isEmpty());
        QVERIFY2(!logged.contains(secret), qPrintable(secret.left(16)));
    }
    for (const auto& answer : {wrong, refused, replay})
        QVERIFY(!answer.body.contains("canary") && !answer.body.contains(token.toLatin1()));
}

void GatewaySecrecyTest::logsNoPasswords()
{
    ScriptedPeer site([](const auto&) { return ScriptedPeer::Reply{200, R"({"user_id":6})"}; });
    GatewayFixture gateway;
    gateway.useProtocol(LoginProtocolKind::Imbachat);
    gateway.config.apps.first().loginCheckUrl = site.url("/check-canary");
    gateway.start();
    logged.clear();
    QLoggingCategory::setFilterRules("natter.*=true");
    const auto before = qInstallMessageHandler(keepLog);
    const QJsonObject login{{"login", "login-canary"}, {"password", "password-canary"}};
    const auto checked = gateway.post("auth/login_check", login);
    for (const char* answer : {R"({"error":"x"})", R"({"code":401})", "<html>body-canary"}) {
        site.setScript([answer](const auto&) { return ScriptedPeer::Reply{200, answer}; });
        QVERIFY(gateway.post("auth/login_check", login).status >= 400);
    }
    site.close();
    QCOMPARE(gateway.post("auth/login_check", login).status, 503);
    qInstallMessageHandler(before);
    QCOMPARE(checked.status, 200);
    QVERIFY2(logged.contains("login_check"), "the log was not listened to");
    QVERIFY(!logged.contains("canary"));
    QVERIFY(!logged.contains(checked.json.value("identity_token").toString()));
}

QTEST_GUILESS_MAIN(GatewaySecrecyTest)
#include "tst_gateway_secrecy.moc"
