// SPDX-License-Identifier: Apache-2.0
// How the window fares while somebody scrolls back through a long conversation, page after page.
#include "BenchAccount.h"
#include "BenchReport.h"
#include "models/MessageListModel.h"
#include "support/Await.h"
#include "support/FakeTransport.h"
#include "support/ScriptedGateway.h"
#include "ui/MainWindow.h"
#include "ui/chat/MessageListWidget.h"

#include <QApplication>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace Natter;

namespace {

constexpr int SettleMs = 200;

QList<Message> conversation(int count)
{
    QList<Message> messages;
    const QDateTime last = QDateTime::currentDateTimeUtc();
    for (int i = 0; i < count; ++i) {
        Message message;
        message.peer = PeerId(QStringLiteral("2"));
        message.isOutgoing = i % 3 == 0;
        message.body =
            QStringLiteral("Message %1, with words enough for two lines in a bubble, as people write them.")
                .arg(i);
        message.time = last.addSecs(qint64(i - count) * 60);
        message.archiveId = StanzaId(QString::number(i));
        message.state = i % 3 == 0 ? DeliveryState::Sent : DeliveryState::Received;
        messages += message;
    }
    return messages;
}

} // namespace

int main(int argc, char** argv)
{
    Bench::useOffscreenWithoutDisplay();
    QStandardPaths::setTestModeEnabled(true);
    QApplication app(argc, argv);
    app.setOrganizationName(QStringLiteral("natter-bench"));
    const int count = app.arguments().contains(QStringLiteral("--smoke")) ? 200 : 5000;
    const QTemporaryDir folder;
    Test::ScriptedGateway http;
    http.people.insert(QStringLiteral("2"), QStringLiteral("Person 2"));
    Bench::BenchAccount account(Bench::benchProfile(), UserId(QStringLiteral("1")), folder.path(),
        std::make_unique<Test::FakeTransport>(), http);
    if (!Test::await(account.database.open()) ||
        !Test::await(account.messages.addBatch(conversation(count), Store::Arrival::History)) ||
        !Test::await(account.dialogService.load()) || !Test::await(account.directory.load()))
        return 1;

    Ui::MainWindow window;
    window.resize(1000, 700);
    window.showAccount(account.services);
    window.show();
    if (!Test::await(account.dialogService.openDialog(UserId(QStringLiteral("2")))))
        return 1;
    QTest::qWait(SettleMs);

    auto* list = window.findChild<Ui::MessageListWidget*>();
    Bench::StallMeter meter;
    meter.start();
    const bool isAllLoaded = QTest::qWaitFor(
        [list, count] {
            list->verticalScrollBar()->setValue(0);
            return list->model()->rowCount() >= count;
        },
        60'000);
    QTest::qWait(SettleMs);
    meter.stop();
    Bench::report("history_rows", list->model()->rowCount(), "messages");
    Bench::report("history_longest_stall", meter.longestMs(), "ms");
    Bench::report("history_longest_own_work", meter.longestWorkMs(), "ms");
    Bench::report("history_own_work_over_16_ms", meter.stalls(), "stalls");
    return isAllLoaded ? 0 : 1;
}
