// SPDX-License-Identifier: Apache-2.0
#include "gateway/TokenClaims.h"

#include "base/Jid.h"
#include "gateway/Refusal.h"

#include <algorithm>

namespace Natter::Gateway {

namespace {

constexpr qsizetype MaximumUserIdBytes = 256;

/// A token without `kid` is tried with the keys that have no name. Where no key has one, a `kid` says
/// nothing.
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

Result<void> checkAudience(const Jwt::JsonMembers& claims, const AppConfig& app)
{
    const QString name = QStringLiteral("aud");
    if (claims.contains(name) && !claims.texts(name).contains(app.appId))
        return refused(ErrorKind::TokenRefused, "audience_refused", "The claim aud does not name this app.");
    return {};
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

} // namespace

bool isPossibleUserId(const QString& userId)
{
    if (userId.isEmpty() || userId.toUtf8().size() > MaximumUserIdBytes || !userId.isValidUtf16())
        return false;
    return std::none_of(userId.begin(), userId.end(),
        [](QChar c) { return QStringView(u"/+#,").contains(c) || c.category() == QChar::Other_Control; });
}

Error claimMissing(const char* message)
{
    return refused(ErrorKind::TokenRefused, "claim_missing", message);
}

Error claimMalformed(const char* message)
{
    return refused(ErrorKind::TokenRefused, "claim_malformed", message);
}

Result<void> verifySignature(const Jwt::Token& token, const AppConfig& app)
{
    const QList<Jwt::Algorithm> allowed = allowedBy(app);
    const auto algorithm =
        Jwt::algorithmNamed(token.header().text(QStringLiteral("alg")).value_or(QString()).toUtf8());
    if (!algorithm || !allowed.contains(*algorithm))
        return refused(ErrorKind::BadInput, "algorithm_refused", "The token's algorithm is not accepted.");
    for (const Secret& key : keysFor(token.header(), app)) {
        if (token.verify(allowed, key))
            return checkAudience(token.claims(), app);
    }
    return refused(ErrorKind::TokenRefused, "signature_invalid", "The token's signature is wrong.");
}

Result<Jwt::Token> readSigned(const Secret& compact, const AppConfig& app)
{
    auto token = Jwt::Token::parse(compact);
    if (!token)
        return token.error();
    const QString type = QStringLiteral("typ");
    const QString named = token->header().text(type).value_or(QString());
    if (token->header().contains(type) && named.compare(u"JWT", Qt::CaseInsensitive) != 0)
        return refused(ErrorKind::BadInput, "type_refused", "The token's typ is not JWT.");
    if (auto verified = verifySignature(*token, app); !verified)
        return verified.error();
    return token;
}

Result<void> checkEnd(const Jwt::JsonMembers& claims, const AppConfig& app, qint64 now)
{
    const QString name = QStringLiteral("exp");
    if (!claims.contains(name))
        return claimMissing("The claim exp is missing.");
    const qint64 end = claims.integer(name).value_or(-1);
    if (end < 0)
        return claimMalformed("The claim exp is not a whole number of seconds.");
    if (end <= now)
        return refused(ErrorKind::TokenRefused, "token_expired", "The token has expired.");
    // The site's clock may be ahead.
    if (end - now > app.longestTokenLifetime.count() + app.leeway.count())
        return refused(
            ErrorKind::TokenRefused, "lifetime_too_long", "The token lives longer than is accepted here.");
    return {};
}

Result<void> checkBeginning(const Jwt::JsonMembers& claims, qint64 latest)
{
    for (const char* claim : {"iat", "nbf"}) {
        const QString name = QLatin1String(claim);
        if (!claims.contains(name))
            continue;
        const qint64 time = claims.integer(name).value_or(-1);
        if (time < 0)
            return claimMalformed("One of the claims iat and nbf is not a whole number of seconds.");
        if (time > latest)
            return refused(ErrorKind::TokenRefused, "token_not_yet_valid",
                "The token is not valid yet; check the clocks.");
    }
    return {};
}

Result<Secret> readNonce(const Jwt::JsonMembers& claims, const AppConfig& app)
{
    const QString name = QStringLiteral("nce");
    if (!claims.contains(name)) {
        if (app.isNonceRequired)
            return claimMissing("The claim nce is missing.");
        return Secret();
    }
    const auto nonce = claims.text(name);
    if (!nonce || nonce->isEmpty() || nonce->size() > MaximumNonceLength)
        return claimMalformed("The claim nce is not a nonce.");
    return Secret(nonce->toUtf8());
}

Result<UserId> readUser(const QString& userId, const AppConfig& app)
{
    if (!isPossibleUserId(userId) || !Jid::forUser(UserId(userId), app.profile.engineDomain))
        return claimMalformed("The token's user id is none that an address can carry.");
    return UserId(userId);
}

} // namespace Natter::Gateway
