// SPDX-License-Identifier: Apache-2.0
#include "gateway/TokenVerifier.h"

#include "gateway/Refusal.h"
#include "jwt/Token.h"

namespace Natter::Gateway {

TokenVerifier::TokenVerifier(const QList<AppConfig>& apps, const Clock& clock)
    : m_apps(apps)
    , m_clock(clock)
{}

Result<IdentityClaims> TokenVerifier::verify(const Secret& compact, const QString& appId) const
{
    const auto app = appOf(compact, appId);
    if (!app)
        return app.error();
    return policyOf(**app).judge(compact, **app, m_clock.now().toSecsSinceEpoch());
}

Result<const AppConfig*> TokenVerifier::appOf(const Secret& compact, const QString& appId) const
{
    if (!appId.isEmpty()) {
        const AppConfig* app = findApp(m_apps, appId);
        if (!app)
            return refused(ErrorKind::Unauthorized, "app_unknown", "There is no such app here.");
        return app;
    }
    if (m_apps.size() == 1)
        return &m_apps.first();
    // Only a hint, for the key; the policy believes it after the signature.
    const auto token = Jwt::Token::parse(compact);
    const auto issuer = token ? token->claims().text(QStringLiteral("iss")) : std::nullopt;
    if (!issuer)
        return refused(ErrorKind::BadInput, "app_missing", "The app id is missing.");
    const AppConfig* app = findApp(m_apps, *issuer);
    if (!app)
        return refused(ErrorKind::TokenRefused, "issuer_unknown", "The token's issuer is not known here.");
    return app;
}

const TokenPolicy& TokenVerifier::policyOf(const AppConfig& app) const
{
    switch (app.profile.protocol) {
    case LoginProtocolKind::Qiscus:
        return m_qiscus;
    case LoginProtocolKind::Mesibo:
        return m_mesibo;
    case LoginProtocolKind::Imbachat:
        return m_imbachat;
    case LoginProtocolKind::Dg:
        return m_dg;
    }
    Q_UNREACHABLE();
}

} // namespace Natter::Gateway
