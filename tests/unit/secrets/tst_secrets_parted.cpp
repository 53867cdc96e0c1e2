// SPDX-License-Identifier: Apache-2.0
#include "secrets/PartedSecretStore.h"
#include "support/Await.h"
#include "support/FakeSecretStore.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Natter;
using namespace Natter::Secrets;
using namespace Natter::Test;

namespace {

QByteArray bytesOf(qsizetype size, char fill)
{
    return QByteArray(size, fill);
}

/// A keychain as small as Windows' whose owner may die: after `lifetime` changes nothing answers any more.
class SmallStore final : public SecretStore
{
public:
    FakeSecretStore inner;
    int lifetime = -1; ///< -1: for ever
    int changes = 0;
    std::optional<Error> failure; ///< of every change while set

    Answer<Secret> read(const QString& key) override { return inner.read(key); }
    Answer<void> write(const QString& key, const Secret& secret) override
    {
        if (!mayChange())
            return m_never.emplace_back().answer();
        if (failure)
            return resolved<void>(*failure);
        if (secret.size() > 2560)
            return resolved<void>(Error{ErrorKind::KeychainBroken, Retry::never(), {}, {}});
        return inner.write(key, secret);
    }
    Answer<void> remove(const QString& key) override
    {
        if (!mayChange())
            return m_never.emplace_back().answer();
        return inner.remove(key);
    }

private:
    bool mayChange() { return lifetime < 0 || changes++ < lifetime; }

    std::vector<Promise<void>> m_never;
};

} // namespace

/// Secrets longer than an entry may be.
class TestSecretsParted : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAnyLength_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("entries");
        QTest::newRow("one byte") << bytesOf(1, 'a') << 1;
        QTest::newRow("one entry") << bytesOf(2000, 'a') << 1;
        QTest::newRow("a byte more") << bytesOf(2001, 'a') << 3;
        QTest::newRow("two parts") << bytesOf(4000, '\0') << 3;
        QTest::newRow("over Windows' limit") << bytesOf(2561, '\xff') << 3;
        QTest::newRow("longest") << bytesOf(PartedSecretStore::LongestSecret, 'z') << 34;
        QTest::newRow("looks like a manifest") << QByteArray("natter-parts 1 a 3 abc") << 2;
        QTest::newRow("nearly a manifest") << QByteArray("natter-parts 1") << 1;
    }
    void keepsAnyLength()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, entries);
        SmallStore small;
        PartedSecretStore store(small);
        QVERIFY(await(store.write("key", Secret(bytes))));
        QCOMPARE(await(store.read("key"))->reveal(), bytes);
        QCOMPARE(small.inner.entries.size(), entries);
        QVERIFY(await(store.remove("key")));
        QCOMPARE(await(store.read("key")).error().kind, ErrorKind::SecretAbsent);
        QVERIFY(small.inner.entries.isEmpty());
    }

    void leavesNothingOverWhenOverwritten()
    {
        SmallStore small;
        PartedSecretStore store(small);
        QRandomGenerator random(7);
        for (int i = 0; i < 60; ++i) {
            const QByteArray bytes = bytesOf(1 + random.bounded(12'000), char('a' + i % 26));
            QVERIFY(await(store.write("key", Secret(bytes))));
            QCOMPARE(await(store.read("key"))->reveal(), bytes);
            const qsizetype parts = bytes.size() <= 2000 ? 0 : (bytes.size() + 1999) / 2000;
            QCOMPARE(small.inner.entries.size(), 1 + parts);
        }
    }

    void refusesWhatCannotBeKept()
    {
        SmallStore small;
        PartedSecretStore store(small);
        QVERIFY(await(store.write("key", Secret("before"))));
        QCOMPARE(await(store.write("key", Secret())).error().kind, ErrorKind::BadInput);
        const Secret oversize(bytesOf(PartedSecretStore::LongestSecret + 1, 'x'));
        QCOMPARE(await(store.write("key", oversize)).error().kind, ErrorKind::BadInput);
        QCOMPARE(await(store.read("key"))->reveal(), QByteArray("before"));
    }

    void survivesACrashAnywhere_data()
    {
        QTest::addColumn<qsizetype>("before");
        QTest::addColumn<qsizetype>("after");
        for (const qsizetype before : {100, 5000, 9000}) {
            for (const qsizetype after : {200, 5001, 11'000})
                QTest::addRow("%d over %d", int(after), int(before)) << before << after;
        }
    }
    void survivesACrashAnywhere()
    {
        QFETCH(qsizetype, before);
        QFETCH(qsizetype, after);
        for (int lifetime = 0; lifetime < 30; ++lifetime) {
            SmallStore small;
            bool wasTold = false;
            {
                PartedSecretStore store(small);
                QVERIFY(await(store.write("key", Secret(bytesOf(before, 'o')))));
                QVERIFY(await(store.read("key")).isOk()); // so that nothing is left to tidy up
                small.lifetime = lifetime;
                small.changes = 0;
                const auto written = store.write("key", Secret(bytesOf(after, 'n')));
                QTest::qWait(5);
                wasTold = written.isFinished() && written.resultCount() > 0 && written.result().isOk();
            }
            small.lifetime = -1;
            PartedSecretStore store(small);
            const Result<Secret> found = await(store.read("key"));
            QVERIFY(found.isOk());
            const bool isNew = found->reveal() == bytesOf(after, 'n');
            QVERIFY(isNew || found->reveal() == bytesOf(before, 'o'));
            QVERIFY2(isNew || !wasTold, "told stored, and lost");

            // The next ones tidy up after it.
            QVERIFY(await(store.write("key", Secret(bytesOf(7000, 'x')))));
            QVERIFY(await(store.write("key", Secret(bytesOf(7000, 'y')))));
            QCOMPARE(await(store.read("key"))->reveal(), bytesOf(7000, 'y'));
            QCOMPARE(small.inner.entries.size(), 5);
            QVERIFY(await(store.remove("key")));
            QVERIFY(await(store.write("other", Secret("x"))));
            QCOMPARE(small.inner.entries.size(), 1);
        }
    }

    void failuresAreTold()
    {
        SmallStore small;
        PartedSecretStore store(small);
        QVERIFY(await(store.write("key", Secret(bytesOf(5000, 'o')))));
        small.failure = Error{ErrorKind::KeychainLocked, Retry::later(), {}, {}};
        QCOMPARE(
            await(store.write("key", Secret(bytesOf(5000, 'n')))).error().kind, ErrorKind::KeychainLocked);
        small.failure.reset();
        QCOMPARE(await(store.read("key"))->reveal(), bytesOf(5000, 'o'));
        for (const ErrorKind kind : {ErrorKind::KeychainLocked, ErrorKind::KeychainBroken}) {
            small.inner.failure = Error{kind, Retry::later(), {}, {}};
            QCOMPARE(await(store.read("key")).error().kind, kind);
            QCOMPARE(await(store.write("key", Secret(bytesOf(5000, 'n')))).error().kind, kind);
            QCOMPARE(await(store.remove("key")).error().kind, kind);
        }
    }

    void damagedEntriesAreAbsent_data()
    {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QByteArray>("content"); // null: it is gone
        QTest::newRow("a part is gone") << "key#a.1" << QByteArray();
        QTest::newRow("a part is another") << "key#a.0" << bytesOf(2000, '?');
        QTest::newRow("a part is longer") << "key#a.2" << bytesOf(2000, 'o');
        QTest::newRow("manifest without fields") << "key" << QByteArray("natter-parts 1 ");
        QTest::newRow("manifest of no row") << "key" << QByteArray("natter-parts 1 c 5 00");
        QTest::newRow("manifest of no size") << "key" << QByteArray("natter-parts 1 a -5 00");
        QTest::newRow("manifest of any size") << "key" << QByteArray("natter-parts 1 a 99999999999999 00");
        QTest::newRow("manifest of words") << "key" << QByteArray("natter-parts 1 a five 00");
    }
    void damagedEntriesAreAbsent()
    {
        QFETCH(QString, entry);
        QFETCH(QByteArray, content);
        SmallStore small;
        PartedSecretStore store(small);
        QVERIFY(await(store.write("key", Secret(bytesOf(5000, 'o')))));
        QVERIFY(small.inner.entries.contains(entry));
        if (content.isNull())
            small.inner.entries.remove(entry);
        else
            small.inner.entries.insert(entry, content);
        const Error error = await(store.read("key")).error();
        QCOMPARE(error.kind, ErrorKind::SecretAbsent);
        QCOMPARE(error.code, QStringLiteral("malformed"));
    }

    void callsAreInOrder()
    {
        SmallStore small;
        PartedSecretStore store(small);
        QList<Answer<void>> writes;
        for (int i = 0; i < 20; ++i)
            writes += store.write("key", Secret(bytesOf(3000 + i, char('a' + i))));
        const auto last = store.read("key");
        const auto other = store.read("another");
        for (const auto& write : writes)
            QVERIFY(await(write));
        QCOMPARE(await(last)->reveal(), bytesOf(3019, 't'));
        QCOMPARE(await(other).error().kind, ErrorKind::SecretAbsent);
        QCOMPARE(small.inner.entries.size(), 3);
    }

    void receiverOrStoreDeletedBeforeTheAnswer()
    {
        SmallStore small;
        auto store = std::make_unique<PartedSecretStore>(small);
        bool wasCalled = false;
        auto receiver = std::make_unique<QObject>();
        const auto never = [&wasCalled](const auto&) {
            wasCalled = true;
        };
        onDone(store->write("key", Secret(bytesOf(5000, 'o'))), receiver.get(), never);
        onDone(store->read("key"), receiver.get(), never);
        onDone(store->remove("key"), receiver.get(), never);
        receiver.reset();
        const auto orphan = store->read("key");
        store.reset();
        QCOMPARE(await(orphan).error(), Error::cancelled());
        QVERIFY(!wasCalled);
    }
};

QTEST_GUILESS_MAIN(TestSecretsParted)
#include "tst_secrets_parted.moc"
