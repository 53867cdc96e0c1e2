// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Result.h"
#include "base/Secret.h"

#include <chrono>

namespace Natter::Gateway {

/// Nonces (qiscus.md, section 3.2) that carry their own end and proof of origin, so that asking for many of
/// them costs no rows and keeps nobody else out. That one works once is SpentRepository's concern.
class Nonces
{
public:
    /// Gateways of one key know each other's nonces.
    Nonces(Secret key, const Clock& clock);

    struct Nonce
    {
        Secret value;
        qint64 expiresAt; ///< Unix seconds
    };
    Nonce issue(const QString& appId, std::chrono::seconds lifetime) const;
    /// Until when this nonce is good, in Unix seconds. Errors: TokenRefused with `nonce_unknown`,
    /// `nonce_expired`.
    Result<qint64> endOf(const QString& appId, const Secret& nonce) const;

private:
    QByteArray proofOf(const QString& appId, const QByteArray& body) const;

    Secret m_key;
    const Clock& m_clock;
};

} // namespace Natter::Gateway
