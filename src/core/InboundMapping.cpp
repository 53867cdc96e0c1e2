// SPDX-License-Identifier: Apache-2.0
#include "core/InboundMapping.h"

#include "base/PlainText.h"

namespace Natter::Core {

namespace {

constexpr qsizetype MaximumIdLength = 1023;

std::optional<Message> messageFrom(
    const Xmpp::InboundMessage& inbound, bool isOwn, const Jid& account, const QDateTime& time)
{
    if (inbound.isError || inbound.body.isEmpty())
        return std::nullopt;
    const auto peer = peerOf(isOwn ? inbound.to : inbound.from, account);
    if (!peer)
        return std::nullopt;

    Message message;
    message.peer = *peer;
    message.isOutgoing = isOwn;
    message.body = plainBody(inbound.body);
    message.time = time.toUTC();
    if (inbound.originId.toString().size() <= MaximumIdLength)
        message.originId = inbound.originId;
    message.archiveId = inbound.stanzaId;
    message.state = isOwn ? DeliveryState::Sent : DeliveryState::Received;
    return message;
}

} // namespace

std::optional<PeerId> peerOf(const Jid& address, const Jid& account)
{
    if (address.local().isEmpty() || address.domain() != account.domain() || address.bare() == account)
        return std::nullopt;
    return address.peerId();
}

std::optional<Message> liveMessage(
    const Xmpp::InboundMessage& inbound, bool isOwn, const Jid& account, const QDateTime& now)
{
    return messageFrom(inbound, isOwn, account, now);
}

std::optional<Message> archivedMessage(
    const Xmpp::InboundMessage& inbound, const Jid& account, const QDateTime& now)
{
    const bool isOwn = inbound.from.bare() == account;
    return messageFrom(inbound, isOwn, account, inbound.stamp.isValid() ? inbound.stamp : now);
}

} // namespace Natter::Core
