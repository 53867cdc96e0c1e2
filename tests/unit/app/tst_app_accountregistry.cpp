// SPDX-License-Identifier: Apache-2.0
#include "AccountRegistry.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

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
        QVERIFY(QTest::qWaitFor([&] { return holds(folder.path(), "b.example"); }));
        AccountRegistry registry(folder.path());
        QCOMPARE(registry.latest({})->user, UserId("2"));
        QCOMPARE(registry.latest("a.example")->user, UserId("1"));
        QCOMPARE(registry.latest("a.example")->profile, accountOf("a.example", "1").profile);
        QVERIFY(!registry.latest("c.example"));
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
        QVERIFY(QTest::qWaitFor([&] { return holds(folder.path(), "Another name"); }));
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
        registry.remember(accountOf("a.example", "1"));
        registry.forget(accountOf("a.example", "1"));
        QVERIFY(!registry.latest({}));
        QVERIFY(QTest::qWaitFor([&] { return holds(folder.path(), "\"accounts\": [\n    ]"); }));
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

    void survivesRubbish()
    {
        QTemporaryDir folder;
        QFile file(folder.path() + "/accounts.json");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("{\"accounts\": [7, {\"user_id\": \"1\"}, {\"user_id\": \"1\", \"profile\": "
                              "{\"gateway\": \"http://evil.example/\"}}]}"));
        file.close();
        const AccountRegistry registry(folder.path());
        QVERIFY(registry.accounts().isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_app_accountregistry)
#include "tst_app_accountregistry.moc"
