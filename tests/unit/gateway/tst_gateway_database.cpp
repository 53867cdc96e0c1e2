// SPDX-License-Identifier: Apache-2.0
#include "gateway/AccountRepository.h"
#include "gateway/Database.h"
#include "gateway/Migrations.h"
#include "gateway/OpaqueTokenRepository.h"
#include "gateway/OtpRepository.h"
#include "gateway/SessionRepository.h"
#include "gateway/SpentRepository.h"
#include "gateway/Tokens.h"
#include "support/FakeClock.h"
#include "support/PostgresProcess.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

using namespace Natter;
using namespace Natter::Gateway;

namespace {

int countOf(Database& database, const QString& table)
{
    auto rows = database.run("SELECT COUNT(*) FROM " + table);
    return rows && rows.value().next() ? rows->value(0).toInt() : -1;
}

Result<void> openUpToDate(Database& database)
{
    auto opened = database.open();
    return opened ? database.migrate() : opened;
}

} // namespace

/// The same statements on SQLite and on PostgreSQL: every test runs on both.
class GatewayDatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("isPostgres");
        QTest::newRow("SQLite") << false;
        QTest::newRow("PostgreSQL") << true;
    }
    void migratesOnce();
    void migratesOnceForSeveral();
    void refusesNewerFiles();
    void rollsBack();
    void hasOneWinner();
    void keepsOddTexts();
    void makesEvenCodes();
    void purges();
    void keepsTheNameOfAnAccount();
    void prefersTheConfirmedSpelling();
    void confirmsWhoWasThere();
    void leavesTheAbandonedUndone();

private:
    /// An empty database that several connections can share.
    DatabaseConfig fresh()
    {
        QFETCH_GLOBAL(bool, isPostgres);
        if (isPostgres)
            return m_postgres.makeDatabase();
        DatabaseConfig config;
        config.name = m_folder.filePath(QStringLiteral("gateway%1.sqlite").arg(++m_files));
        return config;
    }

    Test::PostgresProcess m_postgres;
    QTemporaryDir m_folder;
    int m_files = 0;
};

void GatewayDatabaseTest::migratesOnce()
{
    const DatabaseConfig config = fresh();
    for (int i = 0; i < 2; ++i) {
        Database database(config);
        QVERIFY(openUpToDate(database));
        QCOMPARE(countOf(database, "schema_steps"), int(migrations().size()));
        QCOMPARE(countOf(database, "accounts"), 0);
    }
}

void GatewayDatabaseTest::migratesOnceForSeveral()
{
    const DatabaseConfig config = fresh();
    std::vector<std::thread> gateways;
    std::atomic_int good = 0;
    for (int i = 0; i < 6; ++i) {
        gateways.emplace_back([&config, &good] {
            Database database(config);
            good += openUpToDate(database).isOk() ? 1 : 0;
        });
    }
    for (std::thread& gateway : gateways)
        gateway.join();
    QCOMPARE(good.load(), 6);
    Database database(config);
    QVERIFY(openUpToDate(database));
    QCOMPARE(countOf(database, "schema_steps"), int(migrations().size()));
}

void GatewayDatabaseTest::refusesNewerFiles()
{
    const DatabaseConfig config = fresh();
    {
        Database database(config);
        QVERIFY(openUpToDate(database));
        QVERIFY(database.run("INSERT INTO schema_steps (step) VALUES (1000)"));
    }
    Database database(config);
    const auto opened = openUpToDate(database);
    QVERIFY(!opened);
    QVERIFY(opened.error().detail.contains("newer version"));
}

void GatewayDatabaseTest::rollsBack()
{
    Test::FakeClock clock;
    Database database(fresh());
    QVERIFY(openUpToDate(database));
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

void GatewayDatabaseTest::hasOneWinner()
{
    // Several gateways on one database: a nonce has one winner, a refresh one successor.
    constexpr int Gateways = 8;
    const DatabaseConfig config = fresh();
    Test::FakeClock clock;
    Database first(config);
    QVERIFY(openUpToDate(first));
    const qint64 end = clock.now().toSecsSinceEpoch() + 60;
    const auto account = AccountRepository(first, clock).ensure("app", "chat.example", UserId("2"));
    QVERIFY(account);
    const Secret key("key");
    const auto code = OtpRepository(first, clock, key).issue("app", "18005551234", {.tries = 10});
    const auto opaque =
        OpaqueTokenRepository(first, clock).issue("app", UserId("2"), {}, std::chrono::seconds(60));
    QVERIFY(code && opaque);
    SessionRepository sessions(first, clock, key, std::chrono::hours(1));
    const auto session = sessions.begin(account->id);
    const auto other = sessions.begin(account->id);
    QVERIFY(session && other);

    struct Outcome
    {
        QString spent;
        QString code;
        QString opaque;
        QString refresh;
        QByteArray repeated;
        QString account;
    };
    std::vector<Outcome> outcomes(Gateways);
    std::vector<std::thread> gateways;
    std::atomic_int ready = 0;
    for (Outcome& outcome : outcomes) {
        gateways.emplace_back([&] {
            Database database(config);
            const bool isOpen = database.open().isOk();
            ++ready;
            while (ready < Gateways)
                std::this_thread::yield();
            if (!isOpen)
                return;
            const auto codeOf = [](const auto& result) {
                return result ? "won" : result.error().code;
            };
            const auto spent = SpentRepository(database, clock).spend("hash", end);
            outcome.spent = spent ? (*spent ? "won" : "late") : spent.error().code;
            outcome.code = codeOf(OtpRepository(database, clock, key).check("app", "18005551234", *code));
            outcome.opaque =
                codeOf(OpaqueTokenRepository(database, clock).redeem("app", fingerprint(*opaque)));
            SessionRepository rows(database, clock, key, std::chrono::hours(1));
            const auto same = rows.rotate(other->refreshToken, "request");
            outcome.repeated = same ? same->refreshToken.reveal() : same.error().code.toLatin1();
            outcome.account = codeOf(
                AccountRepository(database, clock).confirm("app", "chat.example", UserId("new"), "New"));
            outcome.refresh = codeOf(rows.rotate(session->refreshToken, {}));
        });
    }
    for (std::thread& gateway : gateways)
        gateway.join();
    const auto count = [&outcomes](auto member, const auto& value) {
        return std::count_if(outcomes.begin(), outcomes.end(),
            [&](const Outcome& outcome) { return outcome.*member == value; });
    };
    QCOMPARE(count(&Outcome::spent, QString("won")), 1);
    QCOMPARE(count(&Outcome::spent, QString("late")), Gateways - 1);
    QCOMPARE(count(&Outcome::code, QString("won")), 1);
    QCOMPARE(count(&Outcome::code, QString("otp_refused")), Gateways - 1);
    QCOMPARE(count(&Outcome::opaque, QString("won")), 1);
    QCOMPARE(count(&Outcome::opaque, QString("token_used")), Gateways - 1);
    QCOMPARE(count(&Outcome::account, QString("won")), Gateways);
    QCOMPARE(count(&Outcome::repeated, outcomes.front().repeated), Gateways);
    QVERIFY(!outcomes.front().repeated.startsWith("refresh_"));
    QCOMPARE(count(&Outcome::refresh, QString("won")), 1);
    QCOMPARE(count(&Outcome::refresh, QString("refresh_reused")) +
                 count(&Outcome::refresh, QString("refresh_revoked")),
        Gateways - 1);
}

void GatewayDatabaseTest::keepsOddTexts()
{
    Test::FakeClock clock;
    Database database(fresh());
    QVERIFY(openUpToDate(database));
    AccountRepository accounts(database, clock);
    int number = 0;
    for (const QString& odd :
        {QStringLiteral("O'Hara \\' OR 1=1 --"), QString::fromUtf8("\xf0\x9f\x98\x80 ?"),
            QStringLiteral("$1 :name ? %s"), QString(2000, u'x'), QStringLiteral("\\x41")}) {
        const UserId user(QString::number(++number));
        QVERIFY(accounts.confirm("app", "chat.example", user, odd));
        const auto kept = accounts.byAddress(*Jid::forUser(user, "chat.example"));
        QVERIFY(kept && *kept);
        QCOMPARE((*kept)->name, odd);
    }
}

void GatewayDatabaseTest::makesEvenCodes()
{
    Test::FakeClock clock;
    Database database(fresh());
    QVERIFY(openUpToDate(database));
    OtpRepository codes(database, clock, Secret("key"));
    OtpRepository otherKey(database, clock, Secret("other key"));
    QSet<QByteArray> seen;
    QSet<char> firstDigits;
    int same = 0;
    for (int i = 0; i < 200; ++i) {
        const QString address = QString::number(i);
        const auto code = codes.issue("app", address, {});
        QVERIFY(code);
        QCOMPARE(code->size(), 6);
        seen.insert(code->reveal());
        firstDigits.insert(code->reveal().front());
        const auto other = otherKey.issue("app", address, {}); // the same salt
        QVERIFY(other);
        same += other->reveal() == code->reveal() ? 1 : 0;
    }
    QVERIFY(seen.size() > 190);
    QCOMPARE(firstDigits.size(), 10);
    QVERIFY(same < 5);
}

void GatewayDatabaseTest::purges()
{
    Test::FakeClock clock;
    Database database(fresh());
    QVERIFY(openUpToDate(database));
    SpentRepository spent(database, clock);
    QVERIFY(spent.spend("hash", clock.now().toSecsSinceEpoch() + 600));
    const auto account = AccountRepository(database, clock).ensure("app", "chat.example", UserId("2"));
    QVERIFY(account);
    SessionRepository sessions(database, clock, Secret("key"), std::chrono::hours(1));
    const auto session = sessions.begin(account->id);
    QVERIFY(session && sessions.rotate(session->refreshToken, {}));
    OtpRepository codes(database, clock, Secret("key"));
    OpaqueTokenRepository tokens(database, clock);
    QVERIFY(codes.issue("app", "18005551234", {}));
    QVERIFY(tokens.issue("app", UserId("2"), {}, std::chrono::minutes(10)));

    QVERIFY(spent.purge() && sessions.purge() && codes.purge() && tokens.purge());
    QCOMPARE(countOf(database, "otps"), 1);
    QCOMPARE(countOf(database, "opaque_tokens"), 1);
    QCOMPARE(countOf(database, "spent"), 1);
    QCOMPARE(countOf(database, "refresh_tokens"), 2);
    clock.advance(std::chrono::hours(24 * 8));
    QVERIFY(spent.purge() && sessions.purge() && codes.purge() && tokens.purge());
    QCOMPARE(countOf(database, "otps"), 0);
    QCOMPARE(countOf(database, "opaque_tokens"), 0);
    QCOMPARE(countOf(database, "spent"), 0);
    QCOMPARE(countOf(database, "refresh_tokens"), 0);
    QCOMPARE(countOf(database, "sessions"), 0);
    QCOMPARE(countOf(database, "accounts"), 1);
}

void GatewayDatabaseTest::keepsTheNameOfAnAccount()
{
    Test::FakeClock clock;
    Database database(fresh());
    QVERIFY(openUpToDate(database));
    AccountRepository accounts(database, clock);
    const auto made =
        accounts.confirm("app", "chat.example", UserId("A@b.com"), "Ada", "https://x.example/a.png");
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

void GatewayDatabaseTest::prefersTheConfirmedSpelling()
{
    Test::FakeClock clock;
    Database database(fresh());
    QVERIFY(openUpToDate(database));
    AccountRepository accounts(database, clock);
    const QString app("app");
    const QString domain("chat.example");
    const auto asked = accounts.ensure(app, domain, UserId("BOB"));
    QVERIFY(asked);
    QVERIFY(!asked->isConfirmed);
    QCOMPARE(accounts.ensure(app, domain, UserId("Bob")).error().code, "user_id_conflict");
    // Nor is another app's site heard.
    QCOMPARE(accounts.confirm("other", domain, UserId("bob")).error().code, "user_id_conflict");
    const auto bob = accounts.confirm(app, domain, UserId("bob"), "Bob");
    QVERIFY(bob);
    QCOMPARE(bob->user, UserId("bob"));
    QCOMPARE(bob->address, asked->address);
    QVERIFY(bob->isConfirmed);
    QVERIFY(bob->mustEmpty);
    QVERIFY(accounts.confirm(app, domain, UserId("bob"))->mustEmpty); // until it was done
    QVERIFY(accounts.noteEmptied(bob->id));
    QVERIFY(!accounts.confirm(app, domain, UserId("bob"))->mustEmpty);
    for (const char* late : {"BOB", "Bob"}) {
        QCOMPARE(accounts.confirm(app, domain, UserId(late)).error().code, "user_id_conflict");
        QCOMPARE(accounts.ensure(app, domain, UserId(late)).error().code, "user_id_conflict");
    }
    QCOMPARE(countOf(database, "accounts"), 1);
    // Asked for as the site spells it: nothing is in the way.
    QVERIFY(accounts.ensure(app, domain, UserId("ada")));
    const auto ada = accounts.confirm(app, domain, UserId("ada"));
    QVERIFY(ada && ada->isConfirmed && !ada->mustEmpty);
    // The app's domain was another one.
    QCOMPARE(accounts.confirm(app, "other.example", UserId("ada")).error().code, "user_id_conflict");
    QVERIFY(accounts.ensure(app, "other.example", UserId("ADA")));
    QCOMPARE(accounts.confirm(app, "other.example", UserId("ada")).error().code, "user_id_conflict");
}

void GatewayDatabaseTest::confirmsWhoWasThere()
{
    Test::FakeClock clock;
    Database database(fresh());
    QVERIFY(database.open());
    QVERIFY(database.run("CREATE TABLE schema_steps (step INTEGER PRIMARY KEY)"));
    for (int step = 1; step <= 6; ++step) {
        QVERIFY(migrations().at(step - 1)(database));
        QVERIFY(database.run(QStringLiteral("INSERT INTO schema_steps (step) VALUES (%1)").arg(step)));
    }
    QVERIFY(database.run("INSERT INTO accounts (app_id, user_id, address, name, avatar_url, created_at) "
                         "VALUES ('app', 'BOB', 'bob@chat.example', '', '', 1)"));
    QVERIFY(database.migrate());
    AccountRepository accounts(database, clock);
    QCOMPARE(accounts.confirm("app", "chat.example", UserId("bob")).error().code, "user_id_conflict");
    const auto known = accounts.confirm("app", "chat.example", UserId("BOB"));
    QVERIFY(known && !known->mustEmpty);
}

void GatewayDatabaseTest::leavesTheAbandonedUndone()
{
    Test::FakeClock clock;
    Database database(fresh());
    QVERIFY(openUpToDate(database));
    bool isAbandoned = false;
    database.setAbandoned([&isAbandoned] { return isAbandoned; });
    AccountRepository accounts(database, clock);
    const auto late = database.inTransaction([&]() -> Result<void> {
        const auto made = accounts.ensure("app", "chat.example", UserId("2"));
        isAbandoned = true; // after the last statement, before the commit
        return made ? Result<void>() : Result<void>(made.error());
    });
    QVERIFY(!late);
    QCOMPARE(late.error().code, "database_unavailable");
    QVERIFY(!database.run("SELECT 1"));
    isAbandoned = false;
    QCOMPARE(countOf(database, "accounts"), 0);
}

QTEST_GUILESS_MAIN(GatewayDatabaseTest)
#include "tst_gateway_database.moc"
