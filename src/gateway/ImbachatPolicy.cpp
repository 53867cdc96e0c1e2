// SPDX-License-Identifier: Apache-2.0
#include "gateway/ImbachatPolicy.h"

#include "gateway/Refusal.h"
#include "gateway/TokenClaims.h"
#include "gateway/Tokens.h"

#include <limits>

namespace Natter::Gateway {

namespace {

/// A number over 0, also as a text, or another text: sites cast ids to integers, by which a visitor who is
/// not logged in becomes 0, and everybody whose number is too large the same largest one.
Result<UserId> readUserClaim(const Jwt::JsonMembers& claims, const AppConfig& app)
{
    const QString name = QStringLiteral("user_id");
    if (!claims.contains(name))
        return claimMissing("The claim user_id is missing.");
    const QString text = claims.id(name).value_or(QString());
    bool isNumber = false;
    const qlonglong value = text.toLongLong(&isNumber);
    const bool isCutOff = !claims.text(name) && value == std::numeric_limits<qlonglong>::max();
    if (isNumber && (value <= 0 || isCutOff))
        return claimMalformed("The claim user_id is nobody's.");
    return readUser(text, app);
}

} // namespace

Result<IdentityClaims> ImbachatPolicy::judge(const Secret& compact, const AppConfig& app, qint64 now) const
{
    const auto token = readSigned(compact, app);
    if (!token)
        return token.error();
    const Jwt::JsonMembers& claims = token->claims();
    if (claims.contains(QStringLiteral("initiator")))
        return refused(ErrorKind::TokenRefused, "dialog_token_refused",
            "This token opens a dialog with its user and logs nobody in.");
    if (auto timely = checkEnd(claims, app, now); !timely)
        return timely.error();
    if (auto timely = checkBeginning(claims, now + app.leeway.count()); !timely)
        return timely.error();
    const auto nonce = readNonce(claims, app);
    if (!nonce)
        return nonce.error();
    const auto user = readUserClaim(claims, app);
    if (!user)
        return user.error();
    const qint64 end = claims.integer(QStringLiteral("exp")).value_or(0);
    return IdentityClaims{&app, *user, *nonce, {}, {}, {}, fingerprint(compact), end};
}

} // namespace Natter::Gateway
