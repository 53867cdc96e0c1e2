// SPDX-License-Identifier: Apache-2.0
#include "base/ProcessSignals.h"

#ifdef Q_OS_UNIX
#    include <QSocketNotifier>

#    include <array>
#    include <cerrno>
#    include <csignal>

#    include <fcntl.h>
#    include <unistd.h>
#endif

namespace Natter {

#ifdef Q_OS_UNIX

namespace {

/// A handler may do little more than write; the event loop reads the other end.
std::array<int, 2> signalPipe{-1, -1};

void noteSignal(int number)
{
    const int before = errno;
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const auto written = ::write(signalPipe[1], &byte, 1);
    errno = before;
}

} // namespace

ProcessSignals::ProcessSignals(const QList<int>& numbers, QObject* parent)
    : QObject(parent)
{
    if (::pipe(signalPipe.data()) != 0)
        return;
    for (const int end : signalPipe) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    auto* notifier = new QSocketNotifier(signalPipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char number = 0;
        while (::read(signalPipe[0], &number, 1) == 1)
            Q_EMIT arrived(number);
    });
    struct sigaction action = {};
    action.sa_handler = noteSignal;
    action.sa_flags = SA_RESTART;
    for (const int number : numbers)
        ::sigaction(number, &action, nullptr);
}

#else

ProcessSignals::ProcessSignals(const QList<int>&, QObject* parent)
    : QObject(parent)
{}

#endif

} // namespace Natter
