// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Result.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>

#include <optional>

namespace Natter::Gateway {

/// So many calls a minute for each key (a client address, an account), as a bucket that fills evenly. Of very
/// many keys within one minute the oldest are forgotten, so memory is bounded.
class RateLimiter
{
public:
    /// `callsPerMinute` 0: no limit.
    RateLimiter(const Clock& clock, int callsPerMinute);

    struct Refusal
    {
        Error error;          ///< RateLimited (`too_many_calls`)
        bool isFirst = false; ///< of this key since it was last admitted
    };
    std::optional<Refusal> refusal(const QByteArray& key);

    /// The same for who need not know. Errors: as in Refusal.
    Result<void> admit(const QByteArray& key);

    /// Whether one more would be admitted, without counting it. Errors: as in Refusal.
    Result<void> look(const QByteArray& key);

    /// IPv6 clients count by their /64.
    static QByteArray keyOf(const QHostAddress& client);
    /// Names of any length cost the same.
    static QByteArray keyOf(const QString& name);

private:
    struct Bucket
    {
        double calls = 0;
        std::chrono::milliseconds filledAt{0};
        bool isRefusing = false;
    };

    Error tooManyCalls() const;
    Bucket& filledBucketOf(const QByteArray& key);
    Bucket& bucketOf(const QByteArray& key, std::chrono::milliseconds now);

    const Clock& m_clock;
    double m_callsPerMinute;
    QHash<QByteArray, Bucket> m_buckets;      ///< used in this period
    QHash<QByteArray, Bucket> m_olderBuckets; ///< in the one before: a bucket not used for a minute is full
    std::chrono::milliseconds m_periodStart{0};
};

} // namespace Natter::Gateway
