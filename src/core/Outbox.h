// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/MessageRepository.h"
#include "xmpp/Client.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <optional>

namespace Natter::Core {

/// Brings one's own messages from disk (Waiting) to the server (Sent) or to a refusal (Failed). The store is
/// the truth: whatever is lost here with a crash or a connection is read from there again. Messages of one
/// dialog leave in the order in which they were written; none is handed to the engine twice in one stream.
/// GUI thread.
class Outbox : public QObject
{
    Q_OBJECT

public:
    /// Asks that messages to that person can be kept. NotFound: there is no such person. After any other
    /// failure the message is sent all the same, and may come back.
    using Reach = std::function<Answer<void>(const PeerId&)>;

    Outbox(Xmpp::Client& engine, Store::MessageRepository& messages, const QString& domain, Reach reach,
        QObject* parent = nullptr);

    /// A new stream that is no resumption: what was handed over and not acknowledged counts as unsent. Opens
    /// at once when nothing waits; else open() is called after the archive was caught up with.
    void beginStream();
    /// Sends what waits, and from now on what is added.
    void open();
    /// The connection is gone. What was handed to the engine stays its business until beginStream().
    void close();

    /// Stored as Waiting just now.
    void add(const Message& message);
    /// A Failed one goes back to Waiting.
    void retry(const OriginId& id);
    /// The engine refused it; `condition` as of RFC 6120, 8.3.3. With a person, only a message to them.
    void refuse(
        const OriginId& id, const QString& condition, const std::optional<PeerId>& peer = std::nullopt);
    /// It was deleted; not sent any more if it was not already.
    void forget(const Message& message);

Q_SIGNALS:
    void changed(const Natter::Message& message);
    void failed(const Natter::Error& error);

private:
    enum class State { Closed, Reading, Open };

    void takeWaiting(const Result<QList<Message>>& waiting);
    void enqueue(const Message& message);
    void pump(const PeerId& peer);
    void sendLane(const PeerId& peer);
    void failLane(const PeerId& peer, const Error& error);
    void acknowledge(const OriginId& id);
    void setState(const OriginId& id, DeliveryState state, const QString& failureCode = {},
        const std::optional<PeerId>& peer = std::nullopt);

    Xmpp::Client& m_engine;
    Store::MessageRepository& m_messages;
    const QString m_domain;
    const Reach m_reach;
    State m_state = State::Closed;
    quint64 m_run = 0; ///< answers asked for before close() are dropped
    QHash<PeerId, QList<Message>> m_lanes;
    QSet<PeerId> m_reaching;
    QList<Message> m_added;  ///< while Reading
    QSet<OriginId> m_queued; ///< in a lane
    QSet<OriginId> m_handed; ///< the engine has them and will acknowledge them
};

} // namespace Natter::Core
