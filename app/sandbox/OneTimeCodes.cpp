// SPDX-License-Identifier: Apache-2.0
#include "OneTimeCodes.h"

#include <QRandomGenerator>

namespace Natter::Sandbox {

namespace {

using namespace std::chrono_literals;

constexpr auto Lifetime = 5min;
constexpr auto Memory = 30min; ///< how long an old code is still answered with "expired"
constexpr int MostTries = 5;
constexpr qsizetype MostCodes = 10'000;

} // namespace

OneTimeCodes::OneTimeCodes(const Clock& clock)
    : m_clock(clock)
{}

Secret OneTimeCodes::issue(const QString& login)
{
    if (m_codes.size() >= MostCodes)
        dropOld();
    Secret code(QByteArray::number(QRandomGenerator::system()->bounded(1'000'000)).rightJustified(6, '0'));
    m_codes.insert(login, {code, m_clock.monotonic() + Lifetime, MostTries});
    return code;
}

OneTimeCodes::Verdict OneTimeCodes::check(const QString& login, const Secret& code)
{
    const auto entry = m_codes.find(login);
    if (entry == m_codes.end() || code.size() != entry->code.size())
        return Verdict::Wrong;
    if (m_clock.monotonic() >= entry->end || entry->triesLeft <= 0)
        return Verdict::Expired;
    --entry->triesLeft;
    if (!constantTimeEquals(code.reveal(), entry->code.reveal()))
        return Verdict::Wrong;
    m_codes.erase(entry);
    return Verdict::Right;
}

void OneTimeCodes::dropOld()
{
    const auto now = m_clock.monotonic();
    m_codes.removeIf([now](const auto& entry) { return entry.value().end + Memory < now; });
    if (m_codes.size() >= MostCodes)
        m_codes.clear();
}

} // namespace Natter::Sandbox
