// SPDX-License-Identifier: Apache-2.0
#include "gateway/QiscusPolicy.h"

#include "base/Log.h"
#include "base/PlainText.h"
#include "domain/JsonValues.h"
#include "gateway/Refusal.h"
#include "gateway/TokenClaims.h"

namespace Natter::Gateway {

namespace {

constexpr int LongestClaimedName = 256;
constexpr qint64 AdvisedLifetime = 120;

/// Sites write null for what they do not know.
Result<QString> readOptionalText(const Jwt::JsonMembers& claims, const QString& name)
{
    if (!claims.contains(name) || claims.isNull(name))
        return QString();
    const auto text = claims.text(name);
    if (!text)
        return claimMalformed("An optional claim is not a text.");
    return *text;
}

Result<void> checkHeader(const Jwt::JsonMembers& header)
{
    if (header.text(QStringLiteral("typ")) != QStringLiteral("JWT"))
        return refused(ErrorKind::BadInput, "type_refused", "The token's typ is not JWT.");
    if (header.text(QStringLiteral("ver")) != QStringLiteral("v2"))
        return refused(ErrorKind::BadInput, "version_refused", "The token's ver is not v2.");
    return {};
}

Result<void> checkIssuer(const Jwt::JsonMembers& claims, const AppConfig& app)
{
    const QString name = QStringLiteral("iss");
    if (!claims.contains(name))
        return claimMissing("The claim iss is missing.");
    if (claims.text(name) != app.appId)
        return refused(
            ErrorKind::TokenRefused, "issuer_unknown", "The token's issuer is not the app of this login.");
    return {};
}

Result<void> checkAllTimes(const Jwt::JsonMembers& claims, const AppConfig& app, qint64 now)
{
    for (const char* name : {"iat", "nbf", "exp"}) {
        const QString claim = QString::fromLatin1(name);
        if (!claims.contains(claim))
            return claimMissing("One of the claims iat, nbf and exp is missing.");
        if (claims.integer(claim).value_or(-1) < 0)
            return claimMalformed("One of the claims iat, nbf and exp is not a whole number of seconds.");
    }
    const qint64 issuedAt = *claims.integer(QStringLiteral("iat"));
    const qint64 notBefore = *claims.integer(QStringLiteral("nbf"));
    const qint64 expiresAt = *claims.integer(QStringLiteral("exp"));
    const qint64 leeway = app.leeway.count();

    if (expiresAt <= issuedAt)
        return claimMalformed("The token ends before it was issued.");
    if (expiresAt - issuedAt > app.longestTokenLifetime.count())
        return refused(
            ErrorKind::TokenRefused, "lifetime_too_long", "The token lives longer than is accepted here.");
    if (expiresAt <= now - leeway)
        return refused(ErrorKind::TokenRefused, "token_expired", "The token has expired.");
    if (notBefore > now + leeway || issuedAt > now + leeway)
        return refused(
            ErrorKind::TokenRefused, "token_not_yet_valid", "The token is not valid yet; check the clocks.");
    if (expiresAt - issuedAt > AdvisedLifetime)
        qCWarning(lcGateway).noquote()
            << "the identity tokens of" << app.appId << "live for" << expiresAt - issuedAt
            << "s, more than the advised" << AdvisedLifetime;
    return {};
}

} // namespace

Result<IdentityClaims> QiscusPolicy::judge(const Secret& compact, const AppConfig& app, qint64 now) const
{
    const auto token = Jwt::Token::parse(compact);
    if (!token)
        return token.error();
    if (auto good = checkHeader(token->header()); !good)
        return good.error();
    if (auto verified = verifySignature(*token, app); !verified)
        return verified.error();
    const Jwt::JsonMembers& claims = token->claims();
    if (auto good = checkIssuer(claims, app); !good)
        return good.error();
    if (auto timely = checkAllTimes(claims, app, now); !timely)
        return timely.error();
    const auto nonce = readNonce(claims, app);
    if (!nonce)
        return nonce.error();
    if (!claims.contains(QStringLiteral("prn")))
        return claimMissing("The claim prn is missing.");
    const auto user = readUser(claims.text(QStringLiteral("prn")).value_or(QString()), app);
    if (!user)
        return user.error();
    const auto name = readOptionalText(claims, QStringLiteral("name"));
    if (!name)
        return name.error();
    const auto avatar = readOptionalText(claims, QStringLiteral("avatar_url"));
    if (!avatar)
        return avatar.error();
    return IdentityClaims{&app, *user, *nonce, plainLine(*name, LongestClaimedName),
        readWebUrl(*avatar).isEmpty() ? QString() : *avatar, {}, {}, 0};
}

} // namespace Natter::Gateway
