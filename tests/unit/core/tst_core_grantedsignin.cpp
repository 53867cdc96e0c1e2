// SPDX-License-Identifier: Apache-2.0
#include "core/GrantedSignIn.h"

#include "support/Await.h"
#include "support/FakeHttpClient.h"
#include "support/FakeSecretStore.h"

#include <QTest>

using namespace Natter;
using namespace Natter::Core;

namespace {

const UserId Ada{QStringLiteral("6")};
const QString Entry = QStringLiteral("natter/127.0.0.1:9/natter-demo/6");
const QByteArray Before = R"({"refresh_token":"before","request_id":"1"})";

Profile demoProfile()
{
    Profile profile;
    profile.appId = QStringLiteral("natter-demo");
    profile.gateway = QUrl(QStringLiteral("http://127.0.0.1:9/"));
    return profile;
}

struct Fixture
{
    Fixture()
    {
        Identity::Session session;
        session.user.id = Ada;
        session.refreshToken = Secret("refresh");
        granted = std::make_unique<GrantedSignIn>(site, session, Secret("identity"), gateway, vault);
    }
    QByteArray tokenInVault()
    {
        const auto token = Test::await(vault.load(site, Ada));
        return token ? token->refreshToken.reveal() : QByteArray();
    }

    const Profile profile = demoProfile();
    const QString site = profile.siteKey();
    Test::FakeHttpClient http;
    Test::FakeSecretStore store;
    TokenVault vault{store};
    Identity::GatewayClient gateway{http, profile};
    std::unique_ptr<GrantedSignIn> granted;
};

Error locked()
{
    return {ErrorKind::KeychainLocked, Retry::now(), {}, {}};
}

} // namespace

class GrantedSignInTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isKept()
    {
        Fixture f;
        QVERIFY(Test::await(f.granted->keep()).isOk());
        QVERIFY(f.store.entries.value(Entry).contains(R"("refresh")"));
        QCOMPARE(f.http.count(), 0);
    }

    void isKeptOnceTheKeychainWorks_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<bool>("isRead"); // it can, but not be written to
        for (const bool isRead : {false, true}) {
            QTest::addRow("locked %d", int(isRead)) << ErrorKind::KeychainLocked << isRead;
            QTest::addRow("broken %d", int(isRead)) << ErrorKind::KeychainBroken << isRead;
        }
    }
    void isKeptOnceTheKeychainWorks()
    {
        QFETCH(ErrorKind, kind);
        QFETCH(bool, isRead);
        Fixture f;
        (isRead ? f.store.writeFailure : f.store.failure) = Error{kind, Retry::later(), {}, {}};
        for (int i = 0; i < 2; ++i)
            QCOMPARE(Test::await(f.granted->keep()).error().kind, kind);
        QVERIFY(f.store.entries.isEmpty());
        f.store.failure.reset();
        f.store.writeFailure.reset();
        QVERIFY(Test::await(f.granted->keep()).isOk());
        QVERIFY(f.store.entries.value(Entry).contains(R"("refresh")"));
    }

    void isKeptInMemory()
    {
        Fixture f;
        f.store.failure = locked();
        QVERIFY(!Test::await(f.granted->keep()).isOk());
        f.granted->keepInMemory();
        QCOMPARE(f.tokenInVault(), QByteArray("refresh"));
        QVERIFY(f.store.entries.isEmpty());
    }

    void isGivenBack()
    {
        Fixture f;
        QVERIFY(Test::await(f.granted->keep()).isOk());
        f.granted->giveBack();
        QCOMPARE(f.http.count(), 1);
        QVERIFY(f.http.request(0).url.path().endsWith(QStringLiteral("/logout")));
        QVERIFY(f.http.request(0).body.contains("refresh"));
        QCOMPARE(f.tokenInVault(), QByteArray());
        QVERIFY(f.store.entries.isEmpty());
    }

    void givingBackKeepsWhoIsSignedIn_data()
    {
        QTest::addColumn<bool>("isInMemory");
        QTest::addColumn<bool>("isRefused");
        QTest::newRow("in the keychain, while storing") << false << false;
        QTest::newRow("in memory, while storing") << true << false;
        QTest::newRow("in the keychain, not stored") << false << true;
        QTest::newRow("in memory, not stored") << true << true;
    }
    void givingBackKeepsWhoIsSignedIn()
    {
        QFETCH(bool, isInMemory);
        QFETCH(bool, isRefused);
        Fixture f;
        f.store.entries.insert(Entry, Before);
        if (isInMemory)
            f.vault.remember(f.site, Ada, {Secret("before"), QStringLiteral("1")});
        if (isRefused)
            f.store.writeFailure = locked();
        f.store.isSilentAfterWrites = !isRefused;
        auto kept = f.granted->keep();
        if (isRefused) {
            QVERIFY(!Test::await(kept).isOk());
            QVERIFY(!Test::await(f.granted->keep()).isOk());
        } else {
            QTRY_VERIFY(f.store.entries.value(Entry).contains(R"("refresh")"));
        }
        f.store.writeFailure.reset();
        f.store.isSilentAfterWrites = false;
        f.granted->giveBack();
        QTRY_COMPARE(f.store.entries.value(Entry), Before);
        QCOMPARE(f.tokenInVault(), QByteArray("before"));
    }

    /// The session that runs already got its next token meanwhile.
    void givingBackKeepsANewerToken()
    {
        Fixture f;
        f.store.entries.insert(Entry, Before);
        f.store.writeFailure = locked();
        QVERIFY(!Test::await(f.granted->keep()).isOk());
        f.store.writeFailure.reset();
        QVERIFY(Test::await(f.vault.save(f.site, Ada, {Secret("newer"), QStringLiteral("2")})).isOk());
        f.granted->giveBack();
        QTest::qWait(20);
        QVERIFY(f.store.entries.value(Entry).contains("newer"));
    }

    void deletedBeforeTheAnswer()
    {
        Fixture f;
        f.store.entries.insert(Entry, Before);
        const auto kept = f.granted->keep();
        f.granted.reset();
        QCOMPARE(Test::await(kept).error().kind, ErrorKind::Cancelled);
        QCOMPARE(f.store.entries.value(Entry), Before);
    }
};

QTEST_GUILESS_MAIN(GrantedSignInTest)
#include "tst_core_grantedsignin.moc"
