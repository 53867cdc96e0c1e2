// SPDX-License-Identifier: Apache-2.0
#include "gateway/MesiboPolicy.h"

#include "gateway/Refusal.h"
#include "gateway/Tokens.h"

#include <algorithm>

namespace Natter::Gateway {

namespace {

constexpr qsizetype LongestUnbelieved = 16; // mesibo.md, section 6: clients believe longer ones only
constexpr qsizetype LongestOpaqueToken = 512;

bool isTokenCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

} // namespace

Result<IdentityClaims> MesiboPolicy::judge(const Secret& compact, const AppConfig& app, qint64) const
{
    const QByteArray& text = compact.reveal();
    const bool hasLength = text.size() > LongestUnbelieved && text.size() <= LongestOpaqueToken;
    if (!hasLength || !std::all_of(text.begin(), text.end(), isTokenCharacter))
        return refused(ErrorKind::BadInput, "token_malformed", "The token is not one of the backend API.");
    IdentityClaims claims;
    claims.app = &app;
    claims.opaqueHash = fingerprint(compact);
    return claims;
}

} // namespace Natter::Gateway
