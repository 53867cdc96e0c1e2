// SPDX-License-Identifier: Apache-2.0
#include "gateway/IdentityRedemption.h"

#include "gateway/Database.h"
#include "gateway/OpaqueTokenRepository.h"
#include "gateway/Refusal.h"
#include "gateway/SpentRepository.h"
#include "gateway/Tokens.h"

namespace Natter::Gateway {

namespace {

// A site that signs neither a nonce nor the time gives another token in the next second.
constexpr Retry NextTokenIn{Retry::When::Later, std::chrono::seconds(1)};

Result<void> spend(
    Database& database, const Clock& clock, const QString& hash, qint64 end, const Error& usedBefore)
{
    const auto isFirst = SpentRepository(database, clock).spend(hash, end);
    if (!isFirst)
        return isFirst.error();
    return *isFirst ? Result<void>() : Result<void>(usedBefore);
}

} // namespace

Result<Account> redeemIdentity(Database& database, const Clock& clock, const Nonces& nonces,
    const QString& appId, const QString& domain, const IdentityClaims& claims)
{
    Result<Account> account = Error();
    auto done = database.inTransaction([&]() -> Result<void> {
        UserId user = claims.user;
        Secret nonce = claims.nonce;
        if (!claims.opaqueHash.isEmpty()) {
            const auto owner = OpaqueTokenRepository(database, clock).redeem(appId, claims.opaqueHash);
            if (!owner)
                return owner.error();
            user = owner->user;
            nonce = owner->nonce;
        }
        if (!nonce.isEmpty()) {
            const auto end = nonces.endOf(appId, nonce);
            if (!end)
                return end.error();
            auto first = spend(database, clock, fingerprint(nonce), *end,
                refused(ErrorKind::TokenRefused, "nonce_used", "The nonce was used already."));
            if (!first)
                return first;
        } else if (!claims.tokenHash.isEmpty()) {
            auto first = spend(database, clock, claims.tokenHash, claims.endsAt,
                refused(ErrorKind::TokenRefused, "token_used", "The token was used already.", NextTokenIn));
            if (!first)
                return first;
        }
        account =
            AccountRepository(database, clock).confirm(appId, domain, user, claims.name, claims.avatarUrl);
        return account ? Result<void>() : Result<void>(account.error());
    });
    return done ? account : Result<Account>(done.error());
}

} // namespace Natter::Gateway
