// SPDX-License-Identifier: Apache-2.0
#include "net/Backoff.h"

#include <QRandomGenerator>

#include <algorithm>

namespace Natter::Net {

Backoff::Backoff(std::chrono::milliseconds first, std::chrono::milliseconds longest)
    : m_first(first)
    , m_longest(longest)
{}

std::chrono::milliseconds Backoff::next()
{
    std::chrono::milliseconds whole = m_first;
    for (int i = 0; i < m_tries && whole < m_longest; ++i)
        whole *= 2;
    whole = std::min(whole, m_longest);
    ++m_tries;
    const auto half = whole / 2;
    const double share = QRandomGenerator::global()->generateDouble();
    return half + std::chrono::milliseconds(std::int64_t(share * double((whole - half).count())));
}

void Backoff::reset()
{
    m_tries = 0;
}

} // namespace Natter::Net
