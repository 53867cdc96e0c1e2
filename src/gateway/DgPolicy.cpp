// SPDX-License-Identifier: Apache-2.0
#include "gateway/DgPolicy.h"

#include "gateway/Refusal.h"
#include "gateway/TokenClaims.h"
#include "gateway/Tokens.h"

namespace Natter::Gateway {

namespace {

constexpr qint64 LongestAheadSeconds = 60;

/// Until when the token is good, in Unix seconds.
Result<qint64> readEnd(const Jwt::JsonMembers& claims, const AppConfig& app, qint64 now)
{
    if (auto timely = checkBeginning(claims, now + LongestAheadSeconds); !timely)
        return timely.error();
    if (!app.acceptsEndlessTokens || claims.contains(QStringLiteral("exp"))) {
        if (auto timely = checkEnd(claims, app, now); !timely)
            return timely.error();
        return claims.integer(QStringLiteral("exp")).value_or(0);
    }
    const auto issuedAt = claims.integer(QStringLiteral("iat"));
    if (!issuedAt)
        return claimMissing("The token has neither of the claims exp and iat.");
    const qint64 end = *issuedAt + app.longestTokenLifetime.count();
    if (end <= now)
        return refused(ErrorKind::TokenRefused, "token_expired", "The token is too old.");
    return end;
}

Result<void> checkScope(const Jwt::JsonMembers& claims)
{
    if (claims.text(QStringLiteral("use")) == QStringLiteral("widget"))
        return refused(ErrorKind::TokenRefused, "scope_refused",
            "This token is for the site's widget and logs nobody in.");
    const QString name = QStringLiteral("scope");
    if (!claims.contains(name))
        return claimMissing("The claim scope is missing.");
    if (claims.text(name) != QStringLiteral("user"))
        return refused(ErrorKind::TokenRefused, "scope_refused", "The token's scope is not user.");
    return {};
}

Result<UserId> readExternalId(const Jwt::JsonMembers& claims, const AppConfig& app)
{
    const QString name = QStringLiteral("external_id");
    if (!claims.contains(name))
        return claimMissing("The claim external_id is missing.");
    return readUser(claims.id(name).value_or(QString()), app);
}

} // namespace

Result<IdentityClaims> DgPolicy::judge(const Secret& compact, const AppConfig& app, qint64 now) const
{
    const auto token = readSigned(compact, app);
    if (!token)
        return token.error();
    const Jwt::JsonMembers& claims = token->claims();
    if (auto good = checkScope(claims); !good)
        return good.error();
    const auto end = readEnd(claims, app, now);
    if (!end)
        return end.error();
    const auto nonce = readNonce(claims, app);
    if (!nonce)
        return nonce.error();
    const auto user = readExternalId(claims, app);
    if (!user)
        return user.error();
    return IdentityClaims{&app, *user, *nonce, {}, {}, {}, fingerprint(compact), *end};
}

} // namespace Natter::Gateway
