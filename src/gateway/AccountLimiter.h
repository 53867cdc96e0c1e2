// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"
#include "gateway/AuditLog.h"
#include "gateway/RateLimiter.h"

namespace Natter::Gateway {

/// Bounds verifications and refreshes of one account together, and audits each flood once.
class AccountLimiter
{
public:
    /// `callsPerMinute` 0: no limit.
    AccountLimiter(const Clock& clock, int callsPerMinute, AuditLog& audit);

    /// Everything of an unknown `user` (of an opaque token, which works once) passes. Errors: RateLimited.
    Result<void> admit(const QString& appId, const UserId& user, const Origin& origin);

private:
    RateLimiter m_limiter;
    AuditLog& m_audit;
};

} // namespace Natter::Gateway
