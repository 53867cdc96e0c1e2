// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <optional>

namespace Natter::Jwt {

/// base64url without padding (RFC 7515, section 2).
QByteArray toBase64Url(const QByteArray& bytes);

/// Strict: no padding, no standard alphabet, no blanks, no unused bits set, so that each value has exactly
/// one spelling. std::nullopt for anything else; an empty text is an empty value.
std::optional<QByteArray> fromBase64Url(QByteArrayView text);

} // namespace Natter::Jwt
