// SPDX-License-Identifier: Apache-2.0
#include "gateway/RateLimiter.h"

#include "gateway/Refusal.h"

#include <QCryptographicHash>

#include <algorithm>

namespace Natter::Gateway {

namespace {

constexpr qsizetype ManyBuckets = 50'000;
constexpr std::chrono::milliseconds Minute{60'000};

QByteArray groupOf(const QHostAddress& client)
{
    bool isIpv4 = false;
    const quint32 ipv4 = client.toIPv4Address(&isIpv4);
    if (isIpv4)
        return QByteArray::number(ipv4);
    const Q_IPV6ADDR address = client.toIPv6Address();
    return QByteArray(reinterpret_cast<const char*>(address.c), 8);
}

} // namespace

RateLimiter::RateLimiter(const Clock& clock, int callsPerMinute)
    : m_clock(clock)
    , m_callsPerMinute(callsPerMinute)
{}

Result<void> RateLimiter::admit(const QHostAddress& client)
{
    return client.isNull() ? Result<void>() : take(groupOf(client));
}

Result<void> RateLimiter::admit(const QString& name)
{
    return take(QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256));
}

Result<void> RateLimiter::take(const QByteArray& key)
{
    if (m_callsPerMinute <= 0)
        return {};
    const auto now = m_clock.monotonic();
    if (m_buckets.size() > ManyBuckets)
        forgetFull(now);
    auto bucket = m_buckets.find(key);
    if (bucket == m_buckets.end())
        bucket = m_buckets.insert(key, Bucket{m_callsPerMinute, now});
    const double gained =
        m_callsPerMinute * double((now - bucket->filledAt).count()) / double(Minute.count());
    bucket->calls = std::min(m_callsPerMinute, bucket->calls + gained);
    bucket->filledAt = now;
    if (bucket->calls < 1)
        return refused(ErrorKind::RateLimited, "too_many_calls",
            "Too many calls from this address or for this login.",
            Retry::later(std::chrono::milliseconds(qint64(Minute.count() / m_callsPerMinute) + 1)));
    bucket->calls -= 1;
    return {};
}

void RateLimiter::forgetFull(std::chrono::milliseconds now)
{
    m_buckets.removeIf([now](const auto& entry) { return now - entry.value().filledAt > Minute; });
}

} // namespace Natter::Gateway
