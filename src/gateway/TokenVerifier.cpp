// SPDX-License-Identifier: Apache-2.0
#include "gateway/TokenVerifier.h"

#include "base/Jid.h"
#include "base/PlainText.h"
#include "gateway/Refusal.h"
#include "jwt/Token.h"

#include <algorithm>

namespace Natter::Gateway {

namespace {

constexpr qsizetype MaximumUserIdBytes = 256;
constexpr qsizetype MaximumNonceLength = 512;
constexpr qsizetype MaximumAvatarUrlLength = 2048;
constexpr int MaximumNameLength = 256;

Error claimMissing(const char* message)
{
    return refused(ErrorKind::TokenRefused, "claim_missing", message);
}

Error claimMalformed(const char* message)
{
    return refused(ErrorKind::TokenRefused, "claim_malformed", message);
}

QList<Jwt::Algorithm> allowedBy(const AppConfig& app)
{
    QList<Jwt::Algorithm> allowed;
    for (const QByteArray& name : app.algorithms) {
        if (const auto algorithm = Jwt::algorithmNamed(name))
            allowed.append(*algorithm);
    }
    return allowed;
}

/// A token without `kid` is tried with the keys that have no name. Where no key has one, a `kid` says
/// nothing. An unknown `kid` is refused as a wrong signature is.
QList<Secret> keysFor(const Jwt::JsonMembers& header, const AppConfig& app)
{
    const bool hasNames = std::any_of(
        app.keys.begin(), app.keys.end(), [](const SigningKey& key) { return !key.id.isEmpty(); });
    const bool isNamed = hasNames && header.contains(QStringLiteral("kid"));
    const QByteArray wanted = header.text(QStringLiteral("kid")).value_or(QString()).toUtf8();
    QList<Secret> keys;
    for (const SigningKey& key : app.keys) {
        if (isNamed ? !key.id.isEmpty() && key.id == wanted : key.id.isEmpty())
            keys.append(key.secret);
    }
    return keys;
}

Result<void> verifySignature(const Jwt::Token& token, const AppConfig& app)
{
    Error error = refused(ErrorKind::TokenRefused, "signature_invalid", "The token's signature is wrong.");
    for (const Secret& key : keysFor(token.header(), app)) {
        auto verified = token.verify(allowedBy(app), key);
        if (verified)
            return {};
        error = verified.error();
    }
    if (error.code == u"algorithm_refused")
        error.kind = ErrorKind::BadInput;
    return error;
}

QString avatarOf(const QString& claim)
{
    const QUrl url(claim, QUrl::StrictMode);
    const bool isHttp = url.scheme() == u"https" || url.scheme() == u"http";
    const bool isUsable = isHttp && url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty();
    return isUsable && claim.size() <= MaximumAvatarUrlLength ? claim : QString();
}

Result<UserId> readUser(const Jwt::JsonMembers& claims, const AppConfig& app)
{
    if (!claims.contains(QStringLiteral("prn")))
        return claimMissing("The claim prn is missing.");
    const auto user = claims.text(QStringLiteral("prn"));
    if (!user || !isPossibleUserId(*user) || !Jid::forUser(UserId(*user), app.profile.engineDomain))
        return claimMalformed("The claim prn is not a user id that an address can carry.");
    return UserId(*user);
}

Result<QString> readOptionalText(const Jwt::JsonMembers& claims, const QString& name)
{
    if (!claims.contains(name))
        return QString();
    const auto text = claims.text(name);
    if (!text)
        return claimMalformed("An optional claim is not a text.");
    return *text;
}

} // namespace

bool isPossibleUserId(const QString& userId)
{
    if (userId.isEmpty() || userId.toUtf8().size() > MaximumUserIdBytes || !userId.isValidUtf16())
        return false;
    return std::none_of(userId.begin(), userId.end(),
        [](QChar c) { return c == u'/' || c == u'+' || c == u'#' || c.category() == QChar::Other_Control; });
}

TokenVerifier::TokenVerifier(const QList<AppConfig>& apps, const Clock& clock)
    : m_apps(apps)
    , m_clock(clock)
{}

Result<IdentityClaims> TokenVerifier::verify(const Secret& compact, const QString& appId) const
{
    const auto parsed = Jwt::Token::parse(compact);
    if (!parsed)
        return parsed.error();
    const Jwt::JsonMembers& claims = parsed->claims();

    if (parsed->header().text(QStringLiteral("typ")) != QStringLiteral("JWT"))
        return refused(ErrorKind::BadInput, "type_refused", "The token's typ is not JWT.");
    if (parsed->header().text(QStringLiteral("ver")) != QStringLiteral("v2"))
        return refused(ErrorKind::BadInput, "version_refused", "The token's ver is not v2.");

    // The issuer is only a hint here, for the key; it is believed after the signature.
    const auto issuer = claims.text(QStringLiteral("iss"));
    const AppConfig* app = findApp(appId.isEmpty() ? issuer.value_or(QString()) : appId);
    if (!app && !appId.isEmpty())
        return refused(ErrorKind::Unauthorized, "app_unknown", "There is no such app here.");
    if (!app && !claims.contains(QStringLiteral("iss")))
        return claimMissing("The claim iss is missing.");
    if (!app)
        return refused(ErrorKind::TokenRefused, "issuer_unknown", "The token's issuer is not known here.");

    if (auto verified = verifySignature(*parsed, *app); !verified)
        return verified.error();
    if (!claims.contains(QStringLiteral("iss")))
        return claimMissing("The claim iss is missing.");
    if (issuer != app->appId)
        return refused(ErrorKind::TokenRefused, "issuer_unknown", "The token's issuer is another app.");
    if (auto timely = checkTimes(claims, *app); !timely)
        return timely.error();

    if (!claims.contains(QStringLiteral("nce")))
        return claimMissing("The claim nce is missing.");
    const auto nonce = claims.text(QStringLiteral("nce"));
    if (!nonce || nonce->isEmpty() || nonce->size() > MaximumNonceLength)
        return claimMalformed("The claim nce is not a nonce.");
    const auto user = readUser(claims, *app);
    if (!user)
        return user.error();
    const auto name = readOptionalText(claims, QStringLiteral("name"));
    if (!name)
        return name.error();
    const auto avatar = readOptionalText(claims, QStringLiteral("avatar_url"));
    if (!avatar)
        return avatar.error();
    return IdentityClaims{
        app, *user, Secret(nonce->toUtf8()), plainLine(*name, MaximumNameLength), avatarOf(*avatar)};
}

Result<void> TokenVerifier::checkTimes(const Jwt::JsonMembers& claims, const AppConfig& app) const
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
    const qint64 now = m_clock.now().toSecsSinceEpoch();
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
    return {};
}

const AppConfig* TokenVerifier::findApp(const QString& appId) const
{
    const auto app = std::find_if(m_apps.begin(), m_apps.end(),
        [&appId](const AppConfig& candidate) { return candidate.appId == appId; });
    return app == m_apps.end() ? nullptr : &*app;
}

} // namespace Natter::Gateway
