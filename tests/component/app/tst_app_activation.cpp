// SPDX-License-Identifier: Apache-2.0
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusReply>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

/// Natter is not running, and the session bus starts it for whoever asks: a bus of its own with the service
/// file that packages install.
class tst_app_activation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_log.clear();
        write("services/org.natter.Natter.service",
            "[D-BUS Service]\nName=org.natter.Natter\nExec=" NATTER_APP "\n");
        write("bus.conf", "<busconfig><type>session</type><listen>unix:dir=" + m_home->path().toUtf8() +
                              "</listen><auth>EXTERNAL</auth><servicedir>" +
                              m_home->filePath("services").toUtf8() +
                              "</servicedir><policy context=\"default\"><allow send_destination=\"*\"/>"
                              "<allow receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>");
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DBUS_SESSION_BUS_ADDRESS", "XDG_DATA_HOME", "XDG_CONFIG_HOME",
                 "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
            environment.remove(name);
        environment.insert("HOME", m_home->path());
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        environment.insert("QT_LOGGING_RULES", "natter.*=true");
        environment.insert("QT_FORCE_STDERR_LOGGING", "1");
        m_daemon = std::make_unique<QProcess>();
        m_daemon->setProcessEnvironment(environment);
        connect(m_daemon.get(), &QProcess::readyReadStandardError, this,
            [this] { m_log += m_daemon->readAllStandardError(); }); // also what it starts writes there
        m_daemon->start(
            "dbus-daemon", {"--config-file=" + m_home->filePath("bus.conf"), "--nofork", "--print-address"});
        QVERIFY(QTest::qWaitFor([this] { return m_daemon->canReadLine(); }, 30'000));
        const QString address = QString::fromUtf8(m_daemon->readLine().trimmed());
        m_bus = std::make_unique<QDBusConnection>(QDBusConnection::connectToBus(address, "test"));
        QVERIFY(m_bus->isConnected());
        QVERIFY(!m_bus->interface()->isServiceRegistered("org.natter.Natter"));
    }
    void cleanup()
    {
        const QDBusReply<uint> pid = m_bus->interface()->servicePid("org.natter.Natter");
        if (pid.isValid())
            ::kill(static_cast<pid_t>(pid.value()), SIGTERM);
        m_bus.reset();
        QDBusConnection::disconnectFromBus("test");
        m_daemon->terminate();
        m_daemon->waitForFinished(30'000);
    }

    void byActivate()
    {
        QCOMPARE(call("Activate", {QVariantMap()}), QString());
        QVERIFY(hasStarted());
        QVERIFY(isLogged("asked to come to the front"));
    }

    void byOpen()
    {
        QCOMPARE(call("Open", {QStringList("natter://dialog/2"), QVariantMap()}), QString());
        QVERIFY(hasStarted());
        QVERIFY(isLogged("asked to open a dialog"));
        QVERIFY(!m_log.contains("dialog/2")); // who talks with whom is not for logs
    }

    void byActivateAction()
    {
        QCOMPARE(call("ActivateAction", {QString("anything"), QVariantList(), QVariantMap()}), QString());
        QVERIFY(hasStarted());
        QVERIFY(isLogged("asked to come to the front"));
    }

    void onlyOnce()
    {
        QCOMPARE(call("Activate", {QVariantMap()}), QString());
        const uint first = m_bus->interface()->servicePid("org.natter.Natter");
        QCOMPARE(call("Open", {QStringList("natter://dialog/2"), QVariantMap()}), QString());
        QVERIFY(isLogged("asked to open a dialog"));
        QCOMPARE(m_bus->interface()->servicePid("org.natter.Natter").value(), first);
    }

private:
    void write(const QString& name, const QByteArray& text)
    {
        QDir(m_home->path()).mkpath(QFileInfo(m_home->filePath(name)).path());
        QFile file(m_home->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    /// The name of the error, empty: none.
    QString call(const QString& method, const QVariantList& arguments)
    {
        QDBusMessage message = QDBusMessage::createMethodCall(
            "org.natter.Natter", "/org/natter/Natter", "org.freedesktop.Application", method);
        message.setArguments(arguments);
        QDBusPendingCallWatcher watcher(m_bus->asyncCall(message, 100'000));
        if (!QTest::qWaitFor([&watcher] { return watcher.isFinished(); }, 110'000))
            return "no answer";
        return watcher.isError()
                   ? watcher.error().name() + ": " + watcher.error().message() + QString::fromUtf8(m_log)
                   : QString();
    }
    bool hasStarted() const { return m_bus->interface()->isServiceRegistered("org.natter.Natter"); }
    bool isLogged(const char* text)
    {
        return QTest::qWaitFor([this, text] { return m_log.contains(text); }, 30'000);
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<QProcess> m_daemon;
    std::unique_ptr<QDBusConnection> m_bus;
    QByteArray m_log;
};

QTEST_GUILESS_MAIN(tst_app_activation)
#include "tst_app_activation.moc"
