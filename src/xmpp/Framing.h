// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Element.h"

#include <optional>

namespace Natter::Xmpp {

/// `<open/>`, RFC 7395 (2014-10), 3.3: starts a stream in place of a stream header.
struct StreamOpen
{
    QString to;   ///< what we ask for
    QString from; ///< what the engine says it is

    /// std::nullopt unless it is XMPP 1.0.
    static std::optional<StreamOpen> fromXml(const Element& element);
    Element toXml() const;
};

/// `<close/>`, RFC 7395, 3.6.
struct StreamClose
{
    QString seeOtherUri; ///< 3.6.1; never followed, only told

    static std::optional<StreamClose> fromXml(const Element& element);
    Element toXml() const;
};

} // namespace Natter::Xmpp
