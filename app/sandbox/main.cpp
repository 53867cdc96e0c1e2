// SPDX-License-Identifier: Apache-2.0
#include "DataFolder.h"
#include "Options.h"
#include "ProcessSignals.h"
#include "Sandbox.h"

#include <QCoreApplication>

#include <cstdio>

#include <sys/stat.h>

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

    Natter::Sandbox::ProcessSignals signalSource;
    Natter::Sandbox::Sandbox sandbox(*options, **folder);
    QObject::connect(
        &signalSource, &Natter::Sandbox::ProcessSignals::endRequested, &application, &QCoreApplication::quit);
    QObject::connect(&signalSource, &Natter::Sandbox::ProcessSignals::restartRequested, &sandbox,
        &Natter::Sandbox::Sandbox::restartEngine);
    QObject::connect(&sandbox, &Natter::Sandbox::Sandbox::failed, &application,
        [](const Natter::Error& error) { QCoreApplication::exit(complain(error)); });
    if (options->endsWithStdin)
        signalSource.watchStdin();
    QMetaObject::invokeMethod(&sandbox, &Natter::Sandbox::Sandbox::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}
