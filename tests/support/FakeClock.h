// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"

#include <QElapsedTimer>

namespace Natter::Test {

/// A clock that stands still until told to go on, by steps or by itself.
class FakeClock final : public Clock
{
public:
    QDateTime now() const override { return m_now.addMSecs(ticked().count()); }
    std::chrono::milliseconds monotonic() const override { return m_monotonic + ticked(); }

    void advance(std::chrono::milliseconds by)
    {
        m_now = m_now.addMSecs(by.count());
        m_monotonic += by;
    }
    void setNow(const QDateTime& now) { m_now = now; }
    /// From now on it goes as real time does.
    void startTicking() { m_ticking.start(); }

private:
    std::chrono::milliseconds ticked() const
    {
        return std::chrono::milliseconds(m_ticking.isValid() ? m_ticking.elapsed() : 0);
    }

    QElapsedTimer m_ticking;
    QDateTime m_now = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    std::chrono::milliseconds m_monotonic{0};
};

} // namespace Natter::Test
