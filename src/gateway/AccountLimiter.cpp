// SPDX-License-Identifier: Apache-2.0
#include "gateway/AccountLimiter.h"

namespace Natter::Gateway {

AccountLimiter::AccountLimiter(const Clock& clock, int callsPerMinute, AuditLog& audit)
    : m_limiter(clock, callsPerMinute)
    , m_audit(audit)
{}

Result<void> AccountLimiter::admit(const QString& appId, const UserId& user, const Origin& origin)
{
    if (user.toString().isEmpty())
        return {};
    const auto refusal = m_limiter.refusal(RateLimiter::keyOf(appId + u'\n' + user.toString()));
    if (!refusal)
        return {};
    if (refusal->isFirst)
        m_audit.write({"rate_limited", appId, user.toString(), refusal->error.code}, origin);
    return refusal->error;
}

} // namespace Natter::Gateway
