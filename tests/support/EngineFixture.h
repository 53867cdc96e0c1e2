// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/Database.h"
#include "store/DialogRepository.h"
#include "store/MessageRepository.h"
#include "store/StateRepository.h"
#include "support/Await.h"
#include "support/FakeClock.h"
#include "support/ScriptedEngine.h"
#include "xmpp/Client.h"

#include <QSignalSpy>

namespace Natter::Test {

inline const QString OwnAddress = QStringLiteral("1@chat.example");
inline const QString AdaAddress = QStringLiteral("2@chat.example");
inline const PeerId Ada{QStringLiteral("2")};
inline const PeerId Bob{QStringLiteral("3")};

/// A store in memory and a client in front of a scripted engine.
struct EngineFixture
{
    EngineFixture()
        : messages(database)
        , dialogs(database)
        , state(database)
        , engine(new ScriptedEngine(OwnAddress))
        , client(std::unique_ptr<Xmpp::Transport>(engine), clock)
    {
        opened = await(database.open()).isOk();
    }

    bool goOnline()
    {
        Xmpp::ConnectOptions options;
        options.webSocket = QUrl(QStringLiteral("ws://127.0.0.1/ws"));
        options.account = account;
        options.token = Secret("token");
        client.connectToEngine(options);
        return QTest::qWaitFor([this] { return client.state() == Xmpp::Client::State::Online; }, 30'000);
    }
    bool goOffline()
    {
        engine->drop();
        return QTest::qWaitFor(
            [this] { return client.state() == Xmpp::Client::State::Disconnected; }, 30'000);
    }

    Message addWaiting(const PeerId& peer, const QString& body)
    {
        Message message;
        message.peer = peer;
        message.isOutgoing = true;
        message.body = body;
        message.time = clock.now();
        message.originId = OriginId(QStringLiteral("o-") + body);
        message.state = DeliveryState::Waiting;
        clock.advance(std::chrono::seconds(1));
        const auto stored = await(messages.addOutgoing(message));
        return stored ? *stored : Message();
    }
    DeliveryState stateOf(const PeerId& peer, const QString& body)
    {
        const auto page = await(messages.page(peer, std::nullopt, 1000));
        for (const Message& message : page.value()) {
            if (message.body == body)
                return message.state;
        }
        return DeliveryState::Received;
    }
    qsizetype countOf(const PeerId& peer) { return await(messages.page(peer, std::nullopt, 10'000))->size(); }
    int unreadOf(const PeerId& peer) { return await(dialogs.find(peer))->unreadCount; }

    /// `count` messages from `from` (or to them), one a second, continuing the archive.
    void archive(int count, const QString& from, const QString& to, const QString& text)
    {
        for (int i = 0; i < count; ++i) {
            const int number = int(engine->archive.size());
            engine->archive.append({QStringLiteral("a%1").arg(number, 6, 10, QLatin1Char('0')), from, to,
                QStringLiteral("%1 %2").arg(text).arg(number), QStringLiteral("x%1").arg(number),
                archiveStart.addSecs(number)});
        }
    }

    /// Messages from Ada in frames that the client passes over, as it does with those that are too large.
    void archiveUnreadable(int count = 1) { archive(count, AdaAddress, OwnAddress, QString(QChar(1))); }

    QStringList sentBodies() const
    {
        QStringList bodies;
        for (const auto& message : engine->messages)
            bodies.append(message.body);
        return bodies;
    }

    const Jid account = *Jid::parse(OwnAddress);
    const QDateTime archiveStart = QDateTime::fromSecsSinceEpoch(1'600'000'000, Qt::UTC);
    FakeClock clock;
    Store::Database database{QStringLiteral(":memory:")};
    Store::MessageRepository messages;
    Store::DialogRepository dialogs;
    Store::StateRepository state;
    ScriptedEngine* engine; ///< owned by the client
    Xmpp::Client client;
    bool opened = false;
};

} // namespace Natter::Test
