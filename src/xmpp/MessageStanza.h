// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Client.h"
#include "xmpp/Element.h"

#include <optional>

namespace Natter::Xmpp {

/// Whose session reads a message, and what its engine is known to do.
struct MessageReader
{
    Jid own; ///< full
    /// The engine supports XEP-0359 and so removes forged stanza-ids.
    bool isStanzaIdTrusted = false;
};

/// A live message or the carbon of one.
struct ReceivedMessage
{
    InboundMessage message;
    bool isOwn = false; ///< sent by another device of this account
};

/// `<message/>`, RFC 6121 (2011-03), 5, live or as a carbon. std::nullopt for what is no chat (groupchat,
/// headline), says nothing (no body, chat state or error), has an invalid sender, or is a forged carbon.
std::optional<ReceivedMessage> receivedMessage(const Element& stanza, const MessageReader& reader);

/// A message out of one's own archive. std::nullopt as above, and without a body.
std::optional<InboundMessage> archivedMessage(
    const Element& stanza, const StanzaId& id, const QDateTime& time, const MessageReader& reader);

/// RFC 6121, 5.2, with XEP-0359 origin-id and XEP-0085 `active`.
Element chatMessage(const OutboundMessage& message);
/// XEP-0085, 5.5: a state alone, with the XEP-0334 hint that nobody stores it.
Element chatStateMessage(const Jid& to, bool isComposing);

} // namespace Natter::Xmpp
