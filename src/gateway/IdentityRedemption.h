// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "gateway/AccountRepository.h"
#include "gateway/Nonces.h"
#include "gateway/TokenPolicy.h"

namespace Natter::Gateway {

class Database;

/// Consumes what a verified identity token has to be consumed of, the nonce or else the token itself, and
/// finds or makes its account: all or nothing. `claims.app` is not looked at, since its owner may be gone.
/// Errors: as Nonces::endOf(), OpaqueTokenRepository::redeem() and AccountRepository::confirm(), and
/// TokenRefused with `nonce_used` and `token_used`.
Result<Account> redeemIdentity(Database& database, const Clock& clock, const Nonces& nonces,
    const QString& appId, const QString& domain, const IdentityClaims& claims);

} // namespace Natter::Gateway
