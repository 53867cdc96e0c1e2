// SPDX-License-Identifier: Apache-2.0
#include "TryLimit.h"

namespace Natter::Sandbox {

namespace {

constexpr qsizetype MostKeys = 10'000;

} // namespace

TryLimit::TryLimit(int most, std::chrono::milliseconds window, const Clock& clock)
    : m_most(most)
    , m_window(window)
    , m_clock(clock)
{}

std::chrono::milliseconds TryLimit::waitFor(const QString& key) const
{
    const auto tries = m_tries.value(key);
    if (tries.size() < m_most)
        return std::chrono::milliseconds(0);
    const auto free = tries.first() + m_window;
    return std::max(std::chrono::milliseconds(0), free - m_clock.monotonic());
}

void TryLimit::count(const QString& key)
{
    if (m_tries.size() >= MostKeys)
        dropQuietKeys();
    auto& tries = m_tries[key];
    tries += m_clock.monotonic();
    if (tries.size() > m_most)
        tries.removeFirst();
}

void TryLimit::dropQuietKeys()
{
    const auto quietSince = m_clock.monotonic() - m_window;
    m_tries.removeIf([quietSince](const auto& entry) { return entry.value().last() < quietSince; });
    if (m_tries.size() >= MostKeys)
        m_tries.clear();
}

} // namespace Natter::Sandbox
