// SPDX-License-Identifier: Apache-2.0
#include "gateway/SiteTokens.h"

#include "gateway/Tokens.h"
#include "jwt/Token.h"

#include <algorithm>

namespace Natter::Gateway {

namespace {

constexpr qint64 LifetimeSeconds = 120;

Secret signFor(const AppConfig& app, const QJsonObject& claims)
{
    const SigningKey& key = app.keys.first();
    QJsonObject header;
    if (!key.id.isEmpty())
        header.insert(QStringLiteral("kid"), QString::fromUtf8(key.id));
    return Jwt::Token::sign(claims, key.secret, Jwt::Algorithm::HS256, header);
}

qint64 endOf(const AppConfig& app, qint64 now)
{
    return now + std::min<qint64>(LifetimeSeconds, app.longestTokenLifetime.count());
}

} // namespace

Secret signLogin(const AppConfig& app, const UserId& user, const Secret& nonce, qint64 now)
{
    QJsonObject claims{
        {QStringLiteral("exp"), endOf(app, now)}, {QStringLiteral("user_id"), user.toString()}};
    if (!nonce.isEmpty())
        claims.insert(QStringLiteral("nce"), QString::fromUtf8(nonce.reveal()));
    else // a token is good once, and two of one second must differ (RFC 7519, section 4.1.7)
        claims.insert(QStringLiteral("jti"), QString::fromLatin1(randomToken().reveal()));
    return signFor(app, claims);
}

WidgetToken signWidgetToken(const AppConfig& app, const UserId& user, qint64 now)
{
    const qint64 end = endOf(app, now);
    return {
        signFor(app, {{QStringLiteral("scope"), QStringLiteral("user")},
                         {QStringLiteral("external_id"), user.toString()}, {QStringLiteral("iat"), now},
                         {QStringLiteral("exp"), end}, {QStringLiteral("use"), QStringLiteral("widget")}}),
        end};
}

} // namespace Natter::Gateway
