// SPDX-License-Identifier: Apache-2.0
#include "ProcessSignals.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace Natter::Sandbox {

namespace {

/// A handler may do little more than write; the event loop reads the other end.
std::array<int, 2> signalPipe{-1, -1};

void onUnixSignal(int number)
{
    const int before = errno;
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const auto written = ::write(signalPipe[1], &byte, 1);
    errno = before;
}

} // namespace

ProcessSignals::ProcessSignals(QObject* parent)
    : QObject(parent)
{
    if (::pipe2(signalPipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    auto* notifier = new QSocketNotifier(signalPipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &ProcessSignals::onSignal);
    struct sigaction action = {};
    action.sa_handler = onUnixSignal;
    action.sa_flags = SA_RESTART;
    for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGUSR1})
        ::sigaction(number, &action, nullptr);
}

void ProcessSignals::watchStdin()
{
    auto* notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &ProcessSignals::onStdin);
}

void ProcessSignals::onSignal()
{
    char number = 0;
    while (::read(signalPipe[0], &number, 1) == 1) {
        if (number == SIGUSR1)
            Q_EMIT restartRequested();
        else
            Q_EMIT endRequested();
    }
}

void ProcessSignals::onStdin()
{
    std::array<char, 256> ignored;
    if (::read(STDIN_FILENO, ignored.data(), ignored.size()) <= 0)
        Q_EMIT endRequested();
}

} // namespace Natter::Sandbox
