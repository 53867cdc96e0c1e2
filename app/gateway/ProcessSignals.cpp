// SPDX-License-Identifier: Apache-2.0
#include "app/gateway/ProcessSignals.h"

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

void noteSignal(int number)
{
    const char byte = char(number);
    [[maybe_unused]] const auto written = ::write(signalSockets[0], &byte, 1);
}

} // namespace

ProcessSignals::ProcessSignals(QObject* parent)
    : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, signalSockets) != 0)
        return;
    auto* notifier = new QSocketNotifier(signalSockets[1], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        [[maybe_unused]] const auto taken = ::read(signalSockets[1], &byte, 1);
        if (byte == SIGHUP)
            Q_EMIT reloadRequested();
        else
            Q_EMIT stopRequested();
    });
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        std::signal(number, noteSignal);
}

ProcessSignals::~ProcessSignals()
{
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        std::signal(number, SIG_DFL);
    ::close(signalSockets[0]);
    ::close(signalSockets[1]);
}

#else

ProcessSignals::ProcessSignals(QObject* parent)
    : QObject(parent)
{}

ProcessSignals::~ProcessSignals() = default;

#endif

} // namespace Natter
