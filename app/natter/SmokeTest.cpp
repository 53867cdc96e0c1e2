// SPDX-License-Identifier: Apache-2.0
#include "SmokeTest.h"

#include "Composition.h"
#include "DesktopBrowser.h"
#include "EchoProbe.h"
#include "SystemReport.h"
#include "Translations.h"

#include "secrets/KeychainProbe.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <thread>

namespace Natter::App {

namespace {

using namespace std::chrono_literals;

constexpr auto LongestRun = 20s;
constexpr auto LongestStep = 8s;

class NoNetwork final : public Net::HttpClient
{
public:
    Answer<Net::HttpResponse> send(const Net::HttpRequest&) override
    {
        return resolved<Net::HttpResponse>(
            Error{ErrorKind::Network, Retry::later(), QStringLiteral("there is no network here"), {}});
    }
};

class NoSecrets final : public Secrets::SecretStore
{
public:
    Answer<Secret> read(const QString&) override { return resolved<Secret>(Error::cancelled()); }
    Answer<void> write(const QString&, const Secret&) override { return resolved<void>(Error::cancelled()); }
    Answer<void> remove(const QString&) override { return resolved<void>(Error::cancelled()); }
};

/// Waits for the first paint of anything in a window: of the window itself nothing is to be seen.
class PaintWatch : public QObject
{
public:
    PaintWatch(QWidget& window, std::function<void()> painted)
        : QObject(&window)
        , m_painted(std::move(painted))
    {
        qApp->installEventFilter(this);
    }
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && watched->isWidgetType() &&
            static_cast<QWidget*>(watched)->window() == parent()) {
            qApp->removeEventFilter(this);
            QTimer::singleShot(0, this, m_painted); // when it is done
        }
        return false;
    }

private:
    std::function<void()> m_painted;
};

/// The first one only.
void print(const QJsonObject& report)
{
    static std::atomic_flag isPrinted;
    if (isPrinted.test_and_set())
        return;
    std::fputs(QJsonDocument(report).toJson(QJsonDocument::Indented).constData(), stdout);
    std::fflush(stdout);
}

/// Also when the platform's plugin, a bus or a driver blocks the GUI thread.
void endInTime()
{
    std::thread([] {
        std::this_thread::sleep_for(LongestRun);
        print(
            {{QStringLiteral("ok"), false}, {QStringLiteral("missing"), QJsonArray{QStringLiteral("time")}}});
        std::_Exit(EXIT_FAILURE);
    }).detach();
}

QString wordFor(Secrets::KeychainState::Condition condition)
{
    using Condition = Secrets::KeychainState::Condition;
    switch (condition) {
    case Condition::Available:
        return QStringLiteral("available");
    case Condition::Locked:
        return QStringLiteral("locked");
    case Condition::Silent:
        return QStringLiteral("silent");
    case Condition::Absent:
        break;
    }
    return QStringLiteral("absent");
}

/// What is tried while the event loop runs. Quits when all of it has come.
class Trial : public QObject
{
public:
    explicit Trial(const QElapsedTimer& sinceStart)
        : m_sinceStart(sinceStart)
    {}

    void start(QWidget& window)
    {
        new PaintWatch(window, [this] {
            take("window", {{QStringLiteral("shown"), true},
                               {QStringLiteral("first_paint_ms"), m_sinceStart.elapsed()}});
        });
        connect(&m_echo, &EchoProbe::finished, this, [this](bool isEchoed) {
            take("websocket", {{QStringLiteral("echoed"), isEchoed}});
        });
        m_echo.start(LongestStep);
        onDone(m_keychain.ask(LongestStep), this, [this](const Result<Secrets::KeychainState>& state) {
            take("keychain",
                {{QStringLiteral("backend"), state ? state->backend : QString()},
                    {QStringLiteral("state"),
                        wordFor(state ? state->condition : Secrets::KeychainState::Condition::Absent)}});
        });
        QTimer::singleShot(2 * LongestStep, this, &QCoreApplication::quit);
        window.show();
    }
    const QJsonObject& facts() const { return m_facts; }

private:
    void take(const char* part, const QJsonObject& found)
    {
        m_facts.insert(QLatin1String(part), found);
        if (m_facts.size() == 3)
            QCoreApplication::quit();
    }

    const QElapsedTimer& m_sinceStart;
    EchoProbe m_echo;
    Secrets::KeychainProbe m_keychain;
    QJsonObject m_facts;
};

} // namespace

int runSmokeTest(int& argc, char** argv, const Brand& brand)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    endInTime();
    QApplication application(argc, argv);
    QGuiApplication::setApplicationDisplayName(brand.name);
    QCoreApplication::setOrganizationName(QStringLiteral("smoke-test"));
    QCoreApplication::setApplicationName(QStringLiteral("smoke-test"));
    installTranslations(application, QLocale());
    const QTemporaryDir folder;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());

    const SystemClock clock;
    NoNetwork http;
    NoSecrets secrets;
    DesktopBrowser browser(brand);
    Trial trial(sinceStart);
    {
        Composition composition(brand, folder.path(), http, secrets, browser, clock);
        composition.start({});
        trial.start(composition.window());
        QApplication::exec();
    }

    const SystemReport system = SystemReport::make();
    QStringList missing = system.missing;
    const QJsonObject tried = trial.facts();
    if (!tried.contains(u"window"))
        missing += QStringLiteral("window");
    if (!tried.value(u"websocket")[u"echoed"].toBool())
        missing += QStringLiteral("websocket");

    QJsonObject report = system.facts;
    for (auto part = tried.begin(); part != tried.end(); ++part)
        report.insert(part.key(), part.value());
    report.insert(QStringLiteral("version"), QStringLiteral(NATTER_VERSION));
    report.insert(QStringLiteral("brand"),
        QJsonObject{{QStringLiteral("name"), brand.name}, {QStringLiteral("id"), brand.id},
            {QStringLiteral("scheme"), brand.scheme}, {QStringLiteral("profile"), brand.profile}});
    report.insert(QStringLiteral("missing"), QJsonArray::fromStringList(missing));
    report.insert(QStringLiteral("ok"), missing.isEmpty());
    print(report);
    return missing.isEmpty() ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace Natter::App
