// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Ping.h"

#include "xmpp/Namespaces.h"

namespace Natter::Xmpp {

Element pingRequest()
{
    return {u"ping", Ns::Ping};
}

bool isPingRequest(const Element& payload)
{
    return payload.is(u"ping", Ns::Ping);
}

} // namespace Natter::Xmpp
