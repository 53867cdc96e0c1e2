// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Secret.h"

#include "FaultSwitches.h"
#include "Person.h"
#include "SiteApp.h"

#include <QUrl>

#include <functional>

namespace Natter::Sandbox {

/// Makes the identity tokens of the site's signed kinds of login, for people who have proved who they are:
/// qiscus (qiscus.md, section 4), imbachat (imbachat.md, section 4) and dg (dg.md, section 3). Each carries
/// the nonce as `nce` when there is one.
class IdentityTokens
{
public:
    using Keys = QMap<LoginProtocolKind, Secret>;
    /// The picture's address for the claim `avatar_url`.
    using AvatarUrl = std::function<QUrl(const Person&)>;

    IdentityTokens(Keys keys, const Clock& clock, const FaultSwitches& faults);
    void setAvatarUrl(AvatarUrl avatarUrl) { m_avatarUrl = std::move(avatarUrl); }

    /// How long those of that kind live.
    static std::chrono::seconds lifetime(LoginProtocolKind kind);

    Secret make(LoginProtocolKind kind, const Person& person, const QString& nonce) const;

private:
    QJsonObject claimsFor(LoginProtocolKind kind, const Person& person) const;

    Keys m_keys;
    const Clock& m_clock;
    const FaultSwitches& m_faults;
    AvatarUrl m_avatarUrl;
};

} // namespace Natter::Sandbox
