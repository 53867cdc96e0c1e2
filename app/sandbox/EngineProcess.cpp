// SPDX-License-Identifier: Apache-2.0
#include "EngineProcess.h"

#include "base/Log.h"

#include <QFile>
#include <QHostAddress>

#include <chrono>
#include <csignal>

#include <sys/prctl.h>
#include <unistd.h>

namespace Natter::Sandbox {

namespace {

using namespace std::chrono_literals;

constexpr auto ProbeInterval = 25ms;
constexpr auto StartDeadline = 120s; // for a machine under load; about one second is usual
constexpr auto RestartDelay = 2s;

QProcessEnvironment engineEnvironment(const EngineInstallation& installation, const EngineFiles& files)
{
    QProcessEnvironment environment;
    const QProcessEnvironment ours = QProcessEnvironment::systemEnvironment();
    for (const QString& name : {QStringLiteral("PATH"), QStringLiteral("LANG"), QStringLiteral("TZ")}) {
        if (ours.contains(name))
            environment.insert(name, ours.value(name));
    }
    environment.insert(QStringLiteral("HOME"), files.folder);
    environment.insert(QStringLiteral("ERL_LIBS"), installation.libraries);
    environment.insert(QStringLiteral("ERL_CRASH_DUMP_SECONDS"), QStringLiteral("0"));
    environment.insert(QStringLiteral("EJABBERD_CONFIG_PATH"), files.config());
    environment.insert(QStringLiteral("EJABBERD_LOG_PATH"), files.log());
    return environment;
}

} // namespace

EngineProcess::EngineProcess(
    EngineInstallation installation, EngineFiles files, quint16 port, QObject* parent)
    : QObject(parent)
    , m_installation(std::move(installation))
    , m_files(std::move(files))
    , m_port(port)
{
    m_process.setProgram(m_installation.erl);
    // No node name, hence no epmd and no distribution port. Schedulers that spin while idle help nobody here.
    m_process.setArguments({QStringLiteral("-noinput"), QStringLiteral("-start_epmd"),
        QStringLiteral("false"), QStringLiteral("+sbwt"), QStringLiteral("none"), QStringLiteral("-pa"),
        m_installation.ebin, QStringLiteral("-mnesia"), QStringLiteral("dir"), u'"' + m_files.spool() + u'"',
        QStringLiteral("-s"), QStringLiteral("ejabberd")});
    m_process.setProcessEnvironment(engineEnvironment(m_installation, m_files));
    m_process.setWorkingDirectory(m_files.folder);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardOutputFile(m_files.folder + QStringLiteral("/console.log"));
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    // The kernel ends the engine when our main thread ends; `erl` execs, which keeps the setting. Its own
    // session keeps the terminal's Ctrl+C away, so that it is ended in good order. And Linux shares the
    // processor out by sessions first: a start is some 20,000 hand-overs between the engine's threads, each
    // of which would else wait for its turn among all that a build in the same terminal keeps busy.
    m_process.setChildProcessModifier([parentId = ::getpid()] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::setsid();
        if (::getppid() != parentId)
            ::_exit(1);
    });
    connect(&m_process, &QProcess::finished, this, &EngineProcess::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail({ErrorKind::ServerFailure, Retry::never(), m_process.errorString(), {}});
    });
    // Only an answer proves anything: the sockets listen before all of them are known to be free.
    connect(&m_probe, &QTcpSocket::connected, this,
        [this] { m_probe.write("GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"); });
    connect(&m_probe, &QTcpSocket::readyRead, this, &EngineProcess::becomeReady);
    connect(&m_probe, &QTcpSocket::errorOccurred, &m_nextProbe, qOverload<>(&QTimer::start));
    m_nextProbe.setSingleShot(true);
    m_nextProbe.setInterval(ProbeInterval);
    connect(&m_nextProbe, &QTimer::timeout, this, &EngineProcess::probe);
    m_restart.setSingleShot(true);
    m_restart.setInterval(RestartDelay);
    connect(&m_restart, &QTimer::timeout, this, &EngineProcess::start);
    m_nap.setSingleShot(true);
    connect(&m_nap, &QTimer::timeout, this, &EngineProcess::sleepOrWake);
}

EngineProcess::~EngineProcess()
{
    stop();
}

void EngineProcess::start()
{
    m_state = State::Starting;
    m_deadline.setRemainingTime(StartDeadline);
    m_process.start(QIODevice::NotOpen);
    m_nextProbe.start();
}

void EngineProcess::stop()
{
    m_state = State::Stopped;
    stopProbing();
    m_restart.stop();
    setNaps(0ms, 0ms);
    if (m_process.state() == QProcess::NotRunning)
        return;
    if (!m_files.isDisposable) {
        m_process.terminate();
        if (m_process.waitForFinished(3000))
            return;
    }
    m_process.kill();
    m_process.waitForFinished(3000);
}

void EngineProcess::crashAndRestart()
{
    if (m_state == State::Starting || m_state == State::Running)
        m_process.kill(); // onFinished() does the rest
}

void EngineProcess::setNaps(std::chrono::milliseconds asleep, std::chrono::milliseconds awake)
{
    m_asleep = asleep;
    m_awake = awake;
    m_isAsleep = false;
    m_nap.stop();
    if (asleep > 0ms)
        sleepOrWake();
    else
        signalProcess(SIGCONT);
}

void EngineProcess::sleepOrWake()
{
    m_isAsleep = !m_isAsleep;
    signalProcess(m_isAsleep ? SIGSTOP : SIGCONT);
    if (const auto next = m_isAsleep ? m_asleep : m_awake; m_awake > 0ms)
        m_nap.start(next);
}

void EngineProcess::signalProcess(int number)
{
    if (m_process.state() == QProcess::Running)
        ::kill(static_cast<pid_t>(m_process.processId()), number);
}

void EngineProcess::onFinished(int exitCode)
{
    stopProbing();
    if (m_state == State::Stopped)
        return;
    if (!m_wasReady) {
        if (lastLogSays("address already in use"))
            return fail({ErrorKind::Conflict, Retry::now(), QStringLiteral("a port is taken"), {}});
        return fail({ErrorKind::ServerFailure, Retry::never(),
            QStringLiteral("ejabberd ended with code %1, see %2").arg(exitCode).arg(m_files.log()), {}});
    }
    qCWarning(
        lcSandbox, "the engine is gone, starting it again in %d s", static_cast<int>(RestartDelay.count()));
    m_state = State::Waiting;
    m_restart.start();
}

void EngineProcess::probe()
{
    if (m_deadline.hasExpired()) {
        m_process.kill();
        return fail({ErrorKind::Timeout, Retry::never(), QStringLiteral("ejabberd does not listen"), {}});
    }
    m_probe.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
}

void EngineProcess::stopProbing()
{
    m_nextProbe.stop();
    m_probe.abort();
    m_nextProbe.stop();
}

void EngineProcess::becomeReady()
{
    if (m_state != State::Starting)
        return;
    stopProbing();
    m_state = State::Running;
    m_wasReady = true;
    Q_EMIT ready();
}

void EngineProcess::fail(const Error& error)
{
    m_state = State::Stopped;
    stopProbing();
    Q_EMIT failed(error);
}

bool EngineProcess::lastLogSays(const QByteArray& text) const
{
    QFile log(m_files.folder + QStringLiteral("/console.log"));
    return log.open(QIODevice::ReadOnly) && log.readAll().contains(text);
}

} // namespace Natter::Sandbox
