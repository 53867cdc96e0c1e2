// SPDX-License-Identifier: Apache-2.0
#include "secrets/KeychainIdentity.h"
#include "secrets/KeychainProbe.h"
#include "secrets/KeychainSecretStore.h"
#include "secrets/KeyringLock.h"
#include "secrets/PlacedSecretStore.h"
#include "support/Await.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Natter;
using namespace Natter::Secrets;
using namespace Natter::Test;
using namespace std::chrono_literals;

/// A session without a bus, or with the address of one that is gone: everything ends soon, and no secret
/// counts as absent.
class TestSecretsKeyringNoBus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_sinceStart.start(); }
    void cleanup()
    {
        QVERIFY2(m_sinceStart.elapsed() < 10'000, qPrintable(QString::number(m_sinceStart.elapsed())));
        qunsetenv("KDE_SESSION_VERSION");
        qputenv("XDG_CURRENT_DESKTOP", "GNOME");
    }

    void theKeychainIsBroken()
    {
        KeychainSecretStore store(QStringLiteral("natter-test"));
        QCOMPARE(await(store.read("key")).error().kind, ErrorKind::KeychainBroken);
        QCOMPARE(await(store.write("key", Secret("value"))).error().kind, ErrorKind::KeychainBroken);
        QCOMPARE(await(store.remove("key")).error().kind, ErrorKind::KeychainBroken);
    }

    void nobodySaysThatItIsOpen()
    {
        const Error error = await(checkKeyringOpen(1min)).error();
        QCOMPARE(error.kind, ErrorKind::KeychainBroken);
        QCOMPARE(error.code, QStringLiteral("no_bus"));
    }

    void theProbeFindsNone()
    {
        KeychainProbe probe;
        const auto state = await(probe.ask(1min));
        QVERIFY(state);
        QCOMPARE(state->condition, KeychainState::Condition::Absent);
    }

    void aSecretInAWalletIsElsewhere()
    {
        qputenv("XDG_CURRENT_DESKTOP", "KDE");
        qputenv("KDE_SESSION_VERSION", "5");
        const QTemporaryDir folder;
        const QString places = folder.filePath("keychains.json");
        QFile file(places);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(R"({"key":"kwallet"})") > 0);
        file.close();
        KeychainSecretStore keychain(QStringLiteral("natter-test"));
        PlacedSecretStore store(keychain, places, [] { return identifyKeychain(1min); });
        const Error error = await(store.read("key")).error();
        QCOMPARE(error.kind, ErrorKind::KeychainElsewhere);
        QCOMPARE(error.code, QStringLiteral("kwallet"));
        QCOMPARE(await(store.read("other")).error().kind, ErrorKind::KeychainBroken);
    }

private:
    QElapsedTimer m_sinceStart;
};

QTEST_GUILESS_MAIN(TestSecretsKeyringNoBus)
#include "tst_secrets_keyring_nobus.moc"
