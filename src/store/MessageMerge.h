// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Message.h"

namespace Natter::Store {

/// True when a message in `from` may become `to`: never back, except that Failed and Waiting are always
/// taken. A failed one that turns out delivered or read is so; a late "sent" does not mend it.
bool canBecome(DeliveryState from, DeliveryState to);

/// What the stored message learns from another copy of it: archive id and, with it, the server's stamp; and
/// that a waiting one has reached the server.
Message merged(const Message& stored, const Message& copy);

} // namespace Natter::Store
