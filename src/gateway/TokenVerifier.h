// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/StrongId.h"
#include "gateway/Config.h"

namespace Natter::Jwt {
class JsonMembers;
}

namespace Natter::Gateway {

/// What a good identity token says. Its nonce is not consumed yet.
struct IdentityClaims
{
    const AppConfig* app = nullptr;
    UserId user;
    Secret nonce;
    QString name;      ///< plain line, may be empty
    QString avatarUrl; ///< absolute http(s) or empty
};

/// Judges identity tokens (qiscus.md, section 4), all but the nonce.
class TokenVerifier
{
public:
    TokenVerifier(const QList<AppConfig>& apps, const Clock& clock);

    /// `appId` is the request's, empty when it had none. Errors: BadInput for a malformed token or header,
    /// TokenRefused and Unauthorized for the rest; the README lists the reasons.
    Result<IdentityClaims> verify(const Secret& compact, const QString& appId) const;

private:
    const AppConfig* findApp(const QString& appId) const;
    Result<void> checkTimes(const Jwt::JsonMembers& claims, const AppConfig& app) const;

    const QList<AppConfig>& m_apps;
    const Clock& m_clock;
};

/// A user id that an engine address and an MQTT topic can carry: 1 to 256 bytes without `/`, `+`, `#` and
/// control characters. (The same rule for tokens and for ids in requests.)
bool isPossibleUserId(const QString& userId);

} // namespace Natter::Gateway
