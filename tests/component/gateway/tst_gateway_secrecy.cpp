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
    const auto unreached = gateway.post("logout", {{"refresh_token", refreshToken}, {"everywhere", true}});
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

QTEST_GUILESS_MAIN(GatewaySecrecyTest)
#include "tst_gateway_secrecy.moc"
