// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Disco.h"

namespace Natter::Xmpp {

/// XEP-0115, 5.1: the hash that stands for an answer to disco#info (SHA-1, Base64).
QString verificationString(const DiscoInfo& info);

/// XEP-0115, 4: `<c/>` for our own presence.
Element capsElement();
/// The node under which capsElement() is asked about: XEP-0115, 6.2.
QString capsNode();

} // namespace Natter::Xmpp
