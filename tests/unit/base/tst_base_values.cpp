// SPDX-License-Identifier: Apache-2.0
#include "base/Clock.h"
#include "base/Loopback.h"
#include "base/Result.h"
#include "base/Secret.h"
#include "base/StrongId.h"

#include <QSet>
#include <QTest>

using namespace Natter;

/// The small words that every layer shares.
class TestBaseValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resultHoldsOneSide()
    {
        const Result<QString> good(QStringLiteral("x"));
        QVERIFY(good);
        QCOMPARE(*good, QStringLiteral("x"));
        QCOMPARE(good->size(), 1);
        const Error error{ErrorKind::NotFound, Retry::never(), "gone", "code"};
        const Result<QString> bad(error);
        QVERIFY(!bad);
        QCOMPARE(bad.error(), error);
        QVERIFY(Result<void>());
        const Result<void> none(error);
        QVERIFY(!none);
        QCOMPARE(none.error(), error);
    }

    void resultMovesItsValueOut()
    {
        Result<std::unique_ptr<int>> result(std::make_unique<int>(3));
        const std::unique_ptr<int> value = std::move(result).value();
        QCOMPARE(*value, 3);
    }

    void resultOfAnErrorType()
    {
        // A value that could be mistaken for the other side.
        const Result<QList<Error>> result(QList<Error>{Error::cancelled()});
        QVERIFY(result);
        QCOMPARE(result->size(), 1);
    }

    void everyKindHasItsOwnName()
    {
        QSet<QString> names;
        const int count = int(ErrorKind::Conflict) + 1;
        for (int kind = 0; kind < count; ++kind)
            names.insert(errorKindName(ErrorKind(kind)));
        QCOMPARE(names.size(), count);
        QVERIFY(!names.contains("unknown"));
        QCOMPARE(errorKindName(ErrorKind(count)), QStringLiteral("unknown"));
    }

    void errorsPrintWhatTheyAre()
    {
        QString text;
        QDebug(&text) << Error{ErrorKind::TokenRefused, Retry::never(), "by the gateway", "nonce_expired"};
        QCOMPARE(text.trimmed(), QStringLiteral("Error(token-refused, nonce_expired: by the gateway)"));
    }

    void secretsPrintNothing()
    {
        const Secret secret(QByteArray("s3cret"));
        QString text;
        QDebug(&text) << secret << QList<Secret>{secret};
        QVERIFY2(!text.contains("s3cret"), qPrintable(text));
        QVERIFY(text.contains("<secret>"));
        QCOMPARE(secret.reveal(), QByteArray("s3cret"));
        QCOMPARE(secret.size(), 6);
        QVERIFY(Secret().isEmpty());
    }

    void secretsAreCopiedWhole()
    {
        QByteArray bytes("s3cret");
        std::optional<Secret> first(Secret{bytes});
        Secret second = *first;
        first.reset(); // wipes nothing that others hold
        QCOMPARE(second.reveal(), QByteArray("s3cret"));
        QCOMPARE(bytes, QByteArray("s3cret"));
        Secret third(QByteArray("other"));
        third = second;
        second = Secret();
        QCOMPARE(third.reveal(), QByteArray("s3cret"));
        third = std::move(third); // NOLINT(clang-diagnostic-self-move)
        const Secret literal(QByteArrayLiteral("constant"));
        {
            const Secret copy = literal;
        }
        QCOMPARE(literal.reveal(), QByteArray("constant"));
    }

    void comparesInConstantTime_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<bool>("equal");
        QTest::newRow("same") << QByteArray("abc") << QByteArray("abc") << true;
        QTest::newRow("empty") << QByteArray() << QByteArray("") << true;
        QTest::newRow("first differs") << QByteArray("xbc") << QByteArray("abc") << false;
        QTest::newRow("last differs") << QByteArray("abx") << QByteArray("abc") << false;
        QTest::newRow("prefix") << QByteArray("ab") << QByteArray("abc") << false;
        QTest::newRow("beyond NUL") << QByteArray("a\0b", 3) << QByteArray("a\0c", 3) << false;
        QTest::newRow("high bit") << QByteArray("\x80") << QByteArray("\x00", 1) << false;
        QTest::newRow("differences that cancel") << QByteArray("ab") << QByteArray("ba") << false;
    }

    void comparesInConstantTime()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QTEST(constantTimeEquals(a, b), "equal");
        QTEST(constantTimeEquals(b, a), "equal");
    }

    void idsAreTextOfTheirOwnKind()
    {
        static_assert(!std::is_convertible_v<QString, UserId>);
        static_assert(!std::is_convertible_v<UserId, PeerId>);
        static_assert(!std::is_constructible_v<UserId, PeerId>);
        QVERIFY(UserId("P11-A") != UserId("p11-a"));
        QCOMPARE(UserId("2"), UserId("2"));
        QVERIFY(UserId("10") < UserId("2"));
        QVERIFY(UserId().isEmpty());
        QCOMPARE(QSet<UserId>({UserId("2"), UserId("2"), UserId("3")}).size(), 2);
    }

    void loopback_data()
    {
        QTest::addColumn<bool>("isLoopback");
        for (const char* host :
            {"localhost", "LOCALHOST", "127.0.0.1", "127.255.255.255", "127.1.2.3", "::1"})
            QTest::newRow(host) << true;
        for (const char* host : {"", "127.0.0.1.evil.test", "localhost.evil.test", "evil.localhost.test",
                 "127.0.0", "127.0.0.256", "127.0.0.1.", "127.0.0.0001", "127.0.0.-1", "127.0.0.+1",
                 "127.0.0.1x", "127..0.1", "0x7f.0.0.1", "2130706433", "0.0.0.0", "128.0.0.1", "10.127.0.0.1",
                 "::2", "::ffff:127.0.0.1", "[::1]", "localhost.", "127.0.0.1 ", " localhost"})
            QTest::newRow(qPrintable("not: " + QString(host))) << false;
        QTest::newRow("not: 127.٠.٠.١") << false;
    }

    void loopback()
    {
        QFETCH(bool, isLoopback);
        QString host = QString::fromUtf8(QTest::currentDataTag());
        if (host.startsWith("not: "))
            host.remove(0, 5);
        QCOMPARE(isLoopbackHost(host), isLoopback);
    }

    void clockGoesOn()
    {
        const SystemClock clock;
        const auto before = clock.monotonic();
        QCOMPARE(clock.now().timeSpec(), Qt::UTC);
        QVERIFY(qAbs(clock.now().msecsTo(QDateTime::currentDateTimeUtc())) < 5000);
        QTest::qSleep(5);
        QVERIFY(clock.monotonic() - before >= std::chrono::milliseconds(4));
    }
};

QTEST_GUILESS_MAIN(TestBaseValues)
#include "tst_base_values.moc"
