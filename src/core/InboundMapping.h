// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Message.h"
#include "xmpp/Client.h"

#include <optional>

namespace Natter::Core {

/// \file
/// The gate between what the engine delivers and what the store keeps. Pure functions.

/// The person behind an address, as this account may talk to them. Nothing for one's own address, for
/// services without a local part, and for other domains: `2@elsewhere` is not this site's person `2`.
std::optional<PeerId> peerOf(const Jid& address, const Jid& account);

/// The message to store, or nothing when there is nothing to keep: no body, an error, a sender that peerOf()
/// refuses. `isOwn`: sent by this account, from whichever device. Stamps over a day ahead of `now` are not
/// believed.
std::optional<Message> messageFrom(
    const Xmpp::InboundMessage& inbound, bool isOwn, const Jid& account, const QDateTime& now);

/// Whether an archived message was sent by this account.
bool isOwnMessage(const Xmpp::InboundMessage& inbound, const Jid& account);

} // namespace Natter::Core
