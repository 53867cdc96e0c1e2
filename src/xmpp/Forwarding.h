// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Element.h"

#include <QDateTime>

#include <optional>

namespace Natter::Xmpp {

/// `<forwarded/>`, XEP-0297, 3: a message inside another one. It is worth what its carrier is worth: the
/// caller checks who forwards.
struct Forwarded
{
    Element message;
    QDateTime time; ///< UTC, as the forwarder says; invalid when it does not

    /// From the element that holds it.
    static std::optional<Forwarded> inside(const Element& carrier);
};

} // namespace Natter::Xmpp
