// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Presence.h"

#include "xmpp/Namespaces.h"
#include "xmpp/StanzaAddress.h"

namespace Natter::Xmpp {

Element initialPresence(const Element& capabilities)
{
    return {u"presence", Ns::Client, {}, {capabilities}};
}

std::optional<Availability> Availability::fromXml(const Element& presence)
{
    const auto from = addressOf(presence, u"from");
    const QString type = presence.attribute(u"type");
    if (!presence.is(u"presence", Ns::Client) || !from || from->isEmpty())
        return std::nullopt;
    if (!type.isNull() && type != u"unavailable")
        return std::nullopt;
    return Availability{*from, type.isNull()};
}

} // namespace Natter::Xmpp
