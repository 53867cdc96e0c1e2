// SPDX-License-Identifier: Apache-2.0
#include "jwt/Ed25519.h"

#include <QTest>

using Natter::Jwt::isSignedByEd25519;

/// Against the vectors of RFC 8032, section 7.1.
class TestJwtEd25519 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownAnswers_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("signature");
        const auto row = [](const char* name, const char* key, const char* message, const char* signature) {
            QTest::newRow(name) << QByteArray::fromHex(key) << QByteArray::fromHex(message)
                                << QByteArray::fromHex(signature);
        };
        row("TEST 1", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d"
            "25bf5f0595bbe24655141438e7a100b");
        row("TEST 2", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "3"
            "87b2eaeb4302aeeb00d291612bb0c00");
        row("TEST 3", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4"
            "a7c15e9716ed28dc027beceea1ec40a");
    }
    void knownAnswers()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, signature);
        QVERIFY(isSignedByEd25519(key, message, signature));
        QVERIFY(!isSignedByEd25519(key, message + 'x', signature));
        for (const qsizetype place : {0, 31, 32, 63}) {
            QByteArray bent = signature;
            bent[place] = char(bent.at(place) ^ 1);
            QVERIFY(!isSignedByEd25519(key, message, bent));
        }
        QByteArray otherKey = key;
        otherKey[5] = char(otherKey.at(5) ^ 1);
        QVERIFY(!isSignedByEd25519(otherKey, message, signature));
    }

    void malformed_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("signature");
        const QByteArray key =
            QByteArray::fromHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        QTest::newRow("nothing") << QByteArray() << QByteArray();
        QTest::newRow("no key") << QByteArray() << QByteArray(64, 'x');
        QTest::newRow("short key") << key.left(31) << QByteArray(64, 'x');
        QTest::newRow("long key") << key + 'x' << QByteArray(64, 'x');
        QTest::newRow("no signature") << key << QByteArray();
        QTest::newRow("short signature") << key << QByteArray(63, 'x');
        QTest::newRow("long signature") << key << QByteArray(65, 'x');
        QTest::newRow("zeros") << QByteArray(32, '\0') << QByteArray(64, '\0');
        QTest::newRow("all ones") << QByteArray(32, '\xff') << QByteArray(64, '\xff');
    }
    void malformed()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, signature);
        QVERIFY(!isSignedByEd25519(key, "message", signature));
    }
};

QTEST_APPLESS_MAIN(TestJwtEd25519)
#include "tst_jwt_ed25519.moc"
