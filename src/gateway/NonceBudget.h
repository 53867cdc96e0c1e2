// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"

#include <QHash>
#include <QString>

#include <optional>

namespace Natter::Gateway {

/// How many nonces of an app are outstanding, counted in the database at most once a second and by hand in
/// between, so that whoever asks for a million of them costs neither rows nor queries.
class NonceBudget
{
public:
    explicit NonceBudget(const Clock& clock)
        : m_clock(clock)
    {}

    /// std::nullopt: it must be counted again. Otherwise whether one more may be issued, which is then noted.
    std::optional<bool> take(const QString& appId, int maximum)
    {
        const auto entry = m_entries.find(appId);
        if (entry == m_entries.end() || m_clock.monotonic() - entry->countedAt > std::chrono::seconds(1))
            return std::nullopt;
        if (entry->outstanding >= maximum)
            return false;
        ++entry->outstanding;
        return true;
    }
    void note(const QString& appId, int outstanding)
    {
        m_entries.insert(appId, {outstanding, m_clock.monotonic()});
    }

    /// One was used.
    void giveBack(const QString& appId)
    {
        const auto entry = m_entries.find(appId);
        if (entry != m_entries.end() && entry->outstanding > 0)
            --entry->outstanding;
    }

private:
    struct Entry
    {
        int outstanding = 0;
        std::chrono::milliseconds countedAt{0};
    };

    const Clock& m_clock;
    QHash<QString, Entry> m_entries;
};

} // namespace Natter::Gateway
