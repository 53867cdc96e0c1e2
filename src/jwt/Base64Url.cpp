// SPDX-License-Identifier: Apache-2.0
#include "jwt/Base64Url.h"

namespace Natter::Jwt {

namespace {

constexpr auto UrlAlphabet = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

} // namespace

QByteArray toBase64Url(const QByteArray& bytes)
{
    return bytes.toBase64(UrlAlphabet);
}

std::optional<QByteArray> fromBase64Url(QByteArrayView text)
{
    const QByteArray encoded = text.toByteArray();
    auto decoded =
        QByteArray::fromBase64Encoding(encoded, UrlAlphabet | QByteArray::AbortOnBase64DecodingErrors);
    // Encoding again catches what the decoder lets pass: padding and unused bits.
    if (!decoded || toBase64Url(*decoded) != encoded)
        return std::nullopt;
    return std::move(*decoded);
}

} // namespace Natter::Jwt
