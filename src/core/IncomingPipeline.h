// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "store/MessageRepository.h"
#include "xmpp/Client.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace Natter::Core {

/// What arrives live goes through these steps in order, and each may end the way: refusals of own messages,
/// sender, chat state, body, gathering, store. Messages of a few milliseconds are stored in one transaction,
/// and while the store is busy they wait for the next one, so that a burst costs few transactions and few
/// repaints. GUI thread.
class IncomingPipeline : public QObject
{
    Q_OBJECT

public:
    IncomingPipeline(Xmpp::Client& engine, Store::MessageRepository& messages, const Jid& account,
        const Clock& clock, QObject* parent = nullptr);

    /// Stores what was gathered now.
    void flush();

Q_SIGNALS:
    /// Stored for good; what is in `inserted` was never seen before.
    void stored(const Natter::Store::MessageBatch& batch);
    /// XEP-0085. False also when a message came.
    void chatStateReceived(const Natter::PeerId& peer, bool isComposing);
    /// One's own message came back (RFC 6120, 8.3), from that person's address or, without one, from the
    /// server.
    void bounced(
        const Natter::OriginId& id, const QString& condition, const std::optional<Natter::PeerId>& from);
    /// The batch is lost here, but not in the archive: ArchiveSync must hear of it.
    void failed(const Natter::Error& error);

private:
    void receive(const Xmpp::InboundMessage& inbound, bool isOwn);
    void storeBatch();

    Store::MessageRepository& m_messages;
    const Jid m_account;
    const Clock& m_clock;
    QTimer m_gathering;
    QList<Message> m_gathered;
    int m_inFlight = 0;
};

} // namespace Natter::Core
