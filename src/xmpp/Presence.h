// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Jid.h"
#include "xmpp/Element.h"

#include <optional>

namespace Natter::Xmpp {

/// RFC 6121 (2011-03), 4.2: "I am here", with the XEP-0115 element.
Element initialPresence(const Element& capabilities);

/// Somebody's device comes or goes, RFC 6121, 4.3 to 4.5.
struct Availability
{
    Jid from;
    bool isAvailable = false;

    /// std::nullopt for everything else that a presence can be (subscriptions, probes, errors).
    static std::optional<Availability> fromXml(const Element& presence);
};

} // namespace Natter::Xmpp
