// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Secret.h"

#include <optional>

namespace Natter::Jwt {

/// The HMAC algorithms of RFC 7518, section 3.2. There is no `none` here.
enum class Algorithm { HS256, HS384, HS512 };

QByteArray algorithmName(Algorithm algorithm);
/// Exact spelling only; std::nullopt for `none`, `RS256`, `hs256` and everything else.
std::optional<Algorithm> algorithmNamed(QByteArrayView name);

/// HMAC of `bytes`; the key must not be empty.
QByteArray hmac(Algorithm algorithm, const Secret& key, const QByteArray& bytes);

} // namespace Natter::Jwt
