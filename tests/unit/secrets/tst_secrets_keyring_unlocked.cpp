// SPDX-License-Identifier: Apache-2.0
#include "secrets/KeychainSecretStore.h"
#include "secrets/PartedSecretStore.h"
#include "support/Await.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QElapsedTimer>
#include <QTimer>

#include <csignal>

using namespace Natter;
using namespace Natter::Secrets;
using namespace Natter::Test;
using namespace std::chrono_literals;

namespace {

void lockKeyring()
{
    QDBusMessage call = QDBusMessage::createMethodCall(
        "org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "Lock");
    call << QVariant::fromValue(
        QList<QDBusObjectPath>{QDBusObjectPath("/org/freedesktop/secrets/collection/login")});
    QCOMPARE(QDBusConnection::sessionBus().call(call).type(), QDBusMessage::ReplyMessage);
}

pid_t keyringProcess()
{
    return pid_t(QDBusConnection::sessionBus().interface()->servicePid("org.freedesktop.secrets").value());
}

/// Stops the keyring's process for a while, as a hang of it would.
class FrozenKeyring
{
public:
    FrozenKeyring()
        : m_process(keyringProcess())
    {
        // Process 0 would be this test's own group.
        if (m_process > 0)
            ::kill(m_process, SIGSTOP);
    }
    ~FrozenKeyring()
    {
        if (m_process > 0)
            ::kill(m_process, SIGCONT);
    }
    Q_DISABLE_COPY_MOVE(FrozenKeyring)

private:
    pid_t m_process;
};

/// The longest time for which the event loop did not turn.
class StallMeter
{
public:
    StallMeter()
    {
        m_sinceTick.start();
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer,
            [this] { m_longest = std::max(m_longest, m_sinceTick.restart()); });
        m_timer.start(5ms);
    }
    qint64 longest() const { return std::max(m_longest, m_sinceTick.elapsed()); }

private:
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    qint64 m_longest = 0;
};

} // namespace

/// The real keychain: what it gives back, and how each way of refusing is told apart.
class TestSecretsKeyringUnlocked : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstUseDoesNotHoldUpTheEventLoop()
    {
        const StallMeter meter;
        KeychainSecretStore store(QStringLiteral("natter-test"));
        QCOMPARE(await(store.read("first")).error().kind, ErrorKind::SecretAbsent);
        qInfo() << "longest stall:" << meter.longest() << "ms";
        QVERIFY2(meter.longest() < 10'000, qPrintable(QString::number(meter.longest())));
    }

    void keepsAndForgets()
    {
        KeychainSecretStore store(QStringLiteral("natter-test"));
        const auto absent = await(store.read("key"));
        QCOMPARE(absent.error().kind, ErrorKind::SecretAbsent);
        QCOMPARE(absent.error().retry, Retry::afterLogin());
        QVERIFY(await(store.remove("key")));
        QVERIFY(await(store.write("key", Secret("one"))));
        QCOMPARE(await(store.read("key"))->reveal(), QByteArray("one"));
        QVERIFY(await(store.write("key", Secret("two"))));
        QCOMPARE(await(store.read("key"))->reveal(), QByteArray("two"));
        QVERIFY(await(store.remove("key")));
        QCOMPARE(await(store.read("key")).error().kind, ErrorKind::SecretAbsent);
    }

    void keysAndServicesAreApart()
    {
        KeychainSecretStore one(QStringLiteral("natter-test"));
        KeychainSecretStore other(QStringLiteral("natter-test-2"));
        QVERIFY(await(one.write("site/app/2", Secret("a"))));
        QVERIFY(await(one.write("site/app/P11-A ünï '\"", Secret("b"))));
        QVERIFY(await(other.write("site/app/2", Secret("c"))));
        QCOMPARE(await(one.read("site/app/2"))->reveal(), QByteArray("a"));
        QCOMPARE(await(one.read("site/app/P11-A ünï '\""))->reveal(), QByteArray("b"));
        QCOMPARE(await(other.read("site/app/2"))->reveal(), QByteArray("c"));
    }

    void keepsAnyBytes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\x80");
        QTest::newRow("lines") << QByteArray("a\r\nb\n");
        QTest::newRow("longest") << QByteArray(2000, '\xe9');
    }

    void keepsAnyBytes()
    {
        QFETCH(QByteArray, bytes);
        KeychainSecretStore store(QStringLiteral("natter-test"));
        QVERIFY(await(store.write("bytes", Secret(bytes))));
        QCOMPARE(await(store.read("bytes"))->reveal(), bytes);
    }

    void refusesWhatNotEveryKeychainCanKeep()
    {
        KeychainSecretStore store(QStringLiteral("natter-test"));
        QVERIFY(await(store.write("limit", Secret("before"))));
        QCOMPARE(
            await(store.write("limit", Secret(QByteArray(2001, 'x')))).error().kind, ErrorKind::BadInput);
        QCOMPARE(await(store.write("limit", Secret())).error().kind, ErrorKind::BadInput);
        QCOMPARE(await(store.read("limit"))->reveal(), QByteArray("before"));
    }

    void longSecretsInParts()
    {
        KeychainSecretStore keychain(QStringLiteral("natter-test"));
        PartedSecretStore store(keychain);
        for (const qsizetype size : {2001, 2561, 9000, 100, 20'000}) {
            const QByteArray bytes(size, char('a' + size % 26));
            QVERIFY(await(store.write("long", Secret(bytes))));
            QCOMPARE(await(store.read("long"))->reveal(), bytes);
        }
        QVERIFY(await(store.remove("long")));
        QCOMPARE(await(store.read("long")).error().kind, ErrorKind::SecretAbsent);
        for (const char* left : {"long#a.0", "long#b.0", "long#a.4", "long#b.4"})
            QCOMPARE(await(keychain.read(left)).error().kind, ErrorKind::SecretAbsent);
    }

    void manyQuestionsAtOnce()
    {
        KeychainSecretStore store(QStringLiteral("natter-test"));
        QList<Answer<void>> writes;
        for (int i = 0; i < 20; ++i)
            writes += store.write("many" + QString::number(i), Secret(QByteArray::number(i)));
        const auto last = store.read("many19");
        for (const auto& answer : writes)
            QVERIFY(await(answer));
        QCOMPARE(await(last)->reveal(), QByteArray("19"));
    }

    void receiverOrStoreDeletedBeforeTheAnswer()
    {
        auto store = std::make_unique<KeychainSecretStore>(QStringLiteral("natter-test"));
        bool wasCalled = false;
        auto receiver = std::make_unique<QObject>();
        const auto never = [&wasCalled](const auto&) {
            wasCalled = true;
        };
        onDone(store->read("key"), receiver.get(), never);
        onDone(store->write("key", Secret("x")), receiver.get(), never);
        onDone(store->remove("key"), receiver.get(), never);
        receiver.reset();
        const auto orphan = store->read("key");
        store.reset();
        QCOMPARE(await(orphan).error(), Error::cancelled());
        KeychainSecretStore another(QStringLiteral("natter-test"));
        QCOMPARE(await(another.read("key")).error().kind, ErrorKind::SecretAbsent);
        QVERIFY(!wasCalled);
    }

    void frozenKeyringTimesOutAndRecovers()
    {
        KeychainSecretStore patient(QStringLiteral("natter-test"));
        QVERIFY(await(patient.write("key", Secret("kept"))));
        {
            KeychainSecretStore hasty(QStringLiteral("natter-test"), 200ms);
            const FrozenKeyring frozen;
            const StallMeter meter;
            for (const Error& error : {await(hasty.read("key")).error(),
                     await(hasty.write("key", Secret("x"))).error(), await(hasty.remove("other")).error()}) {
                QCOMPARE(error.kind, ErrorKind::KeychainLocked);
                QCOMPARE(error.code, QStringLiteral("timeout"));
            }
            QVERIFY2(meter.longest() < 10'000, qPrintable(QString::number(meter.longest())));
        }
        QVERIFY(await(patient.write("key", Secret("after"))));
        QCOMPARE(await(patient.read("key"))->reveal(), QByteArray("after"));
    }

    /// As when its prompt waits for somebody: who asks again gets the answer when it comes.
    void lateAnswerIsTakenByWhoAsksAgain()
    {
        KeychainSecretStore store(QStringLiteral("natter-test"), 2s);
        QVERIFY(await(store.write("key", Secret("late"))));
        Answer<Secret> again;
        Answer<void> written;
        Answer<Secret> afterwards;
        {
            const FrozenKeyring frozen;
            QCOMPARE(await(store.read("key")).error().code, QStringLiteral("timeout"));
            QCOMPARE(await(store.read("key")).error().code, QStringLiteral("timeout"));
            again = store.read("key");
            written = store.write("key", Secret("newer"));
            afterwards = store.read("key");
        }
        const auto late = await(again);
        QVERIFY(late);
        QCOMPARE(late->reveal(), QByteArray("late"));
        QVERIFY(await(written));
        QCOMPARE(await(afterwards)->reveal(), QByteArray("newer"));
    }

    /// Last: nothing opens it again.
    void lockedIsNotAbsent()
    {
        KeychainSecretStore store(QStringLiteral("natter-test"));
        QVERIFY(await(store.write("key", Secret("value"))));
        lockKeyring();
        QCOMPARE(await(store.read("key")).error().kind, ErrorKind::KeychainLocked);
        QCOMPARE(await(store.read("never written")).error().kind, ErrorKind::KeychainLocked);
        PartedSecretStore parts(store);
        QCOMPARE(await(parts.read("key")).error().kind, ErrorKind::KeychainLocked);
        QCOMPARE(
            await(parts.write("key", Secret(QByteArray(5000, 'x')))).error().kind, ErrorKind::KeychainLocked);
        QCOMPARE(await(store.write("key", Secret("other"))).error().kind, ErrorKind::KeychainLocked);
        QCOMPARE(await(store.remove("key")).error().kind, ErrorKind::KeychainLocked);
    }
};

QTEST_GUILESS_MAIN(TestSecretsKeyringUnlocked)
#include "tst_secrets_keyring_unlocked.moc"
