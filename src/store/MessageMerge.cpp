// SPDX-License-Identifier: Apache-2.0
#include "store/MessageMerge.h"

namespace Natter::Store {

bool canBecome(DeliveryState from, DeliveryState to)
{
    switch (to) {
    case DeliveryState::Waiting:
        return true;
    case DeliveryState::Failed:
        return from == DeliveryState::Waiting || from == DeliveryState::Sent;
    case DeliveryState::Sent:
        return from == DeliveryState::Waiting;
    case DeliveryState::Delivered:
        return from != DeliveryState::Read;
    case DeliveryState::Read:
        return true;
    case DeliveryState::Received:
        return false;
    }
    return false;
}

Message merged(const Message& stored, const Message& copy, Arrival arrival)
{
    Message result = stored;
    if (stored.archiveId.isEmpty())
        result.archiveId = copy.archiveId;
    // A message that was sent twice is in the archive twice: the copy that is stored counts.
    const bool isItsCopy = !copy.archiveId.isEmpty() && copy.archiveId == result.archiveId;
    if (arrival != Arrival::Live && isItsCopy && copy.time.isValid())
        result.time = copy.time;
    const bool isFurther = copy.state == DeliveryState::Sent || copy.state == DeliveryState::Delivered ||
                           copy.state == DeliveryState::Read;
    if (stored.isOutgoing && isFurther && canBecome(stored.state, copy.state)) {
        result.state = copy.state;
        result.failureCode.clear();
    }
    return result;
}

} // namespace Natter::Store
