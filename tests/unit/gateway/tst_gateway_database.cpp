// SPDX-License-Identifier: Apache-2.0
#include "gateway/AccountRepository.h"
#include "gateway/Database.h"
#include "gateway/Migrations.h"
#include "gateway/NonceRepository.h"
#include "gateway/SessionRepository.h"
#include "support/FakeClock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Natter;
using namespace Natter::Gateway;

namespace {

int countOf(Database& database, const QString& table)
{
    auto rows = database.run("SELECT COUNT(*) FROM " + table);
    return rows && rows.value().next() ? rows->value(0).toInt() : -1;
}

} // namespace

class GatewayDatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void migratesOnce();
    void refusesNewerFiles();
    void rollsBack();
    void sharesAFile();
    void purges();
    void keepsTheNameOfAnAccount();
};

void GatewayDatabaseTest::migratesOnce()
{
    QTemporaryDir folder;
    const QString path = folder.filePath("gateway.sqlite");
    for (int i = 0; i < 2; ++i) {
        Database database;
        QVERIFY(database.open("QSQLITE", path));
        QCOMPARE(countOf(database, "schema_steps"), int(migrations().size()));
        QCOMPARE(countOf(database, "accounts"), 0);
    }
}

void GatewayDatabaseTest::refusesNewerFiles()
{
    QTemporaryDir folder;
    const QString path = folder.filePath("gateway.sqlite");
    {
        Database database;
        QVERIFY(database.open("QSQLITE", path));
        QVERIFY(database.run("INSERT INTO schema_steps (step) VALUES (1000)"));
    }
    Database database;
    const auto opened = database.open("QSQLITE", path);
    QVERIFY(!opened);
    QVERIFY(opened.error().detail.contains("newer version"));
}

void GatewayDatabaseTest::rollsBack()
{
    Test::FakeClock clock;
    Database database;
    QVERIFY(database.open("QSQLITE", ":memory:"));
    AccountRepository accounts(database, clock);
    const auto result = database.inTransaction([&]() -> Result<void> {
        if (auto account = accounts.ensure("app", "chat.example", UserId("2")); !account)
            return account.error();
        return Error{ErrorKind::Storage, Retry::never(), {}, {}};
    });
    QVERIFY(!result);
    QCOMPARE(countOf(database, "accounts"), 0);
    QVERIFY(!database.run("SELECT nonsense FROM nowhere"));
}

void GatewayDatabaseTest::sharesAFile()
{
    // Two gateways on one database: a nonce has one winner, a refresh one successor.
    QTemporaryDir folder;
    Test::FakeClock clock;
    Database one;
    Database two;
    QVERIFY(one.open("QSQLITE", folder.filePath("gateway.sqlite")));
    QVERIFY(two.open("QSQLITE", folder.filePath("gateway.sqlite")));
    AppConfig app;
    app.appId = "app";
    NonceRepository nonces(one, clock);
    NonceRepository otherNonces(two, clock);
    const auto nonce = nonces.issue(app);
    QVERIFY(nonce);
    QVERIFY(otherNonces.consume(app, nonce->value));
    const auto lost = nonces.consume(app, nonce->value);
    QVERIFY(!lost);
    QCOMPARE(lost.error().code, "nonce_used");

    const auto account = AccountRepository(one, clock).ensure("app", "chat.example", UserId("2"));
    QVERIFY(account);
    const Secret key("key");
    SessionRepository sessions(one, clock, key, std::chrono::hours(1));
    SessionRepository otherSessions(two, clock, key, std::chrono::hours(1));
    const auto session = sessions.begin(account->id);
    QVERIFY(session);
    const auto first = sessions.rotate(session->refreshToken, "request");
    const auto repeated = otherSessions.rotate(session->refreshToken, "request");
    QVERIFY(first && repeated);
    QCOMPARE(first->refreshToken.reveal(), repeated->refreshToken.reveal());
}

void GatewayDatabaseTest::purges()
{
    Test::FakeClock clock;
    Database database;
    QVERIFY(database.open("QSQLITE", ":memory:"));
    AppConfig app;
    app.appId = "app";
    NonceRepository nonces(database, clock);
    QVERIFY(nonces.issue(app));
    const auto account = AccountRepository(database, clock).ensure("app", "chat.example", UserId("2"));
    QVERIFY(account);
    SessionRepository sessions(database, clock, Secret("key"), std::chrono::hours(1));
    const auto session = sessions.begin(account->id);
    QVERIFY(session && sessions.rotate(session->refreshToken, {}));

    QVERIFY(nonces.purge() && sessions.purge());
    QCOMPARE(countOf(database, "nonces"), 1);
    QCOMPARE(countOf(database, "refresh_tokens"), 2);
    clock.advance(std::chrono::hours(24 * 8));
    QVERIFY(nonces.purge() && sessions.purge());
    QCOMPARE(countOf(database, "nonces"), 0);
    QCOMPARE(countOf(database, "refresh_tokens"), 0);
    QCOMPARE(countOf(database, "sessions"), 0);
    QCOMPARE(countOf(database, "accounts"), 1);
}

void GatewayDatabaseTest::keepsTheNameOfAnAccount()
{
    Test::FakeClock clock;
    Database database;
    QVERIFY(database.open("QSQLITE", ":memory:"));
    AccountRepository accounts(database, clock);
    const auto made =
        accounts.ensure("app", "chat.example", UserId("A@b.com"), "Ada", "https://x.example/a.png");
    QVERIFY(made);
    QCOMPARE(made->address.toString(), "a\\40b.com@chat.example");
    const auto again = accounts.ensure("app", "chat.example", UserId("A@b.com"));
    QVERIFY(again);
    QCOMPARE(again->id, made->id);
    QCOMPARE(again->name, "Ada");
    const auto other = accounts.ensure("app", "chat.example", UserId("a@b.com"));
    QVERIFY(!other);
    QCOMPARE(other.error().code, "user_id_conflict");
    // Quotes in an id are an id.
    QVERIFY(accounts.ensure("app", "chat.example", UserId("x'); DROP TABLE accounts;--")));
    QCOMPARE(countOf(database, "accounts"), 2);
}

QTEST_GUILESS_MAIN(GatewayDatabaseTest)
#include "tst_gateway_database.moc"
