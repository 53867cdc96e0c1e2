// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "base/Clock.h"
#include "gateway/Config.h"
#include "gateway/EngineClient.h"
#include "gateway/Metrics.h"
#include "gateway/Router.h"

namespace Natter::Gateway {

class DatabasePool;

/// What needs no session: the profile, the SDK's config, health and metrics.
class PublicRoutes : public QObject
{
    Q_OBJECT

public:
    PublicRoutes(const Config& config, const Clock& clock, DatabasePool& database, EngineClient& engine,
        const Metrics& metrics, QObject* parent = nullptr);

    void addTo(Router& router);
    /// `/metrics` for whoever reaches that router. The one of addTo() answers this machine alone, and nobody
    /// when metrics have a listener of their own. Neither answers pages in a browser, whose requests come
    /// from the machine that it runs on.
    void addMetricsTo(Router& router);

private:
    Response profile(const Request& request) const;
    Response metrics(const Request& request) const;
    Answer<Response> health();
    void look();
    Response healthResponse() const;

    const Config& m_config;
    const Clock& m_clock;
    DatabasePool& m_database;
    EngineClient& m_engine;
    const Metrics& m_metrics;
    bool m_isEngineThere = false;
    bool m_isDatabaseThere = false;
    std::optional<std::chrono::milliseconds> m_lookedAt;
    QList<Promise<Response>> m_waiting; ///< for the look that is under way
};

} // namespace Natter::Gateway
