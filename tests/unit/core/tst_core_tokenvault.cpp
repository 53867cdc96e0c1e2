// SPDX-License-Identifier: Apache-2.0
#include "core/TokenVault.h"

#include "support/Await.h"
#include "support/FakeSecretStore.h"

#include <QTest>

using namespace Natter;
using namespace Natter::Core;

namespace {

const QString Site = QStringLiteral("gateway.example/demo");
const UserId Ada(QStringLiteral("P11-A"));
const QString Entry = QStringLiteral("natter/gateway.example/demo/P11-A");

} // namespace

class TokenVaultTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAfterARestart();
    void refusesEntriesThatAreNoTokens_data();
    void refusesEntriesThatAreNoTokens();
    void passesTheKeychainsErrorsOn_data();
    void passesTheKeychainsErrorsOn();
    void outlivesAFailedWrite();
    void remembersWithoutStoring();
    void forgetsWhatIsRemoved();
    void replacesOnlyWhatIsHeld();
    void savesAgainWhatIsNewest();
    void keepsAccountsApart();
    void keepsBrandsApart();
    void makesANewRequestIdEachTime();
    void mayDieBeforeTheKeychainAnswers();
};

void TokenVaultTest::comesBackAfterARestart()
{
    Test::FakeSecretStore store;
    TokenVault first(store);
    const StoredToken token = TokenVault::withNewRequestId(Secret("r\"efresh\n"));
    QVERIFY(Test::await(first.save(Site, Ada, token)).isOk());
    QCOMPARE(store.entries.keys(), QStringList{Entry});

    TokenVault second(store);
    const auto loaded = Test::await(second.load(Site, Ada));
    QVERIFY(loaded.isOk());
    QCOMPARE(loaded->refreshToken.reveal(), QByteArray("r\"efresh\n"));
    QCOMPARE(loaded->requestId, token.requestId);
}

void TokenVaultTest::refusesEntriesThatAreNoTokens_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a bare token") << QByteArray("token");
    QTest::newRow("array") << QByteArray("[1]");
    QTest::newRow("number") << QByteArray(R"({"refresh_token":1,"request_id":"a"})");
    QTest::newRow("no request id") << QByteArray(R"({"refresh_token":"r"})");
    QTest::newRow("empty token") << QByteArray(R"({"refresh_token":"","request_id":"a"})");
    QTest::newRow("truncated") << QByteArray(R"({"refresh_token":"r","request_id")");
    QTest::newRow("deep") << QByteArray(100'000, '[');
}

void TokenVaultTest::refusesEntriesThatAreNoTokens()
{
    QFETCH(QByteArray, entry);
    Test::FakeSecretStore store;
    store.entries.insert(Entry, entry);
    TokenVault vault(store);
    const auto loaded = Test::await(vault.load(Site, Ada));
    QVERIFY(!loaded.isOk());
    QCOMPARE(loaded.error().kind, ErrorKind::SecretAbsent);
    QCOMPARE(loaded.error().code, QStringLiteral("malformed"));
}

void TokenVaultTest::passesTheKeychainsErrorsOn_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("absent") << ErrorKind::SecretAbsent;
    QTest::newRow("locked") << ErrorKind::KeychainLocked;
    QTest::newRow("broken") << ErrorKind::KeychainBroken;
}

void TokenVaultTest::passesTheKeychainsErrorsOn()
{
    QFETCH(ErrorKind, kind);
    Test::FakeSecretStore store;
    store.failure = Error{kind, Retry::never(), {}, {}};
    TokenVault vault(store);
    QCOMPARE(Test::await(vault.load(Site, Ada)).error(), *store.failure);
    QCOMPARE(Test::await(vault.save(Site, Ada, {Secret("r"), QStringLiteral("1")})).error(), *store.failure);
    QCOMPARE(Test::await(vault.replace(Site, Ada, StoredToken{Secret("r"), QStringLiteral("1")}, {})).error(),
        *store.failure);
}

void TokenVaultTest::outlivesAFailedWrite()
{
    Test::FakeSecretStore store;
    store.failure = Error{ErrorKind::KeychainLocked, Retry::now(), {}, {}};
    TokenVault vault(store);
    QVERIFY(!Test::await(vault.save(Site, Ada, {Secret("r2"), QStringLiteral("2")})).isOk());
    const auto loaded = Test::await(vault.load(Site, Ada));
    QVERIFY(loaded.isOk());
    QCOMPARE(loaded->refreshToken.reveal(), QByteArray("r2"));
}

void TokenVaultTest::remembersWithoutStoring()
{
    Test::FakeSecretStore store;
    TokenVault vault(store);
    vault.remember(Site, Ada, {Secret("r"), QStringLiteral("1")});
    QCOMPARE(Test::await(vault.load(Site, Ada))->requestId, QStringLiteral("1"));
    QVERIFY(store.entries.isEmpty());
}

void TokenVaultTest::forgetsWhatIsRemoved()
{
    Test::FakeSecretStore store;
    TokenVault vault(store);
    const StoredToken token{Secret("r"), QStringLiteral("1")};
    QVERIFY(Test::await(vault.save(Site, Ada, token)).isOk());
    QVERIFY(Test::await(vault.replace(Site, Ada, token, {})).isOk());
    QVERIFY(store.entries.isEmpty());
    QCOMPARE(Test::await(vault.load(Site, Ada)).error().kind, ErrorKind::SecretAbsent);
}

void TokenVaultTest::replacesOnlyWhatIsHeld()
{
    Test::FakeSecretStore store;
    TokenVault vault(store);
    const StoredToken first{Secret("first"), QStringLiteral("1")};
    const StoredToken second{Secret("second"), QStringLiteral("2")};
    QVERIFY(Test::await(vault.save(Site, Ada, second)).isOk());
    QVERIFY(Test::await(vault.replace(Site, Ada, first, {})).isOk());
    QVERIFY(Test::await(vault.replace(Site, Ada, {}, first)).isOk());
    QVERIFY(store.entries.value(Entry).contains("second"));
    QVERIFY(Test::await(vault.replace(Site, Ada, second, first)).isOk());
    QVERIFY(store.entries.value(Entry).contains("first"));
    QCOMPARE(Test::await(vault.load(Site, Ada))->requestId, QStringLiteral("1"));

    // After a restart the memory is empty, and only the keychain has it.
    TokenVault restarted(store);
    QVERIFY(Test::await(restarted.replace(Site, Ada, {}, {})).isOk());
    QVERIFY(store.entries.isEmpty());
}

void TokenVaultTest::savesAgainWhatIsNewest()
{
    Test::FakeSecretStore store;
    TokenVault vault(store);
    QVERIFY(Test::await(vault.saveAgain(Site, Ada)).isOk());
    QVERIFY(store.entries.isEmpty());
    store.failure = Error{ErrorKind::KeychainLocked, Retry::now(), {}, {}};
    QVERIFY(!Test::await(vault.save(Site, Ada, {Secret("r2"), QStringLiteral("2")})).isOk());
    QCOMPARE(Test::await(vault.saveAgain(Site, Ada)).error(), *store.failure);
    store.failure.reset();
    QVERIFY(Test::await(vault.saveAgain(Site, Ada)).isOk());
    QVERIFY(store.entries.value(Entry).contains("r2"));
}

void TokenVaultTest::keepsAccountsApart()
{
    Test::FakeSecretStore store;
    TokenVault vault(store);
    QVERIFY(Test::await(vault.save(Site, Ada, {Secret("ada"), QStringLiteral("1")})).isOk());
    QVERIFY(Test::await(vault.save(Site, UserId(QStringLiteral("2")), {Secret("two"), QStringLiteral("2")}))
                .isOk());
    QVERIFY(Test::await(vault.save(QStringLiteral("other/demo"), Ada, {Secret("o"), QStringLiteral("3")}))
                .isOk());
    QCOMPARE(store.entries.size(), 3);
    QCOMPARE(Test::await(vault.load(Site, Ada))->refreshToken.reveal(), QByteArray("ada"));
}

void TokenVaultTest::keepsBrandsApart()
{
    Test::FakeSecretStore store;
    TokenVault natter(store);
    TokenVault acme(store, QStringLiteral("acme-chat"));
    QVERIFY(Test::await(natter.save(Site, Ada, TokenVault::withNewRequestId(Secret("one")))).isOk());
    QVERIFY(!Test::await(acme.load(Site, Ada)).isOk());
    QVERIFY(Test::await(acme.save(Site, Ada, TokenVault::withNewRequestId(Secret("two")))).isOk());
    QCOMPARE(store.entries.size(), 2);
    QCOMPARE(Test::await(TokenVault(store).load(Site, Ada))->refreshToken.reveal(), QByteArray("one"));
}

void TokenVaultTest::makesANewRequestIdEachTime()
{
    const StoredToken a = TokenVault::withNewRequestId(Secret("r"));
    const StoredToken b = TokenVault::withNewRequestId(Secret("r"));
    QVERIFY(a.requestId.size() >= 32);
    QVERIFY(a.requestId != b.requestId);
}

void TokenVaultTest::mayDieBeforeTheKeychainAnswers()
{
    Test::FakeSecretStore store;
    store.isSilent = true;
    auto vault = std::make_unique<TokenVault>(store);
    const Answer<StoredToken> answer = vault->load(Site, Ada);
    vault.reset();
    QCOMPARE(Test::await(answer).error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TokenVaultTest)
#include "tst_core_tokenvault.moc"
