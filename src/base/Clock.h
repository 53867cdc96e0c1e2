// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>

#include <chrono>

namespace Natter {

/// Where time comes from, so that tests can move it. Thread-safe.
class Clock
{
public:
    virtual ~Clock() = default;
    /// Wall clock, UTC, milliseconds.
    virtual QDateTime now() const = 0;
    /// Never goes back, and goes on while the computer sleeps where the system can tell; for intervals.
    virtual std::chrono::milliseconds monotonic() const = 0;
};

/// The computer's own.
class SystemClock final : public Clock
{
public:
    QDateTime now() const override;
    std::chrono::milliseconds monotonic() const override;
};

} // namespace Natter
