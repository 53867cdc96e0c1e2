// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Iq.h"

namespace Natter::Xmpp {

/// What Natter answers to questions of others (iq get and set): XEP-0199 pings, XEP-0030 disco#info for
/// itself and its XEP-0115 node, and service-unavailable for everything else (RFC 6120, 8.4).
Iq replyTo(const Iq& question);

} // namespace Natter::Xmpp
