// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "gateway/Config.h"

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
    /// Errors: RateLimited (`nonces_exhausted`) while the app has AppConfig::maximumNonces outstanding;
    /// Storage.
    Result<Nonce> issue(const AppConfig& app);
    /// One winner for each nonce, however many ask at once. Errors: TokenRefused with `nonce_unknown`,
    /// `nonce_used`, `nonce_expired`; Storage.
    Result<void> consume(const AppConfig& app, const Secret& nonce);

    Result<int> outstandingCount(const QString& appId);
    Result<void> purge();

private:
    Database& m_database;
    const Clock& m_clock;
};

} // namespace Natter::Gateway
