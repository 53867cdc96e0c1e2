// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Result.h"
#include "base/Secret.h"
#include "base/StrongId.h"

#include <chrono>

namespace Natter::Gateway {

class Database;

/// Identity tokens that say nothing themselves (mesibo.md, section 7). Kept hashed, and past their end for a
/// while, so that a replay, a late use and an invention are told apart.
class OpaqueTokenRepository
{
public:
    OpaqueTokenRepository(Database& database, const Clock& clock);

    /// `nonce` may be empty.
    Result<Secret> issue(
        const QString& appId, const UserId& user, const Secret& nonce, std::chrono::seconds lifetime);

    struct Owner
    {
        UserId user;
        Secret nonce; ///< empty: made without one
    };
    /// `hash` is the token's fingerprint. One winner for each token, however many ask at once. Errors:
    /// TokenRefused with `token_unknown`, `token_used`, `token_revoked`, `token_expired`; Storage.
    Result<Owner> redeem(const QString& appId, const QString& hash);

    /// Nothing happens to a token that is not there.
    Result<void> revoke(const QString& appId, const QString& hash);
    Result<void> revokeAll(const QString& appId, const UserId& user);
    Result<void> purge();

private:
    qint64 now() const { return m_clock.now().toSecsSinceEpoch(); }

    Database& m_database;
    const Clock& m_clock;
};

} // namespace Natter::Gateway
