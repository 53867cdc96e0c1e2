// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/GatewayFixture.h"

#include <QTemporaryDir>

using namespace Natter;
using namespace Natter::Test;

class GatewaySessionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rotatesRefreshTokens();
    void takesTheSdksForm();
    void revokesOnReuse();
    void repeatsALostAnswer();
    void endsOldSessions();
    void logsOut();
    void logsOutEverywhere();
    void logoutEverywhereNeedsTheEngine();
    void endsConnectionsOfOldEngineTokens();
    void onlyGoodTokensLogOutEverywhere();
    void judgesBearers_data();
    void judgesBearers();
    void outlivesARestart();

private:
    static QStringList kicked(const GatewayFixture& gateway)
    {
        QStringList users;
        for (const auto& asked : gateway.engine.asked()) {
            if (asked.url.path() == u"/api/kick_user")
                users.append(asked.json().value("user").toString());
        }
        return users;
    }
    static qsizetype kicks(const GatewayFixture& gateway) { return kicked(gateway).size(); }
    static QString refreshTokenOf(const GatewayFixture::Answered& login)
    {
        return login.user().value("refresh_token").toString();
    }
};

void GatewaySessionsTest::rotatesRefreshTokens()
{
    GatewayFixture gateway;
    gateway.start();
    const auto login = gateway.login("2");
    QString token = refreshTokenOf(login);
    for (int i = 0; i < 3; ++i) {
        const auto next = gateway.post("refresh_user_token", {{"refresh_token", token}, {"request_id", "r"}});
        QCOMPARE(next.status, 200);
        QCOMPARE(next.user().value("email").toString(), "2");
        QCOMPARE(next.user().value("id"), login.user().value("id"));
        for (const char* name : {"token", "refresh_token", "token_expires_at"})
            QCOMPARE(next.results().value(QLatin1String(name)), next.user().value(QLatin1String(name)));
        QVERIFY(refreshTokenOf(next) != token);
        QCOMPARE(gateway.get("users?ids=2", next.results().value("token").toString().toLatin1()).status, 200);
        token = refreshTokenOf(next);
    }
    const auto unknown = gateway.post("refresh_user_token", {{"refresh_token", "invented"}});
    QCOMPARE(unknown.status, 401);
    QCOMPARE(unknown.reason(), "refresh_invalid");
    QCOMPARE(unknown.message(), "refresh token invalid");
    QCOMPARE(gateway.post("refresh_user_token", {}).reason(), "refresh_token_missing");
    QCOMPARE(gateway.post("refresh_user_token", {{"refresh_token", 7}}).status, 400);
}

void GatewaySessionsTest::takesTheSdksForm()
{
    GatewayFixture gateway;
    gateway.start();
    const QByteArray token = refreshTokenOf(gateway.login("a@b.com")).toLatin1();
    const GatewayFixture::Headers form{{"Content-Type", "application/x-www-form-urlencoded"}};
    const QByteArray path = "/api/v2/mobile/refresh_user_token";
    QCOMPARE(gateway.call("POST", path, "user_id=someone&refresh_token=" + token, form).reason(),
        "refresh_invalid");
    const auto next = gateway.call("POST", path, "user_id=a%40b.com&refresh_token=" + token, form);
    QCOMPARE(next.status, 200);
    QVERIFY(!next.results().value("token").toString().isEmpty());
}

void GatewaySessionsTest::revokesOnReuse()
{
    GatewayFixture gateway;
    gateway.start();
    const auto login = gateway.login("2");
    const auto other = gateway.login("2");
    const auto next =
        gateway.post("refresh_user_token", {{"refresh_token", refreshTokenOf(login)}, {"request_id", "one"}});
    QCOMPARE(next.status, 200);
    gateway.engine.forget();
    const auto reused =
        gateway.post("refresh_user_token", {{"refresh_token", refreshTokenOf(login)}, {"request_id", "two"}});
    QCOMPARE(reused.status, 401);
    QCOMPARE(reused.reason(), "refresh_reused");
    QTRY_COMPARE(kicks(gateway), 1);
    // The whole family is gone, and its engine tokens no longer open this API.
    QCOMPARE(gateway.post("refresh_user_token", {{"refresh_token", refreshTokenOf(next)}}).reason(),
        "refresh_revoked");
    QCOMPARE(gateway.get("users?ids=2", next.results().value("token").toString().toLatin1()).reason(),
        "session_revoked");
    // Another session of the same person is not.
    QCOMPARE(gateway.post("refresh_user_token", {{"refresh_token", refreshTokenOf(other)}}).status, 200);

    // Without a request id there is nothing to repeat.
    const auto third = gateway.login("3");
    QCOMPARE(gateway.post("refresh_user_token", {{"refresh_token", refreshTokenOf(third)}}).status, 200);
    QCOMPARE(gateway.post("refresh_user_token", {{"refresh_token", refreshTokenOf(third)}}).reason(),
        "refresh_reused");
}

void GatewaySessionsTest::repeatsALostAnswer()
{
    GatewayFixture gateway;
    gateway.start();
    const QJsonObject ask{{"refresh_token", refreshTokenOf(gateway.login("2"))}, {"request_id", "one"}};
    const auto first = gateway.post("refresh_user_token", ask);
    const auto again = gateway.post("refresh_user_token", ask);
    QCOMPARE(again.status, 200);
    QCOMPARE(again.results().value("refresh_token"), first.results().value("refresh_token"));
    // Once the successor was used, the old answer is not given any more.
    QCOMPARE(
        gateway.post("refresh_user_token", {{"refresh_token", refreshTokenOf(first)}, {"request_id", "two"}})
            .status,
        200);
    QCOMPARE(gateway.post("refresh_user_token", ask).reason(), "refresh_reused");
}

void GatewaySessionsTest::endsOldSessions()
{
    GatewayFixture gateway;
    gateway.start();
    const QString token = refreshTokenOf(gateway.login("2"));
    gateway.clock.advance(std::chrono::hours(30 * 24));
    const auto late = gateway.post("refresh_user_token", {{"refresh_token", token}});
    QCOMPARE(late.status, 401);
    QCOMPARE(late.reason(), "refresh_expired");
}

void GatewaySessionsTest::logsOut()
{
    GatewayFixture gateway;
    gateway.start();
    const auto one = gateway.login("2");
    const auto other = gateway.login("2");
    const QByteArray otherToken = other.user().value("token").toString().toLatin1();
    QCOMPARE(gateway.post("logout", {{"refresh_token", refreshTokenOf(one)}}).status, 200);
    QCOMPARE(gateway.post("logout", {{"refresh_token", refreshTokenOf(one)}}).status, 200);
    QCOMPARE(gateway.post("refresh_user_token", {{"refresh_token", refreshTokenOf(one)}}).reason(),
        "refresh_revoked");
    QCOMPARE(gateway.get("users?ids=2", otherToken).status, 200);
    // The SDK's logout: a form with the engine token.
    QCOMPARE(gateway.call("POST", "/api/v2/sdk/logout", "user_id=2&token=" + otherToken).status, 200);
    QCOMPARE(gateway.get("users?ids=2", otherToken).reason(), "session_revoked");
    QCOMPARE(gateway.post("logout", {}).reason(), "session_missing");
    QCOMPARE(gateway.post("logout", {{"refresh_token", "invented"}}).reason(), "refresh_invalid");
}

void GatewaySessionsTest::logsOutEverywhere()
{
    GatewayFixture gateway;
    gateway.start();
    const auto one = gateway.login("P11-A");
    const auto other = gateway.login("P11-A");
    const auto stranger = gateway.login("2");
    gateway.engine.forget();
    QCOMPARE(
        gateway.post("logout", {{"refresh_token", refreshTokenOf(one)}, {"everywhere", true}}).status, 200);
    QCOMPARE(gateway.engine.asked().size(), 1);
    QCOMPARE(gateway.engine.asked().first().url.path(), "/api/kick_user");
    QCOMPARE(
        gateway.engine.asked().first().json(), (QJsonObject{{"user", "p11-a"}, {"host", "chat.example"}}));
    QCOMPARE(gateway.post("refresh_user_token", {{"refresh_token", refreshTokenOf(other)}}).reason(),
        "refresh_revoked");
    QCOMPARE(gateway.post("refresh_user_token", {{"refresh_token", refreshTokenOf(stranger)}}).status, 200);

    const QByteArray token = gateway.bearer("2");
    const auto expired =
        gateway.call("POST", "/api/v2/sdk/expire_user_token", "user_id=2", {{"qiscus_sdk_token", token}});
    QCOMPARE(expired.status, 200);
    QCOMPARE(gateway.get("users?ids=2", token).reason(), "session_revoked");
}

void GatewaySessionsTest::logoutEverywhereNeedsTheEngine()
{
    GatewayFixture gateway;
    gateway.start();
    const QString token = refreshTokenOf(gateway.login("2"));
    gateway.engine.setScript([](const auto&) { return ScriptedPeer::Reply{500, {}}; });
    const QJsonObject ask{{"refresh_token", token}, {"everywhere", true}};
    QCOMPARE(gateway.post("logout", ask).reason(), "engine_unavailable");
    QCOMPARE(gateway.post("refresh_user_token", {{"refresh_token", token}}).reason(), "refresh_revoked");
    // The token is spent by that, but the engine is asked again.
    QCOMPARE(gateway.post("logout", ask).reason(), "refresh_revoked");
    gateway.engine.forget();
    gateway.engine.setScript([](const auto&) { return ScriptedPeer::Reply{200, "0"}; });
    QTRY_COMPARE(kicks(gateway), 1);
}

void GatewaySessionsTest::endsConnectionsOfOldEngineTokens()
{
    // Until the engine token from before the logout ends, its holder can connect again.
    QTemporaryDir folder;
    GatewayFixture gateway;
    if (gateway.config.database.isSqlite())
        gateway.config.database.name = folder.filePath("gateway.sqlite");
    gateway.config.engine.tokenLifetime = std::chrono::seconds(900);
    gateway.start();
    for (const QString& user : {QString("2"), QString("3"), QString("4")}) {
        const QString token = refreshTokenOf(gateway.login(user));
        QCOMPARE(gateway.post("logout", {{"refresh_token", token}, {"everywhere", true}}).status, 200);
        gateway.clock.advance(std::chrono::seconds(3));
    }
    QCOMPARE(gateway.login("7").status, 200); // by now it is noted who was kicked
    gateway.engine.forget();
    // A gateway that starts looks at once who is due: each time one more, and nobody twice.
    gateway.clock.advance(std::chrono::seconds(906 - 9));
    for (const QStringList& due : {QStringList{"2"}, QStringList{"2", "3"}, QStringList{"2", "3", "4"}}) {
        gateway.server.reset();
        gateway.start();
        QTRY_VERIFY(kicked(gateway).size() >= due.size());
        QCOMPARE(gateway.login("7").status, 200); // the engine answers this one later
        QCOMPARE(kicked(gateway), due);
        gateway.clock.advance(std::chrono::seconds(3));
    }
}

void GatewaySessionsTest::onlyGoodTokensLogOutEverywhere()
{
    GatewayFixture gateway;
    gateway.start();
    const QString used = refreshTokenOf(gateway.login("2"));
    const QString good = refreshTokenOf(gateway.post("refresh_user_token", {{"refresh_token", used}}));
    const auto everywhere = [&gateway](const QString& token) {
        return gateway.post("logout", {{"refresh_token", token}, {"everywhere", true}}).reason();
    };
    QCOMPARE(everywhere(used), "refresh_invalid");
    const QString revoked = refreshTokenOf(gateway.login("2"));
    QCOMPARE(gateway.post("logout", {{"refresh_token", revoked}}).status, 200);
    QCOMPARE(everywhere(revoked), "refresh_revoked");
    QCOMPARE(everywhere("invented"), "refresh_invalid");
    QCOMPARE(kicks(gateway), 0);
    const QString next = refreshTokenOf(gateway.post("refresh_user_token", {{"refresh_token", good}}));
    QVERIFY(!next.isEmpty());
    gateway.clock.advance(std::chrono::hours(31 * 24));
    QCOMPARE(everywhere(next), "refresh_expired");
}

void GatewaySessionsTest::judgesBearers_data()
{
    QTest::addColumn<QByteArray>("bearer");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
    const Secret key("an engine key that has 32 bytes!");
    const qint64 later = QDateTime::currentSecsSinceEpoch() + 600;
    const auto signedWith = [&key](const QJsonObject& claims) {
        return Jwt::Token::sign(claims, key).reveal();
    };
    QTest::newRow("none") << QByteArray() << 401 << "session_missing";
    QTest::newRow("undefined") << QByteArray("undefined") << 401 << "session_invalid";
    QTest::newRow("noise") << QByteArray("a.b.c") << 401 << "session_invalid";
    QTest::newRow("expired") << signedWith({{"jid", "2@chat.example"}, {"sid", "x"}, {"exp", 1700000000}})
                             << 403 << "session_expired";
    QTest::newRow("no session") << signedWith({{"jid", "2@chat.example"}, {"exp", later}}) << 401
                                << "session_invalid";
    QTest::newRow("session of nobody")
        << signedWith({{"jid", "2@chat.example"}, {"sid", "x"}, {"exp", later}}) << 401 << "session_revoked";
    QTest::newRow("account of nobody")
        << signedWith({{"jid", "9@chat.example"}, {"sid", "x"}, {"exp", later}}) << 401 << "session_invalid";
    QTest::newRow("identity token") << GatewayFixture::sign({{"prn", "2"}, {"exp", later}}) << 401
                                    << "session_invalid";
    QTest::newRow("other key") << Jwt::Token::sign({{"jid", "2@chat.example"}, {"sid", "x"}, {"exp", later}},
                                      Secret("another key that has 32 bytes, ok"))
                                      .reveal()
                               << 401 << "session_invalid";
}

void GatewaySessionsTest::judgesBearers()
{
    QFETCH(QByteArray, bearer);
    QFETCH(int, status);
    QFETCH(QString, reason);
    GatewayFixture gateway;
    gateway.start();
    QCOMPARE(gateway.login("2").status, 200);
    const auto answer = gateway.get("users?ids=2", bearer);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.reason(), reason);
    QCOMPARE(answer.message(), status == 403 ? "Unauthorized. Token is expired" : "Unauthorized");
}

void GatewaySessionsTest::outlivesARestart()
{
    QTemporaryDir folder;
    GatewayFixture gateway;
    if (gateway.config.database.isSqlite())
        gateway.config.database.name = folder.filePath("gateway.sqlite");
    gateway.start();
    const auto login = gateway.login("2");
    const QByteArray used = gateway.sign(gateway.claims("2", gateway.nonce()));
    QCOMPARE(gateway.verify(used).status, 200);

    gateway.server.reset();
    gateway.start();
    QCOMPARE(gateway.verify(used).reason(), "nonce_used");
    const auto next = gateway.post("refresh_user_token", {{"refresh_token", refreshTokenOf(login)}});
    QCOMPARE(next.status, 200);
    QCOMPARE(next.user().value("id"), login.user().value("id"));

    // Nothing in the file is worth stealing.
    gateway.server.reset();
    for (const QString& name : QDir(folder.path()).entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(!bytes.contains(refreshTokenOf(login).toLatin1()));
        QVERIFY(!bytes.contains(refreshTokenOf(next).toLatin1()));
        QVERIFY(!bytes.contains(next.results().value("token").toString().toLatin1()));
    }
}

QTEST_GUILESS_MAIN(GatewaySessionsTest)
#include "tst_gateway_sessions.moc"
