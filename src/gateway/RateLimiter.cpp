// SPDX-License-Identifier: Apache-2.0
#include "gateway/RateLimiter.h"

#include "gateway/Refusal.h"

#include <QCryptographicHash>

#include <algorithm>
#include <utility>

namespace Natter::Gateway {

namespace {

constexpr qsizetype ManyBuckets = 50'000;
constexpr std::chrono::milliseconds Minute{60'000};

} // namespace

RateLimiter::RateLimiter(const Clock& clock, int callsPerMinute)
    : m_clock(clock)
    , m_callsPerMinute(callsPerMinute)
{}

QByteArray RateLimiter::keyOf(const QHostAddress& client)
{
    bool isIpv4 = false;
    const quint32 ipv4 = client.toIPv4Address(&isIpv4);
    if (isIpv4)
        return QByteArray::number(ipv4);
    const Q_IPV6ADDR address = client.toIPv6Address();
    return QByteArray(reinterpret_cast<const char*>(address.c), 8);
}

QByteArray RateLimiter::keyOf(const QString& name)
{
    return QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256);
}

Result<void> RateLimiter::admit(const QByteArray& key)
{
    const auto refused = refusal(key);
    return refused ? Result<void>(refused->error) : Result<void>();
}

Result<void> RateLimiter::look(const QByteArray& key)
{
    if (m_callsPerMinute <= 0 || filledBucketOf(key).calls >= 1)
        return {};
    return tooManyCalls();
}

std::optional<RateLimiter::Refusal> RateLimiter::refusal(const QByteArray& key)
{
    if (m_callsPerMinute <= 0)
        return std::nullopt;
    Bucket& bucket = filledBucketOf(key);
    if (bucket.calls < 1) {
        const bool isFirst = !std::exchange(bucket.isRefusing, true);
        return Refusal{tooManyCalls(), isFirst};
    }
    bucket.calls -= 1;
    bucket.isRefusing = false;
    return std::nullopt;
}

Error RateLimiter::tooManyCalls() const
{
    return refused(ErrorKind::RateLimited, "too_many_calls",
        "Too many calls from this address or for this login.",
        Retry::later(std::chrono::milliseconds(qint64(double(Minute.count()) / m_callsPerMinute) + 1)));
}

RateLimiter::Bucket& RateLimiter::filledBucketOf(const QByteArray& key)
{
    const auto now = m_clock.monotonic();
    Bucket& bucket = bucketOf(key, now);
    const double gained = m_callsPerMinute * double((now - bucket.filledAt).count()) / double(Minute.count());
    bucket.calls = std::min(m_callsPerMinute, bucket.calls + gained);
    bucket.filledAt = now;
    return bucket;
}

RateLimiter::Bucket& RateLimiter::bucketOf(const QByteArray& key, std::chrono::milliseconds now)
{
    if (now - m_periodStart > Minute || m_buckets.size() >= ManyBuckets) {
        m_olderBuckets = std::exchange(m_buckets, {});
        m_periodStart = now;
    }
    const auto known = m_buckets.find(key);
    if (known != m_buckets.end())
        return *known;
    const auto older = m_olderBuckets.constFind(key);
    return *m_buckets.insert(
        key, older != m_olderBuckets.constEnd() ? *older : Bucket{m_callsPerMinute, now, false});
}

} // namespace Natter::Gateway
