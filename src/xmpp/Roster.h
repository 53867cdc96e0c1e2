// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Client.h"
#include "xmpp/Element.h"

#include <optional>

namespace Natter::Xmpp {

/// RFC 6121 (2011-03), 2.1.3: asks for the whole contact list.
Element rosterRequest();

/// `<query xmlns='jabber:iq:roster'/>`, RFC 6121, 2.1. Items without a proper address are left out.
struct Roster
{
    QList<RosterItem> items;

    static std::optional<Roster> fromXml(const Element& query);
};

} // namespace Natter::Xmpp
