// SPDX-License-Identifier: Apache-2.0
#include "gateway/Tokens.h"

#include "jwt/Base64Url.h"
#include "jwt/Signature.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace Natter::Gateway {

QByteArray randomBytes()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QByteArray(reinterpret_cast<const char*>(words.data()), sizeof words);
}

Secret randomToken()
{
    return Secret(Jwt::toBase64Url(randomBytes()));
}

Secret derivedKey(const Secret& key, const char* use)
{
    return Secret(Jwt::hmac(Jwt::Algorithm::HS256, key, use));
}

QString fingerprint(const Secret& token)
{
    return QString::fromLatin1(QCryptographicHash::hash(token.reveal(), QCryptographicHash::Sha256).toHex());
}

} // namespace Natter::Gateway
