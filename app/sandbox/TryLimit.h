// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"

#include <QHash>
#include <QList>
#include <QString>

namespace Natter::Sandbox {

/// At most so many tries of one key within a sliding window. Forgets keys that have grown quiet.
class TryLimit
{
public:
    TryLimit(int most, std::chrono::milliseconds window, const Clock& clock);

    /// How long that key has to wait; zero: it may try.
    std::chrono::milliseconds waitFor(const QString& key) const;
    void count(const QString& key);
    void forget(const QString& key) { m_tries.remove(key); }

private:
    void dropQuietKeys();

    int m_most;
    std::chrono::milliseconds m_window;
    const Clock& m_clock;
    QHash<QString, QList<std::chrono::milliseconds>> m_tries; ///< times of the last `m_most` tries
};

} // namespace Natter::Sandbox
