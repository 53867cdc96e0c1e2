// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Message.h"
#include "store/Arrival.h"

namespace Natter::Store {

/// True when a message in `from` may become `to`: never back, except that Failed and Waiting are always
/// taken. A failed one that turns out delivered or read is so; a late "sent" does not mend it.
bool canBecome(DeliveryState from, DeliveryState to);

/// What the stored message learns from another copy of it: its archive id, the server's time when the copy
/// is the archive's, and that a waiting one has reached the server.
Message merged(const Message& stored, const Message& copy, Arrival arrival);

} // namespace Natter::Store
