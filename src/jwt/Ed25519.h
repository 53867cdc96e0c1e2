// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace Natter::Jwt {

/// Whether `signature` (64 bytes) is that of `message` by the owner of `publicKey` (32 bytes): Ed25519 as RFC
/// 8032, section 5.1, without a context. False for anything malformed.
bool isSignedByEd25519(const QByteArray& publicKey, const QByteArray& message, const QByteArray& signature);

} // namespace Natter::Jwt
