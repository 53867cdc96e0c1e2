// SPDX-License-Identifier: Apache-2.0
// How many users-info requests it takes to know many people.
#include "BenchAccount.h"
#include "BenchReport.h"
#include "support/Await.h"
#include "support/ScriptedEngine.h"
#include "support/ScriptedGateway.h"

#include <QGuiApplication>
#include <QTemporaryDir>

using namespace Natter;

int main(int argc, char** argv)
{
    Bench::useOffscreenWithoutDisplay();
    const QGuiApplication app(argc, argv);
    const int count = app.arguments().contains(QStringLiteral("--smoke")) ? 250 : 5000;
    const QTemporaryDir folder;
    Test::ScriptedGateway http;
    for (int i = 2; i < count + 2; ++i)
        http.people.insert(QString::number(i), QStringLiteral("Person %1").arg(i));
    Bench::BenchAccount account(Bench::benchProfile(), UserId(QStringLiteral("1")), folder.path(),
        std::make_unique<Test::ScriptedEngine>(QStringLiteral("1@chat.example")), http);
    if (!Test::await(account.database.open()) || !Test::await(account.directory.load()))
        return 1;
    account.signIn();
    if (!QTest::qWaitFor([&] { return account.client.state() == Xmpp::Client::State::Online; }, 60'000))
        return 1;

    QSet<PeerId> known;
    QObject::connect(&account.directory, &Core::UserDirectory::usersChanged, &account.session,
        [&known](const QList<PeerId>& peers) {
            for (const PeerId& peer : peers)
                known.insert(peer);
        });
    Bench::StallMeter meter;
    QElapsedTimer time;
    time.start();
    meter.start();
    for (int i = 2; i < count + 2; ++i)
        account.directory.user(PeerId(QString::number(i)));
    if (!QTest::qWaitFor([&] { return known.size() == count; }, 60'000))
        return 1;
    meter.stop();
    Bench::report("users_resolved", double(known.size()), "people");
    Bench::report("users_requests", double(http.count(QStringLiteral("users"))), "requests");
    Bench::report("users_time", double(time.elapsed()), "ms");
    Bench::report("users_longest_stall", meter.longestMs(), "ms");
    Bench::report("users_longest_own_work", meter.longestWorkMs(), "ms");
    return 0;
}
