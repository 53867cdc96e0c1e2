// SPDX-License-Identifier: Apache-2.0
#include "core/ReleaseCheck.h"
#include "support/ReleaseSigning.h"

#include <QJsonObject>
#include <QTest>

#include <memory>

using namespace Natter;
using Core::ReleaseCheck;

/// Which announced releases a person hears of, signed as packaging/README.md says.
class ReleaseCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_signing = std::make_unique<Test::ReleaseSigning>(QStringLiteral(NATTER_PACKAGING_README));
        QCOMPARE(QByteArray::fromBase64(m_signing->publicKey()).size(), 32);
        m_release = m_signing->sign(Brand, "1.4.0", "https://get.example/?a=1&b=%20",
            QString::fromUtf8("Größer & 100 % schneller \\n"));
        QCOMPARE(m_release.signature.size(), 64);
        QVERIFY(parseRelease(releaseObject(m_release)).isOk());
    }

    void takesWhatIsSignedAndNewer()
    {
        const ReleaseCheck check(m_signing->publicKey(), Brand, "1.3.9");
        QVERIFY(check.accepts(m_release));
        const Release withoutNotes = m_signing->sign(Brand, "2.0.0", "https://get.example/", {});
        QVERIFY(check.accepts(withoutNotes));
    }

    void isSilentWithoutAKey()
    {
        QTest::failOnWarning(QRegularExpression(".*"));
        QVERIFY(!ReleaseCheck({}, Brand, "0.1.0").accepts(m_release));
    }

    void passesOverWhatIsNotNewer_data()
    {
        QTest::addColumn<QString>("own");
        QTest::newRow("the same") << "1.4.0";
        QTest::newRow("newer") << "1.4.1";
        QTest::newRow("newer by number") << "1.10.0";
    }
    void passesOverWhatIsNotNewer()
    {
        QFETCH(QString, own);
        QVERIFY(!ReleaseCheck(m_signing->publicKey(), Brand, own).accepts(m_release));
    }

    void passesOverWhatIsForged_data()
    {
        QTest::addColumn<Release>("release");
        const auto row = [this](const char* name, auto change) {
            Release release = m_release;
            change(release);
            QTest::newRow(name) << release;
        };
        row("version", [](Release& release) { release.version = "1.4.1"; });
        row("host", [](Release& release) { release.url.setHost("evil.example"); });
        row("path", [](Release& release) { release.url.setPath("/evil"); });
        row("query", [](Release& release) { release.url.setQuery("a=2"); });
        row("notes", [](Release& release) { release.notes = "Call 0900 123"; });
        row("no notes", [](Release& release) { release.notes.clear(); });
        row("signature", [](Release& release) { release.signature[0] = char(release.signature.at(0) ^ 1); });
        row("signature of zeros", [](Release& release) { release.signature.fill('\0'); });
        row("no signature", [](Release& release) { release.signature.clear(); });
        // What stands in one line may not move into the next one.
        row("shifted", [](Release& release) {
            release.notes = QString::fromLatin1(release.url.toEncoded()) + '\n' + release.notes;
            release.url.clear();
        });
    }
    void passesOverWhatIsForged()
    {
        QFETCH(Release, release);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("signature is wrong"));
        QVERIFY(!ReleaseCheck(m_signing->publicKey(), Brand, "0.1.0").accepts(release));
    }

    void belongsToItsBrandAndKey()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("signature is wrong"));
        QVERIFY(!ReleaseCheck(m_signing->publicKey(), "com.acme.Chat", "0.1.0").accepts(m_release));
        const Test::ReleaseSigning stranger(QStringLiteral(NATTER_PACKAGING_README));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("signature is wrong"));
        QVERIFY(!ReleaseCheck(stranger.publicKey(), Brand, "0.1.0").accepts(m_release));
    }

    void takesNothingByABrokenKey_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("short") << QByteArray("AAAA");
        QTest::newRow("whole DER") << "MCowBQYDK2VwAyEA" + m_signing->publicKey();
        QTest::newRow("zeros") << QByteArray(32, '\0').toBase64();
    }
    void takesNothingByABrokenKey()
    {
        QFETCH(QByteArray, key);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("signature is wrong"));
        QVERIFY(!ReleaseCheck(key, Brand, "0.1.0").accepts(m_release));
    }

private:
    inline static const QString Brand = QStringLiteral("org.natter.Natter");

    std::unique_ptr<Test::ReleaseSigning> m_signing;
    Release m_release;
};

QTEST_GUILESS_MAIN(ReleaseCheckTest)
#include "tst_core_releasecheck.moc"
