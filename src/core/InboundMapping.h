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

/// A message of the stream to store, or nothing when there is nothing to keep: no body, an error, a sender
/// that peerOf() refuses. `isOwn`: sent by this account, from whichever device. `now`: its arrival; the
/// archive's copy brings the server's time.
std::optional<Message> liveMessage(
    const Xmpp::InboundMessage& inbound, bool isOwn, const Jid& account, const QDateTime& now);

/// A message of the archive to store, or nothing as above. Its stamp is the server's word, whatever this
/// computer's clock says; `now` only where there is none.
std::optional<Message> archivedMessage(
    const Xmpp::InboundMessage& inbound, const Jid& account, const QDateTime& now);

} // namespace Natter::Core
