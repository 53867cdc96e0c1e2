// SPDX-License-Identifier: Apache-2.0
#include "core/InboundMapping.h"

#include "base/PlainText.h"

namespace Natter::Core {

namespace {

constexpr qsizetype MaximumIdLength = 1023;
constexpr qint64 BelievedDays = 1;

QDateTime believedTime(const QDateTime& stamp, const QDateTime& now)
{
    return stamp.isValid() && stamp <= now.addDays(BelievedDays) ? stamp.toUTC() : now;
}

} // namespace

std::optional<PeerId> peerOf(const Jid& address, const Jid& account)
{
    if (address.local().isEmpty() || address.domain() != account.domain() || address.bare() == account)
        return std::nullopt;
    return address.peerId();
}

std::optional<Message> messageFrom(
    const Xmpp::InboundMessage& inbound, bool isOwn, const Jid& account, const QDateTime& now)
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
    message.time = believedTime(inbound.stamp, now);
    if (inbound.originId.toString().size() <= MaximumIdLength)
        message.originId = inbound.originId;
    message.archiveId = inbound.stanzaId;
    message.state = isOwn ? DeliveryState::Sent : DeliveryState::Received;
    return message;
}

bool isOwnMessage(const Xmpp::InboundMessage& inbound, const Jid& account)
{
    return inbound.from.bare() == account;
}

} // namespace Natter::Core
