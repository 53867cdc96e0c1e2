// SPDX-License-Identifier: Apache-2.0
#include "gateway/Deployment.h"

namespace Natter::Gateway {

namespace {

std::vector<std::unique_ptr<DirectoryService>> makeDirectories(
    const Config& config, const Deployment::Ground& ground, EngineClient& engine)
{
    std::vector<std::unique_ptr<DirectoryService>> made;
    for (const AppConfig& app : config.apps) {
        made.push_back(
            std::make_unique<DirectoryService>(app, ground.clock, ground.http, ground.database, engine));
        QObject::connect(made.back().get(), &DirectoryService::usersInfoAsked, made.back().get(),
            [&metrics = ground.metrics](bool isAnswered) { metrics.countUsersInfo(isAnswered); });
    }
    return made;
}

QHash<QString, DirectoryService*> byAppId(
    const QList<AppConfig>& apps, const std::vector<std::unique_ptr<DirectoryService>>& directories)
{
    QHash<QString, DirectoryService*> map;
    for (size_t i = 0; i < directories.size(); ++i)
        map.insert(apps.at(qsizetype(i)).appId, directories.at(i).get());
    return map;
}

} // namespace

Deployment::Deployment(Config configuration, const Ground& ground)
    : config(std::move(configuration))
    , m_engine(ground.http, config.engine)
    , m_limiter(ground.clock, config.loginCallsPerAccountPerMinute, ground.audit)
    , sessions(config, ground.clock, ground.database, m_engine, ground.audit, m_limiter)
    , m_logins(config, ground.clock, ground.database, m_engine, ground.audit, m_limiter, sessions)
    , m_directories(makeDirectories(config, ground, m_engine))
    , m_auth(config, ground.clock, m_logins, sessions, ground.audit)
    , m_backend(config, ground.clock, ground.database)
    , m_site(config, ground.clock, ground.http, sessions)
    , m_users(ground.clock, sessions, byAppId(config.apps, m_directories))
    , m_pages(config, ground.clock, ground.database, m_engine, ground.metrics)
{
    m_auth.addTo(router);
    m_backend.addTo(router);
    m_site.addTo(router);
    m_users.addTo(router);
    m_pages.addTo(router);
    m_pages.addMetricsTo(metricsRouter);
}

} // namespace Natter::Gateway
