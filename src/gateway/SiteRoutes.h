// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/LoginCheckClient.h"
#include "gateway/RateLimiter.h"
#include "gateway/Router.h"
#include "gateway/SessionService.h"

namespace Natter::Gateway {

/// What the gateway signs for a site that cannot do so itself: identity tokens behind an imbachat site's
/// login check, and tokens for a site's DG widget (dg.md, section 2).
class SiteRoutes : public QObject
{
    Q_OBJECT

public:
    SiteRoutes(const Config& config, const Clock& clock, Net::HttpClient& http, SessionService& sessions,
        QObject* parent = nullptr);

    void addTo(Router& router);

private:
    Answer<Response> checkLogin(const Request& request);
    Answer<Response> widgetToken(const Request& request);
    Response widgetResponse(const Caller& caller);
    Result<const AppConfig*> appWithLoginCheck(const Request& request) const;
    Result<void> admit(const Request& request, const AppConfig& app, const QString& login);

    const Config& m_config;
    const Clock& m_clock;
    SessionService& m_sessions;
    LoginCheckClient m_loginCheck;
    RateLimiter m_perAddress;
    RateLimiter m_perLogin;
    RateLimiter m_perAccount;
};

} // namespace Natter::Gateway
