// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Carbons.h"

#include "xmpp/Forwarding.h"
#include "xmpp/Namespaces.h"
#include "xmpp/StanzaAddress.h"

namespace Natter::Xmpp {

namespace {

std::optional<Carbon> carbonOf(const Element& element, const Jid& own)
{
    const bool isSent = element.name() == u"sent";
    const auto forwarded = Forwarded::inside(element);
    if (!forwarded || (!isSent && element.name() != u"received"))
        return std::nullopt;
    const auto address = addressOf(forwarded->message, isSent ? u"from" : u"to");
    if (!address || address->bare() != own.bare())
        return std::nullopt;
    return Carbon{forwarded->message, isSent};
}

} // namespace

Element carbonsEnable()
{
    return {u"enable", Ns::Carbons};
}

bool Carbon::isInside(const Element& message)
{
    return !message.child(u"sent", Ns::Carbons).isNull() || !message.child(u"received", Ns::Carbons).isNull();
}

std::optional<Carbon> Carbon::fromXml(const Element& message, const Jid& own)
{
    if (addressOf(message, u"from") != own.bare())
        return std::nullopt;
    for (const Element& child : message.children()) {
        if (child.xmlNamespace() == Ns::Carbons)
            return carbonOf(child, own);
    }
    return std::nullopt;
}

} // namespace Natter::Xmpp
