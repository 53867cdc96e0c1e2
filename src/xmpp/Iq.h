// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Jid.h"
#include "xmpp/Element.h"
#include "xmpp/StanzaError.h"

#include <optional>

namespace Natter::Xmpp {

/// `<iq/>`, RFC 6120 (2011-03), 8.2.3: one question or its answer.
struct Iq
{
    enum class Type { Get, Set, Result, Error };

    Type type = Type::Get;
    QString id;
    Jid from;                           ///< empty: the engine, on behalf of one's own account
    Jid to;                             ///< empty: one's own account
    Element payload;                    ///< null in an empty result
    std::optional<StanzaError> failure; ///< only with Type::Error

    /// std::nullopt without a type or an id, or when an address is no address.
    static std::optional<Iq> fromXml(const Element& element);
    Element toXml() const;

    /// The answers to this question.
    Iq result(const Element& answer = {}) const;
    Iq error(const StanzaError& error) const;
};

} // namespace Natter::Xmpp
