// SPDX-License-Identifier: Apache-2.0
#include "xmpp/StreamLedger.h"

#include "xmpp/Namespaces.h"

namespace Natter::Xmpp {

bool StreamLedger::isStanza(const Element& element)
{
    return element.is(u"message", Ns::Client) || element.is(u"iq", Ns::Client) ||
           element.is(u"presence", Ns::Client);
}

void StreamLedger::countSent(const Element& stanza, const std::optional<OriginId>& id)
{
    ++m_sent;
    m_unacknowledged.enqueue({id, id ? stanza : Element()});
    if (id)
        ++m_messagesSinceRequest;
}

std::optional<QList<OriginId>> StreamLedger::acknowledge(quint32 handledByPeer)
{
    const auto handledBefore = static_cast<quint32>(m_sent - static_cast<quint64>(m_unacknowledged.size()));
    const quint32 news = handledByPeer - handledBefore; // modulo 2^32
    if (news > static_cast<quint64>(m_unacknowledged.size()))
        return std::nullopt;
    QList<OriginId> ids;
    for (quint32 i = 0; i < news; ++i) {
        const Entry entry = m_unacknowledged.dequeue();
        if (entry.id)
            ids.append(*entry.id);
    }
    return ids;
}

QList<StreamLedger::SentMessage> StreamLedger::takeUnacknowledged()
{
    QList<SentMessage> messages;
    m_sent -= static_cast<quint64>(m_unacknowledged.size());
    m_messagesSinceRequest = 0;
    while (!m_unacknowledged.isEmpty()) {
        const Entry entry = m_unacknowledged.dequeue();
        if (entry.id)
            messages.append({*entry.id, entry.stanza});
    }
    return messages;
}

} // namespace Natter::Xmpp
