// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Fault.h"

#include <QObject>

#include <chrono>

namespace Natter::Sandbox {

/// The faults that are on right now. They can be switched while everything runs.
class FaultSwitches : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    bool has(Fault fault) const { return m_faults.contains(fault); }
    /// Zero while it is off.
    std::chrono::seconds seconds(Fault fault) const { return std::chrono::seconds(m_faults.value(fault)); }
    const Faults& current() const { return m_faults; }

    /// Exactly these from now on.
    void set(const Faults& faults)
    {
        if (m_faults == faults)
            return;
        m_faults = faults;
        Q_EMIT changed();
    }

Q_SIGNALS:
    void changed();

private:
    Faults m_faults;
};

} // namespace Natter::Sandbox
