// SPDX-License-Identifier: Apache-2.0
#include "secrets/KeychainSecretStore.h"
#include "secrets/PartedSecretStore.h"
#include "support/Await.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QElapsedTimer>
#include <QTest>
#include <QThread>
#include <QTimer>

using namespace Natter;
using namespace Natter::Secrets;
using namespace Natter::Test;
using namespace std::chrono_literals;

namespace {

/// Takes every question and never answers.
class SilentObject final : public QDBusVirtualObject
{
public:
    QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage&, const QDBusConnection&) override { return true; }
};

} // namespace

/// A Secret Service that is there and says nothing, from before the first question on.
class TestSecretsKeyringSilent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // In a thread of its own, as another process would be.
        m_thread.reset(QThread::create([this] {
            SilentObject silent;
            {
                QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, "silent");
                m_isThere = bus.registerVirtualObject("/", &silent, QDBusConnection::SubPath) &&
                            bus.registerService("org.freedesktop.secrets");
            }
            QEventLoop loop;
            connect(this, &TestSecretsKeyringSilent::over, &loop, &QEventLoop::quit);
            m_isReady = true;
            loop.exec();
            QDBusConnection::disconnectFromBus("silent");
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

    void everyQuestionEndsInTimeAndTheEventLoopTurns()
    {
        QElapsedTimer sinceTick;
        qint64 longest = 0;
        QTimer tick;
        connect(&tick, &QTimer::timeout, this, [&] { longest = std::max(longest, sinceTick.restart()); });
        sinceTick.start();
        tick.start(5ms);

        KeychainSecretStore keychain(QStringLiteral("natter-test"), 300ms);
        PartedSecretStore store(keychain);
        const QByteArray longSecret(5000, 'x');
        const Error errors[] = {await(store.read("key")).error(),
            await(store.write("key", Secret("short"))).error(),
            await(store.write("key", Secret(longSecret))).error(), await(store.remove("key")).error()};
        for (const Error& error : errors) {
            QCOMPARE(error.kind, ErrorKind::KeychainLocked);
            QCOMPARE(error.code, QStringLiteral("timeout"));
        }
        qInfo() << "longest stall:" << longest << "ms";
        QVERIFY2(longest < 10'000, qPrintable(QString::number(longest)));
    }

Q_SIGNALS:
    void over();

private:
    std::unique_ptr<QThread> m_thread;
    std::atomic_bool m_isThere = false;
    std::atomic_bool m_isReady = false;
};

QTEST_GUILESS_MAIN(TestSecretsKeyringSilent)
#include "tst_secrets_keyring_silent.moc"
