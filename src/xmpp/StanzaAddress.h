// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Jid.h"
#include "xmpp/Element.h"

#include <optional>

namespace Natter::Xmpp {

/// The stanza's `from` or `to` (RFC 6120, 8.1): the empty Jid when it is absent, std::nullopt when it is
/// there and no address.
std::optional<Jid> addressOf(const Element& stanza, QStringView attribute);

/// `to`, left out when the address is empty.
Element::Attribute toAttribute(const Jid& to);

/// RFC 6120, 8.1.2.1: what one's own account says comes without a sender or from the bare address.
bool isFromOwnAccount(const Jid& from, const Jid& own);

} // namespace Natter::Xmpp
