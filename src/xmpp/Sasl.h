// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"
#include "base/Secret.h"
#include "xmpp/Element.h"

#include <optional>

namespace Natter::Xmpp {

/// RFC 6120 (2011-03), 6.4.2 with the PLAIN mechanism of RFC 4616: the local part and the engine token,
/// made right before it is sent. The element holds the token: send it, do not keep it.
Element saslPlain(const QString& localPart, const Secret& token);

/// `<failure/>`, RFC 6120, 6.4.5.
struct SaslFailure
{
    QString condition; ///< 6.5; `undefined-condition` when none was given

    static std::optional<SaslFailure> fromXml(const Element& element);
    /// Unauthorized for everything but temporary-auth-failure, which is ServerFailure. `code` is the
    /// condition.
    Error toError() const;
};

bool isSaslSuccess(const Element& element);

} // namespace Natter::Xmpp
