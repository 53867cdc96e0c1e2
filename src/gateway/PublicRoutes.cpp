// SPDX-License-Identifier: Apache-2.0
#include "gateway/PublicRoutes.h"

#include "gateway/DatabasePool.h"

#include <algorithm>
#include <utility>

namespace Natter::Gateway {

namespace {

constexpr std::chrono::seconds HealthLifetime{2}; // so that /healthz presses neither engine nor database

/// qiscus.md, section 3.1. Empty addresses keep the SDK here; there is no MQTT broker and no poll behind this
/// gateway.
QJsonObject sdkConfig()
{
    return {
        {QStringLiteral("base_url"), QStringLiteral("")},
        {QStringLiteral("broker_url"), QStringLiteral("")},
        {QStringLiteral("broker_lb_url"), QStringLiteral("")},
        {QStringLiteral("sync_interval"), 5000},
        {QStringLiteral("sync_on_connect"), 30000},
        {QStringLiteral("enable_realtime"), false},
        {QStringLiteral("enable_realtime_check"), false},
        {QStringLiteral("enable_event_report"), false},
        {QStringLiteral("enable_sync"), false},
        {QStringLiteral("enable_sync_event"), false},
        {QStringLiteral("auto_refresh_token"), true},
        {QStringLiteral("extras"), QStringLiteral("{}")},
    };
}

Response pathUnknown()
{
    return Response::refusal(
        404, QStringLiteral("path_unknown"), QStringLiteral("There is nothing at this path."));
}

/// A page in a browser asks (Fetch Metadata, section 2.3), which may read every answer; not who types the
/// address.
bool isOfPage(const Request& request)
{
    const QByteArray site = request.header("sec-fetch-site");
    return !request.header("origin").isEmpty() || !(site.isEmpty() || site == "none");
}

} // namespace

PublicRoutes::PublicRoutes(const Config& config, const Clock& clock, DatabasePool& database,
    EngineClient& engine, const Metrics& metrics, QObject* parent)
    : QObject(parent)
    , m_config(config)
    , m_clock(clock)
    , m_database(database)
    , m_engine(engine)
    , m_metrics(metrics)
{}

void PublicRoutes::addTo(Router& router)
{
    router.addCall("GET", QStringLiteral("config"),
        [](const Request&) { return resolved<Response>(Response::success(sdkConfig())); });
    router.add("GET", QStringLiteral("/.well-known/natter.json"),
        [this](const Request& request) { return resolved<Response>(profile(request)); });
    router.add("GET", QStringLiteral("/healthz"), [this](const Request&) { return health(); });
    router.add("GET", QStringLiteral("/metrics"), [this](const Request& request) {
        const bool isAllowed = !m_config.metricsPort && request.isFromThisMachine();
        return resolved<Response>(isAllowed ? metrics(request) : pathUnknown());
    });
}

void PublicRoutes::addMetricsTo(Router& router)
{
    router.add("GET", QStringLiteral("/metrics"),
        [this](const Request& request) { return resolved<Response>(metrics(request)); });
}

Response PublicRoutes::metrics(const Request& request) const
{
    if (isOfPage(request))
        return pathUnknown();
    Response response;
    response.contentType = "text/plain; version=0.0.4; charset=utf-8";
    response.body = m_metrics.text();
    return response;
}

Response PublicRoutes::profile(const Request& request) const
{
    const QString asked = request.query(QStringLiteral("app_id"));
    const auto app = std::find_if(m_config.apps.begin(), m_config.apps.end(),
        [&asked](const AppConfig& candidate) { return asked.isEmpty() || candidate.appId == asked; });
    if (app == m_config.apps.end())
        return Response::refusal(
            404, QStringLiteral("app_unknown"), QStringLiteral("There is no such app here."));
    Response response;
    response.body = serializeProfile(app->profile);
    response.headers = {{"Cache-Control", "public, max-age=300"}};
    return response;
}

Answer<Response> PublicRoutes::health()
{
    if (m_lookedAt && m_clock.monotonic() - *m_lookedAt < HealthLifetime)
        return resolved<Response>(healthResponse());
    const Promise<Response> promise;
    m_waiting.append(promise);
    if (m_waiting.size() == 1)
        look();
    return promise.answer();
}

void PublicRoutes::look()
{
    onDone(m_engine.probe(), this, [this](const Result<void>& probed) {
        m_isEngineThere = probed.isOk();
        auto asked =
            m_database.run([](Database& database) { return database.run(QStringLiteral("SELECT 1")); });
        onDone(asked, this, [this](const Result<Rows>& answered) {
            m_isDatabaseThere = answered.isOk();
            m_lookedAt = m_clock.monotonic();
            const QList<Promise<Response>> waiting = std::exchange(m_waiting, {});
            for (const Promise<Response>& promise : waiting)
                promise.resolve(healthResponse());
        });
    });
}

Response PublicRoutes::healthResponse() const
{
    const auto word = [](bool isThere) {
        return isThere ? QStringLiteral("ok") : QStringLiteral("unavailable");
    };
    const bool isGood = m_isDatabaseThere && m_isEngineThere;
    return Response::json(isGood ? 200 : 503,
        {{QStringLiteral("status"), word(isGood)}, {QStringLiteral("database"), word(m_isDatabaseThere)},
            {QStringLiteral("engine"), word(m_isEngineThere)},
            {QStringLiteral("version"), QStringLiteral(NATTER_VERSION)}});
}

} // namespace Natter::Gateway
