// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/AuditLog.h"
#include "gateway/LoginService.h"
#include "gateway/RateLimiter.h"
#include "gateway/Router.h"
#include "gateway/SessionService.h"

namespace Natter::Gateway {

/// The login half of the API: nonce, verify, refresh, logout (the README's table).
class AuthRoutes : public QObject
{
    Q_OBJECT

public:
    AuthRoutes(const Config& config, const Clock& clock, LoginService& logins, SessionService& sessions,
        AuditLog& audit, QObject* parent = nullptr);

    void addTo(Router& router);

private:
    Answer<Response> nonce(const Request& request);
    Answer<Response> verify(const Request& request);
    Answer<Response> refresh(const Request& request);
    Answer<Response> logout(const Request& request, bool everywhere);
    Router::Handler limited(const Router::Handler& handler);
    QJsonObject loginResults(const Login& login) const;

    const Config& m_config;
    LoginService& m_logins;
    SessionService& m_sessions;
    AuditLog& m_audit;
    RateLimiter m_limiter;
};

} // namespace Natter::Gateway
