// SPDX-License-Identifier: Apache-2.0
#include "gateway/IdentityRedemption.h"

#include "gateway/Database.h"
#include "gateway/NonceRepository.h"
#include "gateway/OpaqueTokenRepository.h"
#include "gateway/Tokens.h"

namespace Natter::Gateway {

Result<Account> redeemIdentity(Database& database, const Clock& clock, const QString& appId,
    const QString& domain, const IdentityClaims& claims)
{
    Result<Account> account = Error();
    auto done = database.inTransaction([&]() -> Result<void> {
        UserId user = claims.user;
        QString nonceHash = claims.nonce.isEmpty() ? QString() : fingerprint(claims.nonce);
        if (!claims.opaqueHash.isEmpty()) {
            const auto owner = OpaqueTokenRepository(database, clock).redeem(appId, claims.opaqueHash);
            if (!owner)
                return owner.error();
            user = owner->user;
            nonceHash = owner->nonceHash;
        }
        if (!nonceHash.isEmpty()) {
            if (auto used = NonceRepository(database, clock).consume(appId, nonceHash); !used)
                return used;
        }
        account =
            AccountRepository(database, clock).ensure(appId, domain, user, claims.name, claims.avatarUrl);
        return account ? Result<void>() : Result<void>(account.error());
    });
    return done ? account : Result<Account>(done.error());
}

} // namespace Natter::Gateway
