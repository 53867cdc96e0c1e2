// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"

#include "FaultSwitches.h"

namespace Natter::Sandbox {

/// A wall clock that is wrong by as much as one of the faults says. Intervals stay right.
class FaultyClock final : public Clock
{
public:
    FaultyClock(const Clock& clock, const FaultSwitches& faults, Fault fault)
        : m_clock(clock)
        , m_faults(faults)
        , m_fault(fault)
    {}

    QDateTime now() const override { return m_clock.now().addSecs(m_faults.seconds(m_fault).count()); }
    std::chrono::milliseconds monotonic() const override { return m_clock.monotonic(); }

private:
    const Clock& m_clock;
    const FaultSwitches& m_faults;
    Fault m_fault;
};

} // namespace Natter::Sandbox
