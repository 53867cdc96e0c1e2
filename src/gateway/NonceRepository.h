// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Result.h"
#include "base/Secret.h"

#include <chrono>

namespace Natter::Gateway {

class Database;

/// Outstanding and used nonces (qiscus.md, section 3.2). Kept hashed, and past their end for a while, so that
/// a replay, a late use and an invention are told apart.
class NonceRepository
{
public:
    NonceRepository(Database& database, const Clock& clock);

    struct Nonce
    {
        Secret value;
        qint64 expiresAt; ///< Unix seconds
    };
    Result<Nonce> issue(const QString& appId, std::chrono::seconds lifetime);
    /// `hash` is the nonce's fingerprint. One winner for each nonce, however many ask at once. Errors:
    /// TokenRefused with `nonce_unknown`, `nonce_used`, `nonce_expired`; Storage.
    Result<void> consume(const QString& appId, const QString& hash);

    Result<int> outstandingCount(const QString& appId);
    Result<void> purge();

private:
    Database& m_database;
    const Clock& m_clock;
};

} // namespace Natter::Gateway
