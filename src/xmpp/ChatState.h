// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Element.h"

#include <optional>

namespace Natter::Xmpp {

/// XEP-0085, 4: whether somebody is typing. `composing` is true; `active`, `paused`, `inactive` and `gone`
/// are false.
std::optional<bool> isComposingInside(const Element& message);

/// The state that goes with a message, or alone after the person stopped: `active`.
Element activeElement();
Element composingElement();

} // namespace Natter::Xmpp
