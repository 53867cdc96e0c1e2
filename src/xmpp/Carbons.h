// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Jid.h"
#include "xmpp/Element.h"

#include <optional>

namespace Natter::Xmpp {

/// XEP-0280, 4: asks the engine for copies of what one's other devices send and receive.
Element carbonsEnable();

/// A copy, XEP-0280, 7 and 8.
struct Carbon
{
    Element message;
    bool isSent = false; ///< by another device of one's own, else received by it

    static bool isInside(const Element& message);
    /// std::nullopt unless the carrier comes from the own bare address (11, security: CVE-2017-5589) and the
    /// copy fits the direction: a sent one from, a received one to the own account.
    static std::optional<Carbon> fromXml(const Element& message, const Jid& own);
};

} // namespace Natter::Xmpp
