// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"

namespace Natter::Test {

/// A clock that stands still until told to go on.
class FakeClock final : public Clock
{
public:
    QDateTime now() const override { return m_now; }
    std::chrono::milliseconds monotonic() const override { return m_monotonic; }

    void advance(std::chrono::milliseconds by)
    {
        m_now = m_now.addMSecs(by.count());
        m_monotonic += by;
    }
    void setNow(const QDateTime& now) { m_now = now; }

private:
    QDateTime m_now = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    std::chrono::milliseconds m_monotonic{0};
};

} // namespace Natter::Test
