// SPDX-License-Identifier: Apache-2.0
#include "base/Log.h"
#include "base/ProcessSignals.h"
#include "gateway/Server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QLoggingCategory>
#include <QTextStream>
#include <QTimer>

#include <csignal>
#include <cstdlib>

#ifdef Q_OS_UNIX
#    include <sys/stat.h>
#endif

namespace {

constexpr std::chrono::seconds LongestFarewell{10};
#ifdef Q_OS_UNIX
constexpr int ReloadSignal = SIGHUP;
#else
constexpr int ReloadSignal = 0; // there is none
#endif

QLoggingCategory::CategoryFilter chosenFilter = nullptr;

/// Qt's HTTP server prints whole requests, tokens included, as soon as somebody switches every category on.
void silenceHttpServer(QLoggingCategory* category)
{
    chosenFilter(category);
    if (QByteArrayView(category->categoryName()).startsWith("qt.httpserver"))
        category->setEnabled(QtDebugMsg, false);
}

int fail(const Natter::Error& error)
{
    QTextStream(stderr) << "natter-gateway: " << error.detail << '\n';
    return 1;
}

void reload(Natter::Gateway::Server& server, const QString& path)
{
    const auto config = Natter::Gateway::loadConfig(path);
    const auto reloaded = config ? server.reload(*config) : Natter::Result<void>(config.error());
    if (reloaded)
        qCInfo(Natter::lcGateway) << "reloaded" << path;
    else
        qCCritical(Natter::lcGateway).noquote()
            << "not reloaded, the old configuration stays in force:" << reloaded.error().detail;
}

} // namespace

int main(int argc, char* argv[])
{
#ifdef Q_OS_UNIX
    ::umask(077); // what this process writes is its own: the database holds who talks where
#endif
    chosenFilter = QLoggingCategory::installFilter(silenceHttpServer);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("natter-gateway"));
    QCoreApplication::setApplicationVersion(QStringLiteral(NATTER_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The chat service's front door: nonces, identity tokens, "
                                                    "engine tokens, users-info and the deployment profile."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption configOption(QStringLiteral("config"),
        QStringLiteral("Reads this file (see gateway.conf.example)."), QStringLiteral("FILE"));
    const QCommandLineOption checkOption(
        QStringLiteral("check-config"), QStringLiteral("Says whether the configuration is good, and ends."));
    parser.addOptions({configOption, checkOption});
    parser.process(application);
    if (!parser.isSet(configOption)) {
        QTextStream(stderr) << "natter-gateway: --config FILE is missing\n";
        return 2;
    }

    auto config = Natter::Gateway::loadConfig(parser.value(configOption));
    if (!config)
        return fail(config.error());
    if (parser.isSet(checkOption)) {
        if (auto checked = Natter::Gateway::Server::check(*config); !checked)
            return fail(checked.error());
        QTextStream(stdout) << "The configuration is good.\n";
        return 0;
    }

    // Before anybody knows that it runs: a reload must not end it.
    const Natter::ProcessSignals signals({SIGTERM, SIGINT, ReloadSignal});
    const Natter::SystemClock clock;
    Natter::Gateway::Server server(*config, clock);
    if (auto started = server.start(); !started)
        return fail(started.error());
    QTextStream(stdout) << "Listening on " << server.url().toString() << '\n' << Qt::flush;

    QObject::connect(&signals, &Natter::ProcessSignals::arrived, &server,
        [&server, path = parser.value(configOption)](int number) {
            if (number == ReloadSignal)
                return reload(server, path);
            // Without destructors: they would wait for a database that stands still.
            QTimer::singleShot(LongestFarewell, qApp, [] { std::_Exit(EXIT_SUCCESS); });
            server.stop();
        });
    QObject::connect(&server, &Natter::Gateway::Server::stopped, &application, &QCoreApplication::quit);
    return QCoreApplication::exec();
}
