// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "xmpp/Element.h"

namespace Natter::Xmpp {

/// One frame of RFC 7395 (2014-10), 3.3: one whole element with its own namespace declarations, inside
/// FrameLimits and within the XML of RFC 6120, 11.1. Errors: TooLarge, Protocol.
Result<Element> readElement(const QString& frame);

} // namespace Natter::Xmpp
