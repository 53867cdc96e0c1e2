// SPDX-License-Identifier: Apache-2.0
// How the window fares while a burst of messages arrives through a real WebSocket into the store.
#include "BenchAccount.h"
#include "BenchReport.h"
#include "LocalEngine.h"
#include "support/Await.h"
#include "support/ScriptedGateway.h"
#include "ui/MainWindow.h"
#include "xmpp/WebSocketTransport.h"

#include <QApplication>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace Natter;

namespace {

constexpr int Senders = 20;
/// Long enough for the last repaint to count.
constexpr int SettleMs = 300;

bool isSignedIn(Bench::BenchAccount& account)
{
    account.signIn();
    return QTest::qWaitFor(
        [&] {
            const auto head = Test::await(account.state.value(QStringLiteral("archive.contacts_filled")));
            return head && head->has_value();
        },
        60'000);
}

} // namespace

int main(int argc, char** argv)
{
    Bench::useOffscreenWithoutDisplay();
    QStandardPaths::setTestModeEnabled(true);
    QApplication app(argc, argv);
    app.setOrganizationName(QStringLiteral("natter-bench"));
    const int count = app.arguments().contains(QStringLiteral("--smoke")) ? 100 : 2000;
    const QTemporaryDir folder;
    Test::ScriptedGateway http;
    for (int i = 2; i < Senders + 2; ++i)
        http.people.insert(QString::number(i), QStringLiteral("Person %1").arg(i));
    Bench::LocalEngine engine(QStringLiteral("1@chat.example"));
    Profile profile = Bench::benchProfile();
    profile.engineWebSocket = engine.url();
    Bench::BenchAccount account(profile, UserId(QStringLiteral("1")), folder.path(),
        std::make_unique<Xmpp::WebSocketTransport>(), http);
    if (!Test::await(account.database.open()) || !Test::await(account.dialogService.load()) ||
        !Test::await(account.directory.load()) || !isSignedIn(account))
        return 1;

    Ui::MainWindow window;
    window.resize(1000, 700);
    window.showAccount(account.services);
    window.show();
    if (!Test::await(account.dialogService.openDialog(UserId(QStringLiteral("2")))))
        return 1;
    QTest::qWait(SettleMs);

    int arrived = 0;
    int batches = 0;
    QObject::connect(&account.messageService, &Core::MessageService::messagesAdded, &account.session,
        [&](const QList<Message>& messages) {
            arrived += int(messages.size());
            ++batches;
        });
    Bench::StallMeter meter;
    QElapsedTimer time;
    time.start();
    meter.start();
    engine.deliverBurst(count, Senders);
    QEventLoop loop;
    QTimer done;
    QObject::connect(&done, &QTimer::timeout, &loop, [&] {
        if (arrived >= count || time.elapsed() > 60'000)
            loop.quit();
    });
    done.start(5);
    loop.exec();
    const qint64 elapsed = time.elapsed();
    QTimer::singleShot(SettleMs, &loop, &QEventLoop::quit);
    loop.exec();
    meter.stop();
    window.leaveAccounts();
    Bench::report("burst_messages", arrived, "messages");
    Bench::report("burst_batches", batches, "transactions");
    Bench::report("burst_time", double(elapsed), "ms");
    Bench::report("burst_longest_stall", meter.longestMs(), "ms");
    Bench::report("burst_longest_own_work", meter.longestWorkMs(), "ms");
    Bench::report("burst_own_work_over_16_ms", meter.stalls(), "stalls");
    return arrived == count ? 0 : 1;
}
