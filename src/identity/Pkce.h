// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Secret.h"

/// \file
/// Proof Key for Code Exchange (RFC 7636): who asks for the token is who opened the page.

namespace Natter::Identity {

/// 256 bits that nobody can guess, as 43 characters of base64url.
Secret randomText();

/// `code_challenge` of a `code_verifier` by the method S256 (4.2).
QByteArray codeChallenge(const Secret& verifier);

} // namespace Natter::Identity
