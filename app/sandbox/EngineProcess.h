// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"

#include "EngineFiles.h"
#include "EngineInstallation.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QProcess>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>

namespace Natter::Sandbox {

/// The private ejabberd as a child process. It dies with this process, however that ends, and is started
/// again when it dies by itself. Belongs to the thread that may not end before the process does: the main
/// thread.
class EngineProcess : public QObject
{
    Q_OBJECT

public:
    EngineProcess(
        EngineInstallation installation, EngineFiles files, quint16 port, QObject* parent = nullptr);
    ~EngineProcess() override;

    void start();
    /// Ends it in good order, which takes about a second, or by force: after three seconds, and at once when
    /// its files are disposable. Blocks.
    void stop();
    /// Ends it by force and starts it again two seconds later, on the same ports and data.
    void crashAndRestart();
    /// Lets it sleep and wake (SIGSTOP, SIGCONT): its connections stay, and it answers only while it is
    /// awake.
    void setNaps(std::chrono::milliseconds asleep, std::chrono::milliseconds awake);
    bool isStopped() const { return m_state == State::Stopped; }

Q_SIGNALS:
    /// It listens; after each start.
    void ready();
    /// The first start did not succeed: Conflict (a port is taken by now), ServerFailure (see the log),
    /// Timeout. Later starts are repeated instead.
    void failed(const Natter::Error& error);

private:
    enum class State { Stopped, Starting, Running, Waiting };

    void onFinished(int exitCode);
    void probe();
    void sleepOrWake();
    void signalProcess(int number);
    void stopProbing();
    void becomeReady();
    void fail(const Error& error);
    bool lastLogSays(const QByteArray& text) const;

    EngineInstallation m_installation;
    EngineFiles m_files;
    quint16 m_port;
    QProcess m_process;
    QTcpSocket m_probe; ///< asks until it gets an answer
    QTimer m_nextProbe;
    QTimer m_restart;
    QTimer m_nap;
    std::chrono::milliseconds m_asleep{0}; ///< of each nap; 0: none
    std::chrono::milliseconds m_awake{0};  ///< between naps; 0: never
    bool m_isAsleep = false;
    QDeadlineTimer m_deadline;
    State m_state = State::Stopped;
    bool m_wasReady = false;
};

} // namespace Natter::Sandbox
