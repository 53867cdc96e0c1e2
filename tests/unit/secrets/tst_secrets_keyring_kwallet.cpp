// SPDX-License-Identifier: Apache-2.0
#include "secrets/KeychainIdentity.h"
#include "secrets/KeychainSecretStore.h"
#include "secrets/PartedSecretStore.h"
#include "secrets/PlacedSecretStore.h"
#include "support/Await.h"

#include <QDBusConnection>
#include <QEventLoop>
#include <QFile>
#include <QMap>
#include <QMutex>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace Natter;
using namespace Natter::Secrets;
using namespace Natter::Test;

namespace {

/// As much of KWallet 5 as QtKeychain asks for.
class FakeWallet final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.KWallet")

public:
    QMap<QString, QByteArray> taken()
    {
        const QMutexLocker lock(&m_mutex);
        return m_entries;
    }

public Q_SLOTS:
    QString networkWallet() { return QStringLiteral("kdewallet"); }
    int open(const QString&, qlonglong, const QString&) { return 1; }
    int entryType(int, const QString&, const QString& key, const QString&)
    {
        const QMutexLocker lock(&m_mutex);
        return m_entries.contains(key) ? 2 : 0; // a stream of bytes, or unknown
    }
    QByteArray readEntry(int, const QString&, const QString& key, const QString&)
    {
        const QMutexLocker lock(&m_mutex);
        return m_entries.value(key);
    }
    int writeEntry(int, const QString&, const QString& key, const QByteArray& value, const QString&)
    {
        const QMutexLocker lock(&m_mutex);
        m_entries.insert(key, value);
        return 0;
    }
    int removeEntry(int, const QString&, const QString& key, const QString&)
    {
        const QMutexLocker lock(&m_mutex);
        return m_entries.remove(key) > 0 ? 0 : -3;
    }

private:
    QMutex m_mutex;
    QMap<QString, QByteArray> m_entries;
};

} // namespace

/// A Plasma session: QtKeychain itself chooses KWallet, and so do we when we name it.
class TestSecretsKeyringKWallet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_CURRENT_DESKTOP", "KDE");
        qputenv("KDE_SESSION_VERSION", "5");
        // QtKeychain asks once without an event loop: the wallet lives in a thread of its own.
        m_thread.reset(QThread::create([this] {
            FakeWallet wallet;
            {
                QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, "wallet");
                m_isThere =
                    bus.registerObject("/modules/kwalletd5", &wallet, QDBusConnection::ExportAllSlots) &&
                    bus.registerService("org.kde.kwalletd5");
            }
            m_wallet = &wallet;
            QEventLoop loop;
            connect(this, &TestSecretsKeyringKWallet::over, &loop, &QEventLoop::quit);
            m_isReady = true;
            loop.exec();
            QDBusConnection::disconnectFromBus("wallet");
        }));
        m_thread->start();
        QTRY_VERIFY(m_isReady);
        QVERIFY(m_isThere);
    }
    void cleanupTestCase()
    {
        Q_EMIT over();
        QVERIFY(m_thread->wait(10'000));
    }

    void keepsAndForgetsInTheWallet()
    {
        QCOMPARE(*await(identifyKeychain()), QStringLiteral("kwallet"));
        const QTemporaryDir folder;
        KeychainSecretStore keychain(QStringLiteral("natter-test"));
        PartedSecretStore parts(keychain);
        PlacedSecretStore store(parts, folder.filePath("keychains.json"), [] { return identifyKeychain(); });
        QCOMPARE(await(store.read("key")).error().kind, ErrorKind::SecretAbsent);
        QVERIFY(await(store.write("key", Secret("in the wallet"))));
        QCOMPARE(await(store.read("key"))->reveal(), QByteArray("in the wallet"));
        QCOMPARE(m_wallet.load()->taken().value("key"), QByteArray("in the wallet"));
        const QByteArray longSecret(9000, 'x');
        QVERIFY(await(store.write("key", Secret(longSecret))));
        QCOMPARE(await(store.read("key"))->reveal(), longSecret);
        QVERIFY(await(store.remove("key")));
        QCOMPARE(await(store.read("key")).error().kind, ErrorKind::SecretAbsent);
        QVERIFY(m_wallet.load()->taken().isEmpty());
    }

    void whatTheOtherDesktopKeptIsNamed()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath("keychains.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"key\": \"secret_service\"}");
        file.close();
        KeychainSecretStore keychain(QStringLiteral("natter-test"));
        PlacedSecretStore store(keychain, file.fileName(), [] { return identifyKeychain(); });
        const Error error = await(store.read("key")).error();
        QCOMPARE(error.kind, ErrorKind::KeychainElsewhere);
        QCOMPARE(error.code, QStringLiteral("secret_service"));
    }

Q_SIGNALS:
    void over();

private:
    std::unique_ptr<QThread> m_thread;
    std::atomic<FakeWallet*> m_wallet = nullptr;
    std::atomic_bool m_isThere = false;
    std::atomic_bool m_isReady = false;
};

QTEST_GUILESS_MAIN(TestSecretsKeyringKWallet)
#include "tst_secrets_keyring_kwallet.moc"
