// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"
#include "xmpp/Element.h"

#include <optional>

namespace Natter::Xmpp {

/// `<stream:error/>`, RFC 6120 (2011-03), 4.9: the end of the stream and why. `text` is not kept: it is the
/// peer's prose.
struct StreamError
{
    QString condition; ///< 4.9.3, `undefined-condition` when none was given

    static std::optional<StreamError> fromXml(const Element& element);
    Element toXml() const;

    /// Revoked (conflict, policy-violation), Unauthorized, Protocol for what we did wrong, and
    /// Network for what is worth another try. `code` is the condition.
    Error toError() const;
};

} // namespace Natter::Xmpp
