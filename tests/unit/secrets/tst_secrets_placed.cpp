// SPDX-License-Identifier: Apache-2.0
#include "secrets/KeychainIdentity.h"
#include "secrets/PlacedSecretStore.h"
#include "support/Await.h"
#include "support/FakeSecretStore.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Natter;
using namespace Natter::Secrets;
using namespace Natter::Test;

/// Two desktops with a keychain each, and one person who goes from one to the other.
class TestSecretsPlaced : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_here = QStringLiteral("secret_service");
    }

    void anotherDesktopIsNoLogout()
    {
        FakeSecretStore gnome;
        FakeSecretStore kde;
        {
            PlacedSecretStore store(gnome, file(), identify());
            QVERIFY(await(store.write("key", Secret("in GNOME"))));
            QTRY_VERIFY(QFile::exists(file()));
        }
        m_here = QStringLiteral("kwallet");
        {
            PlacedSecretStore store(kde, file(), identify());
            const Error error = await(store.read("key")).error();
            QCOMPARE(error.kind, ErrorKind::KeychainElsewhere);
            QCOMPARE(error.code, QStringLiteral("secret_service"));
            QCOMPARE(await(store.read("never written")).error().kind, ErrorKind::SecretAbsent);
            kde.failure = Error{ErrorKind::KeychainBroken, Retry::later(), {}, {}};
            QCOMPARE(await(store.read("key")).error().kind, ErrorKind::KeychainElsewhere);
            kde.failure = Error{ErrorKind::KeychainLocked, Retry::later(), {}, {}};
            QCOMPARE(await(store.read("key")).error().kind, ErrorKind::KeychainLocked);
            kde.failure.reset();
        }
        m_here = QStringLiteral("secret_service");
        PlacedSecretStore store(gnome, file(), identify());
        QCOMPARE(await(store.read("key"))->reveal(), QByteArray("in GNOME"));
    }

    void signingInAgainMovesIt()
    {
        FakeSecretStore gnome;
        FakeSecretStore kde;
        {
            PlacedSecretStore store(gnome, file(), identify());
            QVERIFY(await(store.write("key", Secret("old"))));
            QTRY_VERIFY(QFile::exists(file()));
        }
        m_here = QStringLiteral("kwallet");
        PlacedSecretStore store(kde, file(), identify());
        QVERIFY(await(store.write("key", Secret("new"))));
        QCOMPARE(await(store.read("key"))->reveal(), QByteArray("new"));
        QTRY_VERIFY(contents().contains("kwallet"));
        kde.entries.clear();
        QCOMPARE(await(store.read("key")).error().kind, ErrorKind::SecretAbsent);
    }

    void removedIsForgottenAndNothingSecretIsWritten()
    {
        FakeSecretStore keychain;
        PlacedSecretStore store(keychain, file(), identify());
        QVERIFY(await(store.write("natter/site/2", Secret("hush"))));
        QTRY_VERIFY(contents().contains("natter/site/2"));
        QVERIFY(!contents().contains("hush"));
        QVERIFY(await(store.remove("natter/site/2")));
        QTRY_VERIFY(!contents().contains("natter/site/2"));
        m_here = QStringLiteral("kwallet");
        QCOMPARE(await(store.read("natter/site/2")).error().kind, ErrorKind::SecretAbsent);
    }

    void aFailedWriteChangesNothing()
    {
        FakeSecretStore keychain;
        PlacedSecretStore store(keychain, file(), identify());
        keychain.failure = Error{ErrorKind::KeychainLocked, Retry::later(), {}, {}};
        QCOMPARE(await(store.write("key", Secret("x"))).error().kind, ErrorKind::KeychainLocked);
        keychain.failure.reset();
        m_here = QStringLiteral("kwallet");
        QCOMPARE(await(store.read("key")).error().kind, ErrorKind::SecretAbsent);
    }

    void unreadableFilesAreNone_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("<html>");
        QTest::newRow("a list") << QByteArray("[\"key\"]");
        QTest::newRow("wrong type") << QByteArray("{\"key\":[\"kwallet\"]}");
        QTest::newRow("oversize") << "{\"key\":\"kwallet\",\"x\":\"" + QByteArray(2000000, 'x') + "\"}";
    }
    void unreadableFilesAreNone()
    {
        QFETCH(QByteArray, json);
        QFile out(file());
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(json);
        out.close();
        FakeSecretStore keychain;
        PlacedSecretStore store(keychain, file(), identify());
        QCOMPARE(await(store.read("key")).error().kind, ErrorKind::SecretAbsent);
    }

    void receiverOrStoreDeletedBeforeTheAnswer()
    {
        FakeSecretStore keychain;
        auto store = std::make_unique<PlacedSecretStore>(keychain, file(), identify());
        bool wasCalled = false;
        auto receiver = std::make_unique<QObject>();
        const auto never = [&wasCalled](const auto&) {
            wasCalled = true;
        };
        onDone(store->write("key", Secret("x")), receiver.get(), never);
        onDone(store->read("key"), receiver.get(), never);
        onDone(store->remove("key"), receiver.get(), never);
        receiver.reset();
        const auto orphan = store->read("key");
        store.reset();
        QCOMPARE(await(orphan).error(), Error::cancelled());
        QVERIFY(!wasCalled);
    }

    void desktopsWithoutKdeUseTheSecretService_data()
    {
        QTest::addColumn<QByteArray>("desktop");
        for (const char* desktop : {"GNOME", "Unity", "XFCE", "sway", ""})
            QTest::newRow(*desktop ? desktop : "none") << QByteArray(desktop);
    }
    void desktopsWithoutKdeUseTheSecretService()
    {
        QFETCH(QByteArray, desktop);
        qputenv("XDG_CURRENT_DESKTOP", desktop);
        QCOMPARE(*await(identifyKeychain()), QStringLiteral("secret_service"));
    }

private:
    QString file() const { return m_folder->filePath("keychains.json"); }
    QByteArray contents() const
    {
        QFile in(file());
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    PlacedSecretStore::Identify identify() const
    {
        return [this] {
            return resolved<QString>(m_here);
        };
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_here;
};

QTEST_GUILESS_MAIN(TestSecretsPlaced)
#include "tst_secrets_placed.moc"
