// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "jwt/JsonMembers.h"
#include "jwt/Signature.h"

#include <QJsonObject>
#include <QList>

namespace Natter::Jwt {

/// A compact JWT (RFC 7515, section 7.1). parse() judges its form, verify() its signature; no member but
/// the issuer, to find the key, may be believed before verify() succeeded. `Error::code` of a refusal is
/// one of `token_malformed`, `algorithm_refused`, `signature_invalid`.
class Token
{
public:
    static constexpr qsizetype MaximumBytes = 8192;

    /// Errors: BadInput for everything that is not three strict base64url parts holding two JSON objects
    /// with distinct members, and for a header with `crit` (no extension is understood here).
    static Result<Token> parse(const Secret& compact);

    /// Checks `alg` against the allow-list and the signature, in constant time. Errors: TokenRefused.
    Result<void> verify(const QList<Algorithm>& allowed, const Secret& key) const;

    const JsonMembers& header() const { return m_header; }
    const JsonMembers& claims() const { return m_claims; }

    /// Makes a token. `alg` and `typ` are put into the header; `header` adds members to it.
    static Secret sign(const QJsonObject& claims, const Secret& key, Algorithm algorithm = Algorithm::HS256,
        QJsonObject header = {});
    /// The same from ready JSON texts, member order kept.
    static Secret signJson(
        const QByteArray& header, const QByteArray& claims, const Secret& key, Algorithm algorithm);

private:
    Token() = default;

    JsonMembers m_header;
    JsonMembers m_claims;
    QByteArray m_signedText;
    QByteArray m_signature;
};

} // namespace Natter::Jwt
