// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Jid.h"
#include "xmpp/Element.h"

#include <optional>

namespace Natter::Xmpp {

/// The question of resource binding, RFC 6120 (2011-03), 7.7: an empty resource leaves the choice to the
/// engine.
Element bindRequest(const QString& resource);

/// Its answer, 7.6.1: the full address of this session. std::nullopt unless it is one.
std::optional<Jid> boundAddress(const Element& bind);

} // namespace Natter::Xmpp
