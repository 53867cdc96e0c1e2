// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"
#include "gateway/Config.h"

namespace Natter::Gateway {

/// What a good identity token says. Neither its nonce nor the token itself is consumed yet.
struct IdentityClaims
{
    const AppConfig* app = nullptr;
    UserId user;        ///< empty for an opaque token: the database knows whose it is
    Secret nonce;       ///< empty: the token carries none, and the app requires none
    QString name;       ///< plain line, may be empty
    QString avatarUrl;  ///< absolute http(s) or empty
    QString opaqueHash; ///< fingerprint of an opaque token; empty for a JWT
    QString tokenHash;  ///< fingerprint of a JWT without a nonce, which works once for that
    qint64 endsAt = 0;  ///< of that JWT, Unix seconds
};

/// What the identity tokens of one login protocol must be like. No state of its own.
class TokenPolicy
{
public:
    virtual ~TokenPolicy() = default;

    /// `now` in Unix seconds. Errors: BadInput for a malformed token or header, TokenRefused for the rest;
    /// the README lists the reasons.
    virtual Result<IdentityClaims> judge(const Secret& compact, const AppConfig& app, qint64 now) const = 0;
};

} // namespace Natter::Gateway
