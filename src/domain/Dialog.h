// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Message.h"

namespace Natter {

/// One row of the dialog list. The peer's name and avatar come from the UserDirectory, not from here.
struct Dialog
{
    PeerId peer;
    std::optional<Message> lastMessage; ///< empty: opened, nothing said yet
    int unreadCount = 0;
    QString draft;
    bool isPinned = false;
    bool isMuted = false;
    QDateTime createdAt; ///< UTC

    /// What the list is sorted by, newest first, after pinned ones.
    QDateTime sortTime() const { return lastMessage ? lastMessage->time : createdAt; }

    friend bool operator==(const Dialog&, const Dialog&) = default;
};

} // namespace Natter

Q_DECLARE_METATYPE(Natter::Dialog)
