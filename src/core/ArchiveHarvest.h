// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ArchivePosition.h"
#include "domain/Message.h"
#include "xmpp/Client.h"

#include <QSet>

namespace Natter::Core {

/// What one page of the archive brings to the store, each list oldest first.
struct ArchiveHarvest
{
    QList<Message> history; ///< one's own, known before, or read already
    QList<Message> news;    ///< of others, to be counted as unread
    bool isEnd = false;     ///< the gap is closed with this page
};

/// Sorts a page that was asked for to fill `gap`. `answered` gathers, from page to page, the people to whom
/// a newer own message was seen: what they wrote before it has been read elsewhere.
ArchiveHarvest harvestPage(const Xmpp::ArchivePage& page, const ArchiveGap& gap, const Jid& account,
    const QDateTime& now, QSet<PeerId>& answered);

} // namespace Natter::Core
