// SPDX-License-Identifier: Apache-2.0
#include "DataFolder.h"
#include "Options.h"
#include "Sandbox.h"
#include "base/ProcessSignals.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <cstdio>

#include <sys/stat.h>
#include <unistd.h>

namespace {

int exitCodeFor(const Natter::Error& error)
{
    switch (error.kind) {
    case Natter::ErrorKind::BadInput:
        return 2;
    case Natter::ErrorKind::Configuration:
        return 3;
    case Natter::ErrorKind::Storage:
    case Natter::ErrorKind::Conflict:
        return 4;
    default:
        return 5;
    }
}

int complain(const Natter::Error& error)
{
    std::fprintf(stderr, "natter-sandbox: %s\n", qUtf8Printable(error.detail));
    return exitCodeFor(error);
}

/// Ends with whoever started this.
void endWithStdin(QCoreApplication& application)
{
    auto* notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, [] {
        std::array<char, 256> ignored;
        if (::read(STDIN_FILENO, ignored.data(), ignored.size()) <= 0)
            QCoreApplication::quit();
    });
}

} // namespace

int main(int argc, char** argv)
{
    ::umask(S_IRWXG | S_IRWXO); // what the engine and we write holds secrets and messages
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("natter-sandbox"));
    QCoreApplication::setApplicationVersion(QStringLiteral(NATTER_VERSION));

    const auto options = Natter::Sandbox::parseOptions(QCoreApplication::arguments());
    if (!options)
        return complain(options.error());
    if (options->isHelpWanted) {
        std::fputs(qUtf8Printable(Natter::Sandbox::helpText()), stdout);
        return 0;
    }
    if (options->isVersionWanted) {
        std::printf("natter-sandbox %s\n", NATTER_VERSION);
        return 0;
    }
    const auto folder = Natter::Sandbox::DataFolder::open(options->dataFolder);
    if (!folder)
        return complain(folder.error());

    const Natter::ProcessSignals signals({SIGTERM, SIGINT, SIGHUP, SIGUSR1});
    Natter::Sandbox::Sandbox sandbox(*options, **folder);
    QObject::connect(&signals, &Natter::ProcessSignals::arrived, &sandbox, [&sandbox](int number) {
        if (number == SIGUSR1)
            sandbox.restartEngine();
        else
            QCoreApplication::quit();
    });
    QObject::connect(&sandbox, &Natter::Sandbox::Sandbox::failed, &application,
        [](const Natter::Error& error) { QCoreApplication::exit(complain(error)); });
    if (options->endsWithStdin)
        endWithStdin(application);
    QMetaObject::invokeMethod(&sandbox, &Natter::Sandbox::Sandbox::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}
