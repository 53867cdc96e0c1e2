// SPDX-License-Identifier: Apache-2.0
// From the button of the login card to an engine session, against a sandbox of one's own: the time that
// passed, and what of it was spent in this process. Needs natter-sandbox beside it and an installed ejabberd.
#include "BenchAccount.h"
#include "BenchReport.h"
#include "core/LoginFlow.h"
#include "net/NetworkHttpClient.h"
#include "support/Await.h"
#include "support/FakeBrowser.h"
#include "xmpp/WebSocketTransport.h"

#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <ctime>

using namespace Natter;

namespace {

/// Stops the sandbox with the benchmark.
struct Sandbox
{
    ~Sandbox()
    {
        process.terminate();
        if (!process.waitForFinished(10'000))
            process.kill();
    }

    QJsonObject start()
    {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/../bin/natter-sandbox"),
            {QStringLiteral("--ready-json")});
        QByteArray line;
        while (!line.contains('\n') && process.waitForReadyRead(30'000))
            line += process.readAllStandardOutput();
        return QJsonDocument::fromJson(line).object();
    }

    QProcess process;
};

struct LoginTimes
{
    double wall = 0;
    double own = 0;
};

double cpuMs()
{
    return 1000.0 * double(std::clock()) / CLOCKS_PER_SEC;
}

std::optional<LoginTimes> logIn(const Profile& profile, const QJsonObject& person)
{
    const QTemporaryDir folder;
    Net::NetworkHttpClient http("natter-bench");
    Bench::BenchAccount account(profile,
        UserId(person.value(QStringLiteral("user_id")).toVariant().toString()), folder.path(),
        std::make_unique<Xmpp::WebSocketTransport>(), http);
    if (!Test::await(account.database.open()))
        return std::nullopt;
    Test::FakeBrowser browser;
    Identity::BrowserFlow browserFlow(profile, http, browser);
    Core::LoginFlow flow(profile, Identity::makeLoginProtocol(profile, http), browserFlow, account.gateway,
        account.vault, account.clock);
    bool isFailed = false;
    QObject::connect(&flow, &Core::LoginFlow::finished, &account.session,
        [&account](const Identity::Session& session) { account.session.start(session, true); });
    QObject::connect(&flow, &Core::LoginFlow::failed, &flow, [&isFailed] { isFailed = true; });

    QElapsedTimer time;
    time.start();
    const double cpu = cpuMs();
    QEventLoop loop;
    QObject::connect(&account.session, &Core::Session::online, &loop, &QEventLoop::quit);
    QObject::connect(&flow, &Core::LoginFlow::failed, &loop, &QEventLoop::quit);
    QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
    flow.submit({person.value(QStringLiteral("login")).toString(),
        Secret(person.value(QStringLiteral("passcode")).toString().toUtf8())});
    loop.exec();
    const LoginTimes times{double(time.nsecsElapsed()) / 1e6, cpuMs() - cpu};
    const bool isOnline = account.session.status().phase == Core::SessionStatus::Phase::Online;
    account.session.logout(false);
    return isOnline && !isFailed ? std::optional(times) : std::nullopt;
}

} // namespace

int main(int argc, char** argv)
{
    Bench::useOffscreenWithoutDisplay();
    const QGuiApplication app(argc, argv);
    Sandbox sandbox;
    const QJsonObject facts = sandbox.start();
    const QJsonArray people = facts.value(QStringLiteral("people")).toArray();
    if (people.isEmpty()) {
        std::fprintf(stderr, "no sandbox: nothing measured\n");
        return 1;
    }
    Net::NetworkHttpClient http("natter-bench");
    const auto profile =
        Test::await(Identity::fetchProfile(http, facts.value(QStringLiteral("profile")).toString()));
    if (!profile)
        return 1;
    std::optional<LoginTimes> first;
    std::optional<LoginTimes> best;
    for (int i = 0; i < 5; ++i) {
        const auto times = logIn(*profile, people.first().toObject());
        if (!times)
            return 1;
        if (!first)
            first = times;
        if (!best || times->wall < best->wall)
            best = times;
    }
    Bench::report("login_first_time", first->wall, "ms");
    Bench::report("login_first_own_work", first->own, "ms");
    Bench::report("login_best_time", best->wall, "ms");
    Bench::report("login_best_own_work", best->own, "ms");
    return 0;
}
