// SPDX-License-Identifier: Apache-2.0
#include "secrets/KeychainSecretStore.h"
#include "support/Await.h"

using namespace Natter;
using namespace Natter::Test;

/// A keyring that was locked from the start, with nobody to open it.
class TestSecretsKeyringLocked : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsLocked()
    {
        Secrets::KeychainSecretStore store(QStringLiteral("natter-test"));
        QCOMPARE(await(store.read("key")).error().kind, ErrorKind::KeychainLocked);
        QCOMPARE(await(store.write("key", Secret("value"))).error().kind, ErrorKind::KeychainLocked);
        QCOMPARE(await(store.remove("key")).error().kind, ErrorKind::KeychainLocked);
    }
};

QTEST_GUILESS_MAIN(TestSecretsKeyringLocked)
#include "tst_secrets_keyring_locked.moc"
