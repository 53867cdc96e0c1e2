// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"
#include "xmpp/Element.h"

#include <optional>

namespace Natter::Xmpp {

/// `<error/>` inside a stanza, RFC 6120 (2011-03), 8.3.
struct StanzaError
{
    QString type;      ///< 8.3.2: auth, cancel, continue, modify, wait
    QString condition; ///< 8.3.3; `undefined-condition` when none was given

    /// From the stanza that holds it. std::nullopt when the stanza is not of type `error`.
    static std::optional<StanzaError> ofStanza(const Element& stanza);
    Element toXml() const;

    /// NotFound (item-not-found), RateLimited (policy-violation, resource-constraint with type wait),
    /// Unauthorized (forbidden, not-authorized, not-allowed), ServerFailure otherwise. `code`: condition.
    Error toError() const;
};

} // namespace Natter::Xmpp
