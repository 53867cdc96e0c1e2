// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>

namespace Natter::Core {

/// A stretch of the account's archive that is not in the store yet: everything between `until` and `before`,
/// both exclusive.
struct ArchiveGap
{
    StanzaId before;      ///< empty: from the newest
    StanzaId until;       ///< empty: to the beginning, or until `left` is used up
    QDateTime untilTime;  ///< when `until` was sent; for when the archive has expired it
    int left = Unlimited; ///< messages that are new to the store

    static constexpr int Unlimited = -1;

    /// A first fill is history; what came after `until` is news.
    bool isNews() const { return !until.isEmpty(); }

    friend bool operator==(const ArchiveGap&, const ArchiveGap&) = default;
};

/// How much of the account's archive is in the store. Kept in the StateRepository as JSON, so that a catch-up
/// that was interrupted continues after a restart.
struct ArchivePosition
{
    StanzaId head;          ///< the newest archive id in the store; empty: never filled
    QDateTime headTime;     ///< by the archive: `head` is as new or newer
    QList<ArchiveGap> gaps; ///< newest last

    QByteArray toJson() const;
    /// Malformed input gives the empty position: everything is asked for again.
    static ArchivePosition fromJson(const QByteArray& json);

    friend bool operator==(const ArchivePosition&, const ArchivePosition&) = default;
};

} // namespace Natter::Core
