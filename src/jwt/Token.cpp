// SPDX-License-Identifier: Apache-2.0
#include "jwt/Token.h"

#include "jwt/Base64Url.h"

#include <QJsonDocument>

namespace Natter::Jwt {

namespace {

Error malformed(const char* why)
{
    return {ErrorKind::BadInput, Retry::never(), QString::fromLatin1(why), QStringLiteral("token_malformed")};
}

std::optional<JsonMembers> membersOf(const QByteArray& part)
{
    const auto json = fromBase64Url(part);
    return json ? JsonMembers::parse(*json) : std::nullopt;
}

} // namespace

Result<Token> Token::parse(const Secret& compact)
{
    const QByteArray& text = compact.reveal();
    if (text.isEmpty())
        return malformed("The token is empty.");
    if (text.size() > MaximumBytes)
        return malformed("The token is over 8 KiB.");
    const QList<QByteArray> parts = text.split('.');
    if (parts.size() != 3)
        return malformed("The token does not have three parts.");

    auto header = membersOf(parts.at(0));
    auto claims = membersOf(parts.at(1));
    auto signature = fromBase64Url(parts.at(2));
    if (!header)
        return malformed("The token's header is not a base64url JSON object with distinct members.");
    if (!claims)
        return malformed("The token's payload is not a base64url JSON object with distinct members.");
    if (!signature)
        return malformed("The token's signature is not base64url.");
    if (header->contains(QStringLiteral("crit")))
        return malformed("The token's header has critical extensions, and none is understood.");

    Token token;
    token.m_header = std::move(*header);
    token.m_claims = std::move(*claims);
    token.m_signedText = parts.at(0) + '.' + parts.at(1);
    token.m_signature = std::move(*signature);
    return token;
}

Result<void> Token::verify(const QList<Algorithm>& allowed, const Secret& key) const
{
    const auto algorithm = algorithmNamed(m_header.text(QStringLiteral("alg")).value_or(QString()).toUtf8());
    if (!algorithm || !allowed.contains(*algorithm))
        return Error{ErrorKind::TokenRefused, Retry::never(),
            QStringLiteral("The token's algorithm is not accepted."), QStringLiteral("algorithm_refused")};
    if (!constantTimeEquals(hmac(*algorithm, key, m_signedText), m_signature))
        return Error{ErrorKind::TokenRefused, Retry::never(),
            QStringLiteral("The token's signature is wrong."), QStringLiteral("signature_invalid")};
    return {};
}

Secret Token::sign(const QJsonObject& claims, const Secret& key, Algorithm algorithm, QJsonObject header)
{
    header.insert(QStringLiteral("alg"), QString::fromLatin1(algorithmName(algorithm)));
    header.insert(QStringLiteral("typ"), QStringLiteral("JWT"));
    return signJson(QJsonDocument(header).toJson(QJsonDocument::Compact),
        QJsonDocument(claims).toJson(QJsonDocument::Compact), key, algorithm);
}

Secret Token::signJson(
    const QByteArray& header, const QByteArray& claims, const Secret& key, Algorithm algorithm)
{
    const QByteArray text = toBase64Url(header) + '.' + toBase64Url(claims);
    return Secret(text + '.' + toBase64Url(hmac(algorithm, key, text)));
}

} // namespace Natter::Jwt
