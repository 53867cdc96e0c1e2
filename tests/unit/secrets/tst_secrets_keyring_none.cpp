// SPDX-License-Identifier: Apache-2.0
#include "secrets/KeychainSecretStore.h"
#include "support/Await.h"

using namespace Natter;
using namespace Natter::Test;

/// A session without any keychain.
class TestSecretsKeyringNone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsBroken()
    {
        Secrets::KeychainSecretStore store(QStringLiteral("natter-test"));
        QCOMPARE(await(store.read("key")).error().kind, ErrorKind::KeychainBroken);
        QCOMPARE(await(store.write("key", Secret("value"))).error().kind, ErrorKind::KeychainBroken);
        QCOMPARE(await(store.remove("key")).error().kind, ErrorKind::KeychainBroken);
    }
};

QTEST_GUILESS_MAIN(TestSecretsKeyringNone)
#include "tst_secrets_keyring_none.moc"
