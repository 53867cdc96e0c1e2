// SPDX-License-Identifier: Apache-2.0
#include "core/ArchiveHarvest.h"

#include "core/InboundMapping.h"

#include <algorithm>

namespace Natter::Core {

namespace {

/// Index of the first message that lies inside the gap.
qsizetype firstInside(const Xmpp::ArchivePage& page, const ArchiveGap& gap)
{
    if (!gap.isNews())
        return 0;
    const auto isOutside = [&gap](const Xmpp::InboundMessage& message) {
        return message.stanzaId == gap.until ||
               (gap.untilTime.isValid() && message.stamp.isValid() && message.stamp < gap.untilTime);
    };
    const auto lastOutside = std::find_if(page.messages.crbegin(), page.messages.crend(), isOutside);
    return page.messages.crend() - lastOutside;
}

} // namespace

ArchiveHarvest harvestPage(const Xmpp::ArchivePage& page, const ArchiveGap& gap, const Jid& account,
    const QDateTime& now, QSet<PeerId>& answered)
{
    ArchiveHarvest harvest;
    const qsizetype inside = firstInside(page, gap);
    for (qsizetype i = page.messages.size() - 1; i >= 0; --i) {
        const Xmpp::InboundMessage& inbound = page.messages.at(i);
        const auto message = archivedMessage(inbound, account, now);
        if (!message)
            continue;
        if (message->isOutgoing)
            answered.insert(message->peer);
        const bool isNews =
            gap.isNews() && i >= inside && !message->isOutgoing && !answered.contains(message->peer);
        (isNews ? harvest.news : harvest.history).append(*message);
    }
    std::reverse(harvest.news.begin(), harvest.news.end());
    std::reverse(harvest.history.begin(), harvest.history.end());

    const bool isStuck = page.firstId.isEmpty() || page.firstId == gap.before;
    harvest.isEnd = page.isComplete || inside > 0 || isStuck;
    return harvest;
}

} // namespace Natter::Core
