// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Element.h"

namespace Natter::Xmpp {

/// `<ping/>`, XEP-0199, 4: the payload of the question; the answer is an empty result, or any error.
Element pingRequest();
bool isPingRequest(const Element& payload);

} // namespace Natter::Xmpp
