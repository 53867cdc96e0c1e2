// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"
#include "gateway/Config.h"
#include "jwt/Token.h"

namespace Natter::Gateway {

/// A user id that an engine address, an MQTT topic and a list of ids can carry: 1 to 256 bytes without `/`,
/// `+`, `#`, `,` and control characters. (The same rule for tokens and for ids in requests.)
bool isPossibleUserId(const QString& userId);

constexpr qsizetype MaximumNonceLength = 512;

/// `claim_missing` and `claim_malformed`.
Error claimMissing(const char* message);
Error claimMalformed(const char* message);

/// Tries the app's keys that the token's `kid` allows. An unknown `kid` is refused as a wrong signature is.
/// Then `aud`, when it is there, must name the app (RFC 7519, section 4.1.3): a site may sign for others with
/// the same key. Errors: `algorithm_refused`, `signature_invalid`, `audience_refused`.
Result<void> verifySignature(const Jwt::Token& token, const AppConfig& app);
/// A token with a good signature whose `typ` is missing (RFC 7519, section 5.1) or `JWT`, in any letter case.
/// Errors: those of Jwt::Token::parse() and verifySignature(), `type_refused`.
Result<Jwt::Token> readSigned(const Secret& compact, const AppConfig& app);

/// `exp`: in the future, and not further than the app's longest lifetime. Errors: `claim_missing`,
/// `claim_malformed`, `token_expired`, `lifetime_too_long`.
Result<void> checkEnd(const Jwt::JsonMembers& claims, const AppConfig& app, qint64 now);
/// `iat` and `nbf`, when they are there: not after `latest` (Unix seconds). Errors: `claim_malformed`,
/// `token_not_yet_valid`.
Result<void> checkBeginning(const Jwt::JsonMembers& claims, qint64 latest);

/// The claim `nce`; empty when it is missing and the app requires none. Errors: `claim_missing`,
/// `claim_malformed`.
Result<Secret> readNonce(const Jwt::JsonMembers& claims, const AppConfig& app);
/// A user id that has an address in the app's engine domain. Errors: `claim_malformed`.
Result<UserId> readUser(const QString& userId, const AppConfig& app);

} // namespace Natter::Gateway
