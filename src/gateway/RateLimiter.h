// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Result.h"

#include <QHash>
#include <QHostAddress>

namespace Natter::Gateway {

/// So many calls a minute for each client address, or for each of other names (a login), as a bucket that
/// fills evenly. IPv6 clients count by their /64.
class RateLimiter
{
public:
    /// `callsPerMinute` 0: no limit.
    RateLimiter(const Clock& clock, int callsPerMinute);

    /// A null address is admitted: it is this machine. Errors: RateLimited (`too_many_calls`).
    Result<void> admit(const QHostAddress& client);
    /// The same for a name. Names of any length cost the same.
    Result<void> admit(const QString& name);

private:
    struct Bucket
    {
        double calls = 0;
        std::chrono::milliseconds filledAt{0};
    };

    Result<void> take(const QByteArray& key);
    void forgetFull(std::chrono::milliseconds now);

    const Clock& m_clock;
    double m_callsPerMinute;
    QHash<QByteArray, Bucket> m_buckets;
};

} // namespace Natter::Gateway
