// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Secret.h"

#include <QByteArray>
#include <QString>

namespace Natter::Gateway {

/// 256 random bits.
QByteArray randomBytes();
/// The same, URL-safe.
Secret randomToken();
/// A key of its own for each use, so that no key does two things.
Secret derivedKey(const Secret& key, const char* use);
/// What the database keeps of a nonce, token or request id: SHA-256 in hex. Never empty.
QString fingerprint(const Secret& token);

} // namespace Natter::Gateway
