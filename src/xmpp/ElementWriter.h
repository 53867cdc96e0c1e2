// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Element.h"

namespace Natter::Xmpp {

/// The element as one frame of RFC 7395. What XML cannot carry (control characters, lone surrogates,
/// U+FFFE, U+FFFF) becomes U+FFFD, so that no text can end the stream.
QString writeElement(const Element& element);

} // namespace Natter::Xmpp
