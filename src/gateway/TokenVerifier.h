// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "gateway/DgPolicy.h"
#include "gateway/ImbachatPolicy.h"
#include "gateway/MesiboPolicy.h"
#include "gateway/QiscusPolicy.h"

namespace Natter::Gateway {

/// Judges identity tokens by the policy of their app's login protocol, all but what must be consumed.
class TokenVerifier
{
public:
    TokenVerifier(const QList<AppConfig>& apps, const Clock& clock);

    /// `appId` is the request's, empty when it had none: then the only app is meant, or the one that the
    /// token's `iss` names. Errors: as TokenPolicy, and BadInput (`app_missing`), Unauthorized
    /// (`app_unknown`), TokenRefused (`issuer_unknown`).
    Result<IdentityClaims> verify(const Secret& compact, const QString& appId) const;

private:
    Result<const AppConfig*> appOf(const Secret& compact, const QString& appId) const;
    const TokenPolicy& policyOf(const AppConfig& app) const;

    const QList<AppConfig>& m_apps;
    const Clock& m_clock;
    QiscusPolicy m_qiscus;
    MesiboPolicy m_mesibo;
    ImbachatPolicy m_imbachat;
    DgPolicy m_dg;
};

} // namespace Natter::Gateway
