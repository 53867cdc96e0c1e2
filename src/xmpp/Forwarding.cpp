// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Forwarding.h"

#include "xmpp/Delay.h"
#include "xmpp/Namespaces.h"

namespace Natter::Xmpp {

std::optional<Forwarded> Forwarded::inside(const Element& carrier)
{
    const Element forwarded = carrier.child(u"forwarded", Ns::Forward);
    const Element message = forwarded.child(u"message", Ns::Client);
    if (message.isNull())
        return std::nullopt;
    return Forwarded{message, delayInside(forwarded)};
}

} // namespace Natter::Xmpp
