// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Jid.h"
#include "xmpp/Element.h"

#include <QDateTime>

#include <optional>

namespace Natter::Xmpp {

/// `<delay/>` inside a stanza, XEP-0203, 4: when it was really sent.
struct Delay
{
    Jid from;       ///< who says so; empty when nobody is named
    QDateTime time; ///< UTC

    /// The first one whose stamp is a XEP-0082 date and time.
    static std::optional<Delay> inside(const Element& stanza);
    /// The last one told by one's own account or its server, which adds its own behind what the sender wrote.
    /// Anybody can put others into a message.
    static std::optional<Delay> trustedInside(const Element& stanza, const Jid& own);
};

} // namespace Natter::Xmpp
