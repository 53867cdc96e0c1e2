// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"
#include "xmpp/Element.h"

#include <QList>
#include <QQueue>

#include <optional>

namespace Natter::Xmpp {

/// Who has handled what, XEP-0198, 4: counts stanzas (message, presence, iq) in both directions and
/// keeps the ones the engine has not answered for. Counters are modulo 2^32 on the wire.
class StreamLedger
{
public:
    /// A message that waits for the engine's word, ready to be sent again.
    struct SentMessage
    {
        OriginId id;
        Element stanza;
    };

    static bool isStanza(const Element& element);

    /// Every stanza that goes out. `id` only for a message that is to be acknowledged.
    void countSent(const Element& stanza, const std::optional<OriginId>& id = std::nullopt);
    void countHandled() { ++m_handled; }
    quint32 handled() const { return m_handled; }

    /// The messages that the engine's `h` covers and that were not acknowledged before, oldest first.
    /// std::nullopt when it claims more than was sent.
    std::optional<QList<OriginId>> acknowledge(quint32 handledByPeer);

    /// Messages that went out after the last `<r/>`; noteRequested() says that one goes now.
    int messagesSinceRequest() const { return m_messagesSinceRequest; }
    void noteRequested() { m_messagesSinceRequest = 0; }

    /// After a resumption: takes what is still unacknowledged, for sending it again through countSent().
    /// Only messages; the engine answers for lost questions by silence and their askers have been told.
    QList<SentMessage> takeUnacknowledged();

private:
    struct Entry
    {
        std::optional<OriginId> id;
        Element stanza; ///< null unless it is a message with an id
    };

    QQueue<Entry> m_unacknowledged;
    quint64 m_sent = 0; ///< m_sent - size of the queue is what the engine has handled
    int m_messagesSinceRequest = 0;
    quint32 m_handled = 0;
};

} // namespace Natter::Xmpp
