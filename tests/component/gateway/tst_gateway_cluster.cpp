// SPDX-License-Identifier: Apache-2.0
#include "component/gateway/GatewayProcess.h"
#include "gateway/Database.h"

#include <QSet>

#include <array>

using namespace Natter;
using namespace Natter::Test;

namespace {

/// Two gateway processes on one PostgreSQL.
class Cluster
{
public:
    explicit Cluster(PostgresProcess& postgres)
        : database(postgres.makeDatabase())
    {
        for (GatewayProcess& gateway : gateways) {
            gateway.useDatabase(database);
            gateway.configure("audit_log = none\nlogin_calls_per_minute = 0\n"
                              "login_calls_per_account_per_minute = 0\n");
            gateway.start();
        }
    }

    /// The same to both of them, `width` times each, all at once.
    QList<GatewayFixture::Answered> askBoth(
        const QByteArray& tail, const std::array<QJsonObject, 2>& bodies, int width)
    {
        QList<QNetworkReply*> asked;
        for (int i = 0; i < 2 * width; ++i)
            asked.append(gateways[size_t(i) % 2].send("POST", tail, bodies[size_t(i) % 2]));
        return GatewayFixture::takeAll(asked);
    }
    static QString refreshTokenOf(const QList<GatewayFixture::Answered>& answers)
    {
        for (const auto& answer : answers) {
            if (answer.status == 200)
                return answer.user().value("refresh_token").toString();
        }
        return {};
    }
    GatewayFixture::Answered refresh(int number, const QString& token, const QString& requestId)
    {
        return gateways[size_t(number)].post(
            "refresh_user_token", {{"refresh_token", token}, {"request_id", requestId}});
    }
    int count(const QString& what) const
    {
        Gateway::Database own(database);
        if (!own.open())
            return -1;
        auto rows = own.run("SELECT COUNT(*) FROM " + what);
        return rows && rows.value().next() ? rows->value(0).toInt() : -1;
    }

    Gateway::DatabaseConfig database;
    std::array<GatewayProcess, 2> gateways;
};

} // namespace

/// Several gateway processes hold together what they promise.
class GatewayClusterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAnIdentityTokenOnce();
    void takesANonceOnce();
    void givesAnAddressToOneSpelling();
    void rotatesOnceForOneRequest();
    void endsTheFamilyOfATokenThatComesTwice();
    void goesOnWhenOneIsKilled();

private:
    PostgresProcess m_postgres;
};

void GatewayClusterTest::takesAnIdentityTokenOnce()
{
    Cluster cluster(m_postgres);
    for (int round = 0; round < 20; ++round) {
        // The nonce of one is good at the other.
        const QJsonObject body = GatewayProcess::identity("2", cluster.gateways[size_t(round) % 2].nonce());
        const auto answers = cluster.askBoth("auth/verify_identity_token", {body, body}, 3);
        QCOMPARE(GatewayFixture::outcomes(answers), (QMap<QString, int>{{"won", 1}, {"nonce_used", 5}}));
    }
    QCOMPARE(cluster.count("sessions"), 20);
    QCOMPARE(cluster.count("refresh_tokens"), 20);
    QCOMPARE(cluster.count("accounts"), 1);
}

void GatewayClusterTest::takesANonceOnce()
{
    Cluster cluster(m_postgres);
    for (int round = 0; round < 20; ++round) {
        // Two people who were never here, by one nonce.
        const QString nonce = cluster.gateways[size_t(round) % 2].nonce();
        const auto answers = cluster.askBoth("auth/verify_identity_token",
            {GatewayProcess::identity(QString("a%1").arg(round), nonce),
                GatewayProcess::identity(QString("b%1").arg(round), nonce)},
            3);
        QCOMPARE(GatewayFixture::outcomes(answers), (QMap<QString, int>{{"won", 1}, {"nonce_used", 5}}));
    }
    QCOMPARE(cluster.count("sessions"), 20);
    QCOMPARE(cluster.count("accounts"), 20); // who lost left nothing behind
}

void GatewayClusterTest::givesAnAddressToOneSpelling()
{
    Cluster cluster(m_postgres);
    const QByteArray eve = cluster.gateways[0].login("eve").user().value("token").toString().toLatin1();
    for (int round = 0; round < 20; ++round) {
        // Two spellings that the site signs, while somebody opens a dialog with a third, or has before.
        const auto user = [round](const char* spelling) {
            return QString::fromLatin1(spelling) + QString::number(round);
        };
        const std::array<QJsonObject, 2> bodies{
            GatewayProcess::identity(user("bob"), cluster.gateways[0].nonce()),
            GatewayProcess::identity(user("Bob"), cluster.gateways[1].nonce())};
        QNetworkReply* dialog = cluster.gateways[size_t(round / 2) % 2].send(
            "POST", "dialogs", {{"user_id", user("BOB")}}, {{"Authorization", "Bearer " + eve}});
        if (round % 2 == 0)
            QCOMPARE(GatewayFixture::take(dialog).status, 200);
        const auto answers = cluster.askBoth("auth/verify_identity_token", bodies, 3);
        QCOMPARE(GatewayFixture::outcomes(answers),
            (QMap<QString, int>{{"won", 1}, {"nonce_used", 2}, {"user_id_conflict", 3}}));
        if (round % 2 != 0) {
            const auto opened = GatewayFixture::take(dialog);
            QVERIFY2(opened.status == 200 || opened.reason() == "user_id_conflict", opened.body.constData());
        }
    }
    QCOMPARE(cluster.count("sessions"), 21);
    QCOMPARE(cluster.count("accounts"), 21);
    QCOMPARE(cluster.count("accounts WHERE confirmed_at IS NULL OR must_empty <> 0"), 0);
}

void GatewayClusterTest::rotatesOnceForOneRequest()
{
    Cluster cluster(m_postgres);
    QString token = cluster.gateways[0].login().user().value("refresh_token").toString();
    for (int round = 0; round < 20; ++round) {
        const QJsonObject body{{"refresh_token", token}, {"request_id", QString::number(round)}};
        const auto answers = cluster.askBoth("refresh_user_token", {body, body}, 3);
        QCOMPARE(GatewayFixture::outcomes(answers), (QMap<QString, int>{{"won", 6}}));
        QSet<QString> successors;
        for (const auto& answer : answers)
            successors.insert(answer.user().value("refresh_token").toString());
        QCOMPARE(successors.size(), 1);
        token = *successors.begin();
    }
    QCOMPARE(cluster.count("refresh_tokens"), 21);
    QCOMPARE(cluster.count("refresh_tokens WHERE used_at IS NULL"), 1);
}

void GatewayClusterTest::endsTheFamilyOfATokenThatComesTwice()
{
    Cluster cluster(m_postgres);
    for (int round = 0; round < 20; ++round) {
        const auto login = cluster.gateways[size_t(round) % 2].login();
        const QString token = login.user().value("refresh_token").toString();
        const auto answers = cluster.askBoth("refresh_user_token",
            {QJsonObject{{"refresh_token", token}, {"request_id", "one"}},
                QJsonObject{{"refresh_token", token}, {"request_id", "other"}}},
            1);
        // One goes on, and since the other holds the same token, neither is trusted any longer.
        QCOMPARE(GatewayFixture::outcomes(answers), (QMap<QString, int>{{"won", 1}, {"refresh_reused", 1}}));
        for (int number = 0; number < 2; ++number)
            QCOMPARE(cluster.refresh(number, Cluster::refreshTokenOf(answers), "next").reason(),
                "refresh_revoked");
    }
    QCOMPARE(cluster.count("refresh_tokens"), 40);
    QCOMPARE(cluster.count("sessions WHERE revoked_at IS NULL"), 0);
}

void GatewayClusterTest::goesOnWhenOneIsKilled()
{
    Cluster cluster(m_postgres);
    GatewayProcess& killed = cluster.gateways[0];
    GatewayProcess& other = cluster.gateways[1];
    constexpr int People = 60;
    QList<QJsonObject> logins;
    QList<QJsonObject> refreshes;
    for (int i = 0; i < People; ++i) {
        const QString user = QString("person-%1").arg(i);
        const QJsonValue token = other.login(user).user().value("refresh_token");
        refreshes.append(QJsonObject{{"refresh_token", token}, {"request_id", "one"}});
        logins.append(GatewayProcess::identity(user, killed.nonce()));
    }
    // It dies when some are answered, some are under way and some wait.
    QList<std::pair<QNetworkReply*, QNetworkReply*>> asked;
    for (int i = 0; i < People; ++i)
        asked.append(std::pair(killed.send("POST", "auth/verify_identity_token", logins.at(i)),
            killed.send("POST", "refresh_user_token", refreshes.at(i))));
    connect(asked.at(People / 4).first, &QNetworkReply::finished, this, [&killed] { killed.raise(SIGKILL); });
    QNetworkReply* meanwhile = other.send("POST", "refresh_user_token", {{"refresh_token", "invented"}});

    int answered = 0;
    for (int i = 0; i < People; ++i) {
        const auto login = GatewayFixture::take(asked.at(i).first);
        const auto refresh = GatewayFixture::take(asked.at(i).second);
        answered += (login.status == 200) + (refresh.status == 200);
        // A login that was answered is not given again; one that was not is given once at most.
        const auto again = other.post("auth/verify_identity_token", logins.at(i));
        QVERIFY2(again.status == 200 || again.reason() == "nonce_used", again.body.constData());
        QVERIFY(again.status != 200 || login.status != 200);
        QCOMPARE(other.post("auth/verify_identity_token", logins.at(i)).reason(), "nonce_used");
        if (login.status == 200)
            QCOMPARE(cluster.refresh(1, login.user().value("refresh_token").toString(), "next").status, 200);
        // A refresh whose answer was lost is repeated, with the token that was given if one was.
        const auto repeated = other.post("refresh_user_token", refreshes.at(i));
        QVERIFY2(repeated.status == 200, repeated.body.constData());
        if (refresh.status == 200)
            QCOMPARE(repeated.user().value("refresh_token"), refresh.user().value("refresh_token"));
    }
    QVERIFY2(answered > 0 && answered < 2 * People, qPrintable(QString::number(answered)));
    QCOMPARE(GatewayFixture::take(meanwhile).reason(), "refresh_invalid");
    QVERIFY(!killed.isRunning());
    QVERIFY(other.isRunning());
    QCOMPARE(other.login().status, 200);

    // Nothing half done is left, and a new one joins in.
    QCOMPARE(cluster.count(
                 "sessions s WHERE NOT EXISTS (SELECT 1 FROM refresh_tokens t WHERE t.session_id = s.id)"),
        0);
    QCOMPARE(cluster.count("(SELECT session_id FROM refresh_tokens WHERE used_at IS NULL GROUP BY "
                           "session_id HAVING COUNT(*) <> 1) twice"),
        0);
    QCOMPARE(cluster.count("sessions WHERE revoked_at IS NOT NULL"), 0);
    GatewayProcess joined;
    joined.useDatabase(cluster.database);
    joined.configure();
    joined.start();
    QCOMPARE(joined.post("auth/verify_identity_token", logins.first()).reason(), "nonce_used");
    QCOMPARE(joined.login().status, 200);
}

QTEST_GUILESS_MAIN(GatewayClusterTest)
#include "tst_gateway_cluster.moc"
