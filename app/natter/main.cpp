// SPDX-License-Identifier: Apache-2.0
#include "Application.h"
#include "Brand.h"
#include "CommandLine.h"
#include "Composition.h"
#include "ConnectionWatch.h"
#include "DesktopBrowser.h"
#include "FirstSite.h"
#include "SingleInstance.h"
#include "SmokeTest.h"
#include "Translations.h"

#include "base/Clock.h"
#include "net/NetworkHttpClient.h"
#include "secrets/KeychainIdentity.h"
#include "secrets/KeychainSecretStore.h"
#include "secrets/PartedSecretStore.h"
#include "secrets/PlacedSecretStore.h"

#ifdef NATTER_DBUS
#    include "DBusService.h"
#endif
#ifdef Q_OS_WIN
#    include "WindowsProcess.h"
#endif

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QTimer>

#include <cstdio>

using namespace Natter;

namespace {

QStringList argumentsOf(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    return arguments;
}

/// A file's name counts from this process' working folder, wherever it is read.
QString absoluteIfFile(const QString& profile)
{
    const QFileInfo file(profile);
    return file.isFile() ? file.absoluteFilePath() : profile;
}

/// The exit code. Needs no display, and the words of the command line are in the person's language only after
/// an application is there.
int printText(int argc, char** argv, const App::Brand& brand)
{
    QCoreApplication application(argc, argv);
    App::installTranslations(application, QLocale());
    const App::CommandLine line = App::parseCommandLine(argumentsOf(argc, argv), brand);
    const bool failed = line.action == App::CommandLine::Action::Fail;
    std::fputs(qPrintable(line.text + (failed ? QStringLiteral("\n") : QString())), failed ? stderr : stdout);
    return failed ? 2 : 0;
}

} // namespace

int main(int argc, char** argv)
{
    App::Brand brand;
    const App::CommandLine line = App::parseCommandLine(argumentsOf(argc, argv), brand);
    if (line.action == App::CommandLine::Action::SmokeTest)
        return App::runSmokeTest(argc, argv, brand);
    if (line.action != App::CommandLine::Action::Run)
        return printText(argc, argv, brand);

    // Qt's own options reach plug-ins, and it would take them from behind -- too, where a page's link stands.
    int onlyName = 1;
    App::Application application(onlyName, argv);
    QCoreApplication::setOrganizationName(brand.dataName);
    QCoreApplication::setApplicationName(brand.dataName);
    QCoreApplication::setApplicationVersion(QStringLiteral(NATTER_VERSION));
    QGuiApplication::setDesktopFileName(brand.id);
    QGuiApplication::setApplicationDisplayName(brand.name);
    brand.profile = App::firstSite(brand.profile);
#ifdef Q_OS_WIN
    App::introduceToWindows(brand.id);
#endif

    App::installTranslations(application, QLocale());

    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    // Who one is and where one chats is nobody else's business on this computer.
    const auto onlyOwner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    if (!QDir().mkpath(folder) || !QFile::setPermissions(folder, onlyOwner)) {
        std::fprintf(stderr, "%s: cannot make %s\n", qPrintable(brand.package), qPrintable(folder));
        return 1;
    }
    App::SingleInstance instance(folder);
    if (!instance.tryBecomeFirst()) {
        App::Request request = line.request;
        request.site = absoluteIfFile(line.profile);
        if (instance.forward(request))
            return 0;
        std::fprintf(stderr, "%s: it is already running, but does not answer\n", qPrintable(brand.package));
        return 1;
    }

    const SystemClock clock;
    Net::NetworkHttpClient http(brand.package.toLatin1());
    Secrets::KeychainSecretStore keychain(brand.package);
    Secrets::PartedSecretStore parts(keychain);
    Secrets::PlacedSecretStore secrets(parts, QDir(folder).absoluteFilePath(QStringLiteral("keychains.json")),
        [] { return Secrets::identifyKeychain(); });
    App::DesktopBrowser browser(brand);
    App::Composition composition(brand, folder, http, secrets, browser, clock);
    QObject::connect(&application, &App::Application::linkOpened, &composition,
        [&composition, &brand](
            const QString& link) { composition.handle(App::requestForLink(link, brand.scheme)); });
    QObject::connect(
        &instance, &App::SingleInstance::requestReceived, &composition, &App::Composition::handle);
    QObject::connect(&composition.window(), &Ui::MainWindow::quitRequested, &application,
        &QCoreApplication::quit, Qt::QueuedConnection);
#ifdef NATTER_DBUS
    App::DBusService dbus(brand);
    QObject::connect(&dbus, &App::DBusService::requestReceived, &composition, &App::Composition::handle);
    QTimer::singleShot(0, &dbus, [&dbus] { dbus.publish(); });
#endif

    App::ConnectionWatch connection(clock);
    QObject::connect(&connection, &App::ConnectionWatch::returned, &composition, &App::Composition::tryAgain);
    // After the first paint: the system's service may be slow to start.
    QTimer::singleShot(0, &connection, [&connection] { connection.followSystem(); });

    composition.start(absoluteIfFile(line.profile));
    composition.window().show();
    if (line.request != App::Request{})
        composition.handle(line.request);
    return QApplication::exec();
}
