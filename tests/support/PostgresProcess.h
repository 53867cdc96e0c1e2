// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/DatabaseConfig.h"
#include "support/EndWithTest.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <unistd.h>

namespace Natter::Test {

/// A PostgreSQL of its own in a temporary folder, on a loopback port and a Unix socket, ended with this
/// object. It refuses to run as root, so there it runs as `postgres`.
class PostgresProcess
{
public:
    PostgresProcess()
    {
        // The server's own user must reach it.
        QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7755));
        QDir().mkpath(m_folder.filePath("home"));
        if (isRoot())
            execute("chown", {"postgres", m_folder.filePath("home")});
        QFile password(m_folder.filePath("password"));
        if (!password.open(QFile::WriteOnly) || password.write(passwordText()) < 0)
            qFatal("cannot write the password");
        password.close();
        executeAsServer(tool("initdb"),
            {"--pgdata", data(), "--username", user(), "--auth", "scram-sha-256", "--pwfile",
                m_folder.filePath("password"), "--encoding", "UTF8", "--no-locale", "--no-sync"});
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        m_port = probe.serverPort();
        probe.close();
        start();
    }
    ~PostgresProcess()
    {
        resume();
        kill();
    }
    Q_DISABLE_COPY_MOVE(PostgresProcess)

    /// A database of its own, empty.
    Gateway::DatabaseConfig makeDatabase()
    {
        Gateway::DatabaseConfig config;
        config.driver = "QPSQL";
        config.name = QString("gateway%1").arg(++m_databases);
        config.host = "127.0.0.1";
        config.port = m_port;
        config.user = user();
        config.password = Secret(passwordText());
        config.timeout = std::chrono::seconds(20); // tests run on busy machines
        QProcess psql;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("PGPASSWORD", QString::fromLatin1(passwordText()));
        psql.setProcessEnvironment(environment);
        psql.start(tool("psql"), {"-h", config.host, "-p", QString::number(m_port), "-U", user(), "-c",
                                     "CREATE DATABASE " + config.name, "postgres"});
        if (!psql.waitForFinished(60'000) || psql.exitCode() != 0)
            qFatal("cannot make a database: %s", psql.readAllStandardError().constData());
        return config;
    }

    /// Returns when it takes connections.
    void start()
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        QStringList arguments{"-D", data(), "-p", QString::number(m_port), "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=" + m_folder.filePath("home")};
        // Tests kill it, they do not pull the plug.
        arguments << "-c"
                  << "fsync=off"
                  << "-c"
                  << "full_page_writes=off"
                  << "-c"
                  << "autovacuum=off";
        QElapsedTimer timer;
        timer.start();
        QByteArray said;
        while (!said.contains("ready to accept connections")) {
            // After a kill it refuses for as long as a process of the old one is still dying.
            if (m_process.state() == QProcess::NotRunning)
                startAsServer(tool("postgres"), arguments);
            m_process.waitForReadyRead(100);
            said += m_process.readAll();
            if (timer.elapsed() > 60'000)
                qFatal("PostgreSQL does not start: %s", said.constData());
        }
    }
    /// All of its processes, at once and without a word.
    void kill()
    {
        signalAll(SIGKILL);
        m_process.waitForFinished(10'000);
    }
    /// Connections stay and nothing answers.
    void suspend() { signalAll(SIGSTOP); }
    void resume() { signalAll(SIGCONT); }

    QString user() const { return QStringLiteral("gateway"); }
    static QByteArray passwordText() { return "pass'word of a test"; }

private:
    static bool isRoot() { return ::geteuid() == 0; }
    QString data() const { return m_folder.filePath("home/data"); }
    static QString tool(const QString& name)
    {
        const QDir versions("/usr/lib/postgresql");
        for (const QString& version : versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Reversed)) {
            const QString path = versions.filePath(version + "/bin/" + name);
            if (QFile::exists(path))
                return path;
        }
        return name;
    }
    static QString program(const QString& program, QStringList& arguments)
    {
        if (!isRoot())
            return program;
        arguments = QStringList{"--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=KILL",
                        program} +
                    arguments;
        return "setpriv";
    }
    void startAsServer(const QString& name, QStringList arguments)
    {
        const QString started = program(name, arguments);
        m_process.setWorkingDirectory(m_folder.filePath("home"));
        endWithTest(m_process); // setpriv says it again: another user forgets it
        m_process.start(started, arguments);
        if (!m_process.waitForStarted())
            qFatal("%s does not start", qPrintable(started));
    }
    void executeAsServer(const QString& name, QStringList arguments)
    {
        const QString started = program(name, arguments);
        execute(started, arguments);
    }
    void execute(const QString& name, const QStringList& arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(name, arguments);
        if (!process.waitForFinished(120'000) || process.exitCode() != 0)
            qFatal("%s: %s", qPrintable(name), process.readAllStandardError().constData());
    }
    /// The server and its children: each stands for one connection or duty.
    void signalAll(int number)
    {
        const qint64 server = m_process.processId();
        if (server <= 0)
            return;
        QList<qint64> all{server};
        for (const QString& entry : QDir("/proc").entryList(QDir::Dirs)) {
            QFile stat("/proc/" + entry + "/stat");
            if (entry.toLongLong() <= 0 || !stat.open(QFile::ReadOnly))
                continue;
            const QByteArray text = stat.readAll();
            if (text.mid(text.lastIndexOf(')') + 2).split(' ').value(1).toLongLong() == server)
                all.append(entry.toLongLong());
        }
        for (const qint64 process : std::as_const(all))
            ::kill(pid_t(process), number);
    }

    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    int m_databases = 0;
};

} // namespace Natter::Test
