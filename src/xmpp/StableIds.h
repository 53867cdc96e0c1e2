// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Jid.h"
#include "xmpp/Element.h"

namespace Natter::Xmpp {

/// XEP-0359: ids that survive resending, carbons and the archive. Ids over 256 characters are ignored.

/// `<origin-id/>`, given by the sender's client.
Element originIdElement(const OriginId& id);
OriginId originIdInside(const Element& message);

/// `<stanza-id/>`, but only the one by one's own archive: others say nothing about it, and 6 (business
/// rules) lets the engine strip forged ones only if it knows the XEP, which the caller has to know.
StanzaId stanzaIdInside(const Element& message, const Jid& own);

} // namespace Natter::Xmpp
