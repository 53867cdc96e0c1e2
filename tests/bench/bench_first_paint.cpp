// SPDX-License-Identifier: Apache-2.0
// From the start of a process to the first paint of 200 dialogs out of the store, and the memory then, beside
// a bare window with a list of 200 rows. Each measurement is a process of its own.
#include "BenchAccount.h"
#include "BenchReport.h"
#include "support/Await.h"
#include "support/ScriptedEngine.h"
#include "support/ScriptedGateway.h"
#include "ui/MainWindow.h"

#include <QApplication>
#include <QFile>
#include <QListWidget>
#include <QMainWindow>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <chrono>

using namespace Natter;

namespace {

constexpr int Dialogs = 200;
constexpr int SettleMs = 1000;

/// The system's own monotonic clock, the same in parent and child.
qint64 nowMicroseconds()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Proportional set size of this process in KiB; 0 where the system does not tell.
qint64 memoryKib()
{
    QFile file(QStringLiteral("/proc/self/smaps_rollup"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith("Pss:"))
            return line.mid(4).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

/// Notes the first paint of a list that has rows, then the memory, then ends the app.
class PaintWatch final : public QObject
{
public:
    explicit PaintWatch(qint64 startedAt)
        : m_startedAt(startedAt)
    {
        qApp->installEventFilter(this);
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        auto* view =
            event->type() == QEvent::Paint ? qobject_cast<QAbstractItemView*>(watched->parent()) : nullptr;
        if (m_isDone || view == nullptr || view->model() == nullptr || view->model()->rowCount() < Dialogs)
            return false;
        m_isDone = true;
        // Queued behind the paint that is under way.
        QTimer::singleShot(0, this,
            [this] { Bench::report("paint", double(nowMicroseconds() - m_startedAt) / 1000, "ms"); });
        QTimer::singleShot(SettleMs, this, [] {
            Bench::report("memory", double(memoryKib()) / 1024, "MiB");
            QCoreApplication::exit(0);
        });
        return false;
    }

private:
    const qint64 m_startedAt;
    bool m_isDone = false;
};

int runBare(QApplication& app)
{
    QMainWindow window;
    auto* list = new QListWidget;
    for (int i = 0; i < Dialogs; ++i)
        list->addItem(QStringLiteral("Person %1").arg(i));
    window.setCentralWidget(list);
    window.resize(1000, 700);
    window.show();
    return app.exec();
}

int runNatter(QApplication& app, const QString& folder)
{
    Test::ScriptedGateway http;
    Bench::BenchAccount account(Bench::benchProfile(), UserId(QStringLiteral("1")), folder,
        std::make_unique<Test::ScriptedEngine>(QStringLiteral("1@chat.example")), http);
    account.database.open();
    account.directory.load();
    account.dialogService.load();
    Ui::MainWindow window;
    window.resize(1000, 700);
    window.showAccount(account.services);
    window.show();
    const int code = app.exec();
    window.leaveAccounts();
    return code;
}

bool fillStore(const QString& folder)
{
    Store::Database database(folder + QStringLiteral("/natter.sqlite"));
    Store::MessageRepository messages(database);
    Store::UserRepository users(database);
    QList<Message> batch;
    QList<User> people;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (int i = 0; i < Dialogs; ++i) {
        User user;
        user.id = UserId(QStringLiteral("person-%1").arg(i));
        user.name = QStringLiteral("Person %1").arg(i);
        user.fetchedAt = now;
        people.append(user);
        for (int j = 0; j < 20; ++j) {
            Message message;
            message.peer = user.peer();
            message.body = QStringLiteral("Message %1 of a middling length, as people write them.").arg(j);
            message.time = now.addSecs(-60 * i - j);
            batch.append(message);
        }
    }
    return Test::await(database.open()) && Test::await(messages.addBatch(batch, Store::Arrival::Live)) &&
           Test::await(users.save(people));
}

struct Measured
{
    double paint = 0;
    double memory = 0;
};

std::optional<Measured> measure(const QString& mode, const QString& folder)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QCoreApplication::applicationFilePath(),
        {QStringLiteral("--child"), mode, QString::number(nowMicroseconds()), folder});
    if (!child.waitForFinished(60'000) || child.exitCode() != 0)
        return std::nullopt;
    Measured measured;
    const QList<QByteArray> lines = child.readAllStandardOutput().split('\n');
    for (const QByteArray& line : lines) {
        const QList<QByteArray> words = line.split(' ');
        if (words.first() == "paint")
            measured.paint = words.value(1).toDouble();
        if (words.first() == "memory")
            measured.memory = words.value(1).toDouble();
    }
    return measured;
}

/// The best of several is what the program costs, without what else the machine was doing.
void keepBest(std::optional<Measured>& best, const Measured& measured)
{
    if (!best)
        best = measured;
    best->paint = std::min(best->paint, measured.paint);
    best->memory = std::min(best->memory, measured.memory);
}

int runParent(bool isSmoke)
{
    const QTemporaryDir folder;
    if (!fillStore(folder.path()))
        return 1;
    const int runs = isSmoke ? 1 : 7;
    std::optional<Measured> bare;
    std::optional<Measured> natter;
    for (int i = 0; i < runs; ++i) {
        const auto bareRun = measure(QStringLiteral("bare"), folder.path());
        const auto natterRun = measure(QStringLiteral("natter"), folder.path());
        if (!bareRun || !natterRun)
            return 1;
        keepBest(bare, *bareRun);
        keepBest(natter, *natterRun);
    }
    Bench::report("first_paint_bare", bare->paint, "ms");
    Bench::report("first_paint_natter", natter->paint, "ms");
    Bench::report("first_paint_ratio", natter->paint / bare->paint, "times");
    Bench::report("memory_bare", bare->memory, "MiB");
    Bench::report("memory_natter", natter->memory, "MiB");
    if (bare->memory > 0)
        Bench::report("memory_ratio", natter->memory / bare->memory, "times");
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    Bench::useOffscreenWithoutDisplay();
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("natter-bench"));
    QApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.value(1) != u"--child")
        return runParent(arguments.contains(QStringLiteral("--smoke")));
    const PaintWatch watch(arguments.value(3).toLongLong());
    return arguments.value(2) == u"bare" ? runBare(app) : runNatter(app, arguments.value(4));
}
