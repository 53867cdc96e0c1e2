// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/AuditLog.h"
#include "gateway/AuthRoutes.h"
#include "gateway/BackendRoutes.h"
#include "gateway/DatabasePool.h"
#include "gateway/DirectoryService.h"
#include "gateway/EngineClient.h"
#include "gateway/LoginService.h"
#include "gateway/Metrics.h"
#include "gateway/PublicRoutes.h"
#include "gateway/SessionService.h"
#include "gateway/SiteRoutes.h"
#include "gateway/UserRoutes.h"

#include <memory>
#include <vector>

namespace Natter::Gateway {

/// Everything that follows from one configuration. A new configuration is a new Deployment beside the old
/// one, which lives until its last request is answered.
class Deployment
{
public:
    /// What stays when the configuration changes.
    struct Ground
    {
        const Clock& clock;
        Metrics& metrics;
        AuditLog& audit;
        DatabasePool& database;
        Net::HttpClient& http;
    };

    Deployment(Config configuration, const Ground& ground);
    Q_DISABLE_COPY_MOVE(Deployment)

    const Config config;

private:
    EngineClient m_engine;
    AccountLimiter m_limiter;

public:
    SessionService sessions;

private:
    LoginService m_logins;
    std::vector<std::unique_ptr<DirectoryService>> m_directories;
    AuthRoutes m_auth;
    BackendRoutes m_backend;
    SiteRoutes m_site;
    UserRoutes m_users;
    PublicRoutes m_pages;

public:
    Router router;
    Router metricsRouter; ///< of the listener that serves metrics alone
};

} // namespace Natter::Gateway
