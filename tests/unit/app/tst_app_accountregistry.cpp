// SPDX-License-Identifier: Apache-2.0
#include "AccountRegistry.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Natter;
using App::AccountRegistry;
using App::KnownAccount;

namespace {

KnownAccount accountOf(const QString& site, const QString& user)
{
    Profile profile;
    profile.siteName = site;
    profile.appId = "natter-demo";
    profile.gateway = QUrl("https://" + site + "/gateway/");
    profile.backend = QUrl("https://" + site + "/");
    profile.methods = {LoginMethod::Passcode};
    profile.engineWebSocket = QUrl("wss://" + site + "/ws");
    profile.engineDomain = site;
    return {site, profile, UserId(user)};
}

bool holds(const QString& folder, const QByteArray& text)
{
    QFile file(folder + "/accounts.json");
    return file.open(QIODevice::ReadOnly) && file.readAll().contains(text);
}

bool put(const QString& folder, const QByteArray& content)
{
    QFile file(folder + "/accounts.json");
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

class tst_app_accountregistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remembersAcrossStarts()
    {
        QTemporaryDir folder;
        {
            AccountRegistry registry(folder.path());
            QVERIFY(!registry.latest({}));
            registry.remember(accountOf("a.example", "1"));
            registry.remember(accountOf("b.example", "2"));
        }
        QVERIFY(QTest::qWaitFor([&] { return holds(folder.path(), "b.example"); }, 30'000));
        AccountRegistry registry(folder.path());
        QCOMPARE(registry.latest({})->user, UserId("2"));
        QCOMPARE(registry.latest("a.example")->user, UserId("1"));
        QCOMPARE(registry.latest("a.example")->profile, accountOf("a.example", "1").profile);
        QVERIFY(!registry.latest("c.example"));
    }

    void oneSitesLargeProfileCostsNoOther()
    {
        QTemporaryDir folder;
        {
            AccountRegistry registry(folder.path());
            registry.remember(accountOf("a.example", "1"));
            for (const QString user : {"2", "3", "4", "5", "6", "7", "8"}) {
                KnownAccount large = accountOf("b.example", user);
                large.profile.backend.setPath("/" + QString(200'000, 'x'));
                registry.remember(large);
            }
        }
        QVERIFY(QTest::qWaitFor([&] { return holds(folder.path(), "\"8\""); }, 30'000));
        AccountRegistry registry(folder.path());
        QVERIFY(!registry.readError());
        QCOMPARE(registry.accounts().size(), 8);
    }

    void keepsItsOrderWhateverIsUsed()
    {
        QTemporaryDir folder;
        AccountRegistry registry(folder.path());
        for (const char* user : {"1", "2", "3"})
            registry.remember(accountOf("a.example", user));
        registry.markUsed(accountOf("a.example", "1"));
        registry.markUsed(accountOf("a.example", "9"));
        QCOMPARE(registry.latest({})->user, UserId("1"));
        // A fresh profile is no use.
        KnownAccount fresh = accountOf("a.example", "2");
        fresh.profile.siteName = "Another name";
        registry.remember(fresh);
        QCOMPARE(registry.latest({})->user, UserId("1"));
        QCOMPARE(registry.accounts().size(), 3);
        QCOMPARE(registry.accounts().at(1).profile.siteName, "Another name");
        QVERIFY(QTest::qWaitFor([&] { return holds(folder.path(), "Another name"); }, 30'000));
        const AccountRegistry again(folder.path());
        QCOMPARE(again.latest({})->user, UserId("1"));
        QStringList users;
        for (const KnownAccount& account : again.accounts())
            users += account.user.toString();
        QCOMPARE(users, QStringList({"1", "2", "3"}));
    }

    void forgets()
    {
        QTemporaryDir folder;
        AccountRegistry registry(folder.path());
        const KnownAccount account = accountOf("a.example", "1");
        registry.remember(account);
        QVERIFY(QDir().mkpath(registry.folderOf(account) + "/avatars"));
        registry.forget(account);
        QVERIFY2(registry.latest({}), "one that does not leave stays");
        registry.markLeaving(account, false);
        QVERIFY(!registry.latest({}));
        registry.forget(account);
        QVERIFY(QTest::qWaitFor([&] { return holds(folder.path(), "\"accounts\": [\n    ]"); }, 30'000));
    }

    void accountsHaveFoldersOfTheirOwn()
    {
        QTemporaryDir folder;
        const AccountRegistry registry(folder.path());
        QVERIFY(
            registry.folderOf(accountOf("a.example", "1")) != registry.folderOf(accountOf("a.example", "2")));
        QVERIFY(
            registry.folderOf(accountOf("a.example", "1")) != registry.folderOf(accountOf("b.example", "1")));
        QVERIFY(
            registry.folderOf(accountOf("a.example", "../../x")).startsWith(folder.path() + "/accounts/"));
    }

    void goesOnLeavingAfterAnEndInTheMiddle()
    {
        QTemporaryDir folder;
        const KnownAccount account = accountOf("a.example", "1");
        {
            AccountRegistry registry(folder.path());
            registry.remember(account);
            registry.remember(accountOf("a.example", "2"));
            QVERIFY(QDir().mkpath(registry.folderOf(account)));
            registry.markLeaving(account, true);
            QVERIFY(QTest::qWaitFor([&] { return holds(folder.path(), "leaving"); }, 30'000));
        }
        {
            AccountRegistry registry(folder.path());
            QCOMPARE(registry.accounts().size(), 1);
            QCOMPARE(registry.leaving().size(), 1);
            QVERIFY(registry.leaving().first().account.isSame(account));
            QVERIFY(registry.leaving().first().everywhere);
            registry.forget(account);
            QVERIFY(QTest::qWaitFor([&] { return registry.leaving().isEmpty(); }, 30'000));
            QVERIFY(!QDir(registry.folderOf(account)).exists());
            QVERIFY(QTest::qWaitFor([&] { return !holds(folder.path(), "leaving"); }, 30'000));
        }
        const AccountRegistry registry(folder.path());
        QCOMPARE(registry.accounts().size(), 1);
        QVERIFY(registry.leaving().isEmpty());
    }

    void staysWhenSignedInAgainMeanwhile()
    {
        QTemporaryDir folder;
        AccountRegistry registry(folder.path());
        const KnownAccount account = accountOf("a.example", "1");
        registry.remember(account);
        QVERIFY(QDir().mkpath(registry.folderOf(account)));
        registry.markLeaving(account, false);
        registry.remember(account);
        registry.forget(account);
        QTest::qWait(50);
        QCOMPARE(registry.accounts().size(), 1);
        QVERIFY(registry.leaving().isEmpty());
        QVERIFY(QDir(registry.folderOf(account)).exists());
    }

    void goesBeforeTheAnswer()
    {
        QTemporaryDir folder;
        auto registry = std::make_unique<AccountRegistry>(folder.path());
        registry->remember(accountOf("a.example", "1"));
        registry->markLeaving(accountOf("a.example", "1"), false);
        registry->forget(accountOf("a.example", "1"));
        registry.reset();
        QTest::qWait(50);
        QCOMPARE(AccountRegistry(folder.path()).leaving().size(), 1);
    }

    void findsASiteByItsKey()
    {
        QTemporaryDir folder;
        AccountRegistry registry(folder.path());
        registry.remember(accountOf("a.example", "1"));
        KnownAccount spelled = accountOf("a.example", "2");
        spelled.site = "https://A.example/";
        registry.remember(spelled);
        QCOMPARE(registry.latest("a.example")->user, UserId("1"));
        QCOMPARE(registry.latestOf(spelled.profile.siteKey())->user, UserId("2"));
        QVERIFY(!registry.latestOf(accountOf("b.example", "1").profile.siteKey()));
    }

    void keepsEntriesThatItCannotRead()
    {
        QTemporaryDir folder;
        QVERIFY(put(folder.path(), "{\"accounts\": [7, {\"user_id\": \"1\"}, {\"user_id\": \"of-tomorrow\", "
                                   "\"profile\": {\"gateway\": \"http://evil.example/\"}}]}"));
        {
            AccountRegistry registry(folder.path());
            QVERIFY(registry.accounts().isEmpty());
            QVERIFY(!registry.readError());
            registry.remember(accountOf("a.example", "1"));
            QVERIFY(QTest::qWaitFor([&] { return holds(folder.path(), "a.example"); }, 30'000));
        }
        QVERIFY(holds(folder.path(), "of-tomorrow"));
        QVERIFY(holds(folder.path(), "evil.example"));
        QCOMPARE(AccountRegistry(folder.path()).accounts().size(), 1);
    }

    void movesAnUnreadableFileAside_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("cut off") << QByteArray("{\"accounts\": [{\"user_id\": \"1\"");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no list") << QByteArray("{\"accounts\": 7}");
        QTest::newRow("oversize") << QByteArray("{\"accounts\": [\"") + QByteArray(16'777'216, 'x') + "\"]}";
    }
    void movesAnUnreadableFileAside()
    {
        QFETCH(QByteArray, content);
        QTemporaryDir folder;
        const QString aside = folder.filePath("accounts.json.unreadable");
        for (const QString& expected : {aside, aside + "2"}) {
            QVERIFY(put(folder.path(), content));
            AccountRegistry registry(folder.path());
            QVERIFY(registry.accounts().isEmpty());
            QVERIFY(registry.readError());
            QCOMPARE(registry.readError()->code, "accounts_unreadable");
            registry.remember(accountOf("a.example", "1"));
            QVERIFY(QTest::qWaitFor([&] { return holds(folder.path(), "a.example"); }, 30'000));
            QFile kept(expected);
            QVERIFY(kept.open(QIODevice::ReadOnly));
            QCOMPARE(kept.readAll(), content);
        }
    }

    void movesEvenAFolderAside()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath("accounts.json/inside"));
        AccountRegistry registry(folder.path());
        QVERIFY(registry.readError());
        QVERIFY(QDir(folder.filePath("accounts.json.unreadable/inside")).exists());
    }

    void tellsWhenTheDiskRefuses()
    {
        QTemporaryDir folder;
        AccountRegistry registry(folder.path() + "/not/there");
        QSignalSpy failed(&registry, &AccountRegistry::writeFailed);
        registry.remember(accountOf("a.example", "1"));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().value<Error>().code, "accounts_unwritable");
    }
};

QTEST_GUILESS_MAIN(tst_app_accountregistry)
#include "tst_app_accountregistry.moc"
