// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace Natter::Net {

/// Waiting times between tries: doubling from `first` to `longest`, each with full jitter between half of
/// it and all of it.
class Backoff
{
public:
    explicit Backoff(std::chrono::milliseconds first = std::chrono::milliseconds(500),
        std::chrono::milliseconds longest = std::chrono::milliseconds(30'000));

    std::chrono::milliseconds next();
    void reset();
    int tries() const { return m_tries; }

private:
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_longest;
    int m_tries = 0;
};

} // namespace Natter::Net
