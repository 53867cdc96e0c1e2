// SPDX-License-Identifier: Apache-2.0
#include "gateway/Tokens.h"

#include "jwt/Base64Url.h"

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

QString fingerprint(const Secret& token)
{
    return QString::fromLatin1(QCryptographicHash::hash(token.reveal(), QCryptographicHash::Sha256).toHex());
}

} // namespace Natter::Gateway
