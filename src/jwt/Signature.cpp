// SPDX-License-Identifier: Apache-2.0
#include "jwt/Signature.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace Natter::Jwt {

namespace {

const EVP_MD* digestOf(Algorithm algorithm)
{
    switch (algorithm) {
    case Algorithm::HS256:
        return EVP_sha256();
    case Algorithm::HS384:
        return EVP_sha384();
    case Algorithm::HS512:
        return EVP_sha512();
    }
    Q_UNREACHABLE();
}

} // namespace

QByteArray algorithmName(Algorithm algorithm)
{
    switch (algorithm) {
    case Algorithm::HS256:
        return QByteArrayLiteral("HS256");
    case Algorithm::HS384:
        return QByteArrayLiteral("HS384");
    case Algorithm::HS512:
        return QByteArrayLiteral("HS512");
    }
    Q_UNREACHABLE();
}

std::optional<Algorithm> algorithmNamed(QByteArrayView name)
{
    for (const Algorithm algorithm : {Algorithm::HS256, Algorithm::HS384, Algorithm::HS512}) {
        if (name == algorithmName(algorithm))
            return algorithm;
    }
    return std::nullopt;
}

QByteArray hmac(Algorithm algorithm, const Secret& key, const QByteArray& bytes)
{
    Q_ASSERT(!key.isEmpty());
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.constData());
    if (!HMAC(digestOf(algorithm), key.reveal().constData(), static_cast<int>(key.size()), data,
            static_cast<size_t>(bytes.size()), digest, &size))
        qFatal("OpenSSL cannot compute an HMAC");
    return QByteArray(reinterpret_cast<const char*>(digest), static_cast<qsizetype>(size));
}

} // namespace Natter::Jwt
