// SPDX-License-Identifier: Apache-2.0
#include "app/gateway/StopSignals.h"

#ifdef Q_OS_UNIX
#    include <QSocketNotifier>

#    include <csignal>
#    include <sys/socket.h>
#    include <unistd.h>
#endif

namespace Natter {

#ifdef Q_OS_UNIX

namespace {

// A signal handler may do little more than write to a descriptor.
int signalSockets[2] = {-1, -1};

void noteSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(signalSockets[0], &byte, 1);
}

} // namespace

StopSignals::StopSignals(QObject* parent)
    : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, signalSockets) != 0)
        return;
    auto* notifier = new QSocketNotifier(signalSockets[1], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        [[maybe_unused]] const auto taken = ::read(signalSockets[1], &byte, 1);
        Q_EMIT stopRequested();
    });
    std::signal(SIGTERM, noteSignal);
    std::signal(SIGINT, noteSignal);
}

StopSignals::~StopSignals()
{
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    ::close(signalSockets[0]);
    ::close(signalSockets[1]);
}

#else

StopSignals::StopSignals(QObject* parent)
    : QObject(parent)
{}

StopSignals::~StopSignals() = default;

#endif

} // namespace Natter
