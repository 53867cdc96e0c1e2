// SPDX-License-Identifier: Apache-2.0
#include "jwt/Ed25519.h"

#include <openssl/evp.h>

#include <memory>

namespace Natter::Jwt {

namespace {

const unsigned char* bytesOf(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

} // namespace

bool isSignedByEd25519(const QByteArray& publicKey, const QByteArray& message, const QByteArray& signature)
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        EVP_PKEY_new_raw_public_key(
            EVP_PKEY_ED25519, nullptr, bytesOf(publicKey), static_cast<size_t>(publicKey.size())),
        &EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), bytesOf(signature), static_cast<size_t>(signature.size()),
               bytesOf(message), static_cast<size_t>(message.size())) == 1;
}

} // namespace Natter::Jwt
