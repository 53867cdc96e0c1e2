// SPDX-License-Identifier: Apache-2.0
#include "gateway/Server.h"

#include "base/Log.h"
#include "gateway/ConfigValidation.h"
#include "gateway/Deployment.h"
#include "gateway/HttpFront.h"
#include "gateway/TlsFiles.h"
#include "net/NetworkHttpClient.h"

#include <QTimer>

namespace Natter::Gateway {

namespace {

constexpr std::chrono::minutes PurgeInterval{1};
constexpr std::chrono::seconds KickInterval{5};
constexpr std::chrono::milliseconds FarewellInterval{20};

/// Of a configuration that is good in all else.
Result<std::optional<QSslConfiguration>> checkedTlsOf(const Config& config)
{
    if (auto valid = validate(config); !valid)
        return valid.error();
    if (config.certificateFile.isEmpty())
        return std::optional<QSslConfiguration>();
    auto loaded = loadTlsFiles(config.certificateFile, config.keyFile);
    return loaded ? Result(std::optional(*loaded)) : Result<std::optional<QSslConfiguration>>(loaded.error());
}

ConnectionLimits limitsOf(const Config& config)
{
    ConnectionLimits limits;
    limits.bodyBytes = config.maximumBodyBytes;
    limits.requestTime = config.requestTimeout;
    limits.proxies.append(config.trustedProxies);
    return limits;
}

/// What is bound to sockets and connections that are open.
Result<void> checkSameGround(const Config& before, const Config& after)
{
    const auto fixed = [](bool isSame, const char* key) {
        return isSame ? Result<void>()
                      : Result<void>(Error{ErrorKind::Configuration, Retry::never(),
                            QStringLiteral("[gateway] %1: needs a restart to change").arg(QLatin1String(key)),
                            {}});
    };
    for (const auto& same :
        {fixed(before.address == after.address, "address"), fixed(before.port == after.port, "port"),
            fixed(before.certificateFile.isEmpty() == after.certificateFile.isEmpty(), "certificate_file"),
            fixed(before.metricsAddress == after.metricsAddress, "metrics_address"),
            fixed(before.metricsPort == after.metricsPort, "metrics_port"),
            fixed(before.database == after.database, "database_...")}) {
        if (!same)
            return same;
    }
    return {};
}

} // namespace

/// Everything in the order in which it depends on each other; destroyed the other way round.
class Server::Private
{
public:
    Private(Config configuration, const Clock& clock)
        : clock(clock)
        , audit(clock)
        , database(configuration.database)
        , deployment(std::make_shared<Deployment>(std::move(configuration), ground()))
        , front(clock, [this](const Router& router, const Request& request, const Response& response,
                           std::chrono::milliseconds taken) { observe(router, request, response, taken); })
        , metricsFront(
              clock, [](const Router&, const Request&, const Response&, std::chrono::milliseconds) {})
    {
        purge.callOnTimeout([this] { prune(); });
        kicks.callOnTimeout([this] { kick(); });
    }

    void prune()
    {
        onDone(deployment->sessions.purge(), &purge, [](const Result<void>& purged) {
            if (!purged)
                qCWarning(lcGateway) << "purging:" << purged.error();
        });
    }

    void kick()
    {
        onDone(deployment->sessions.endRevokedConnections(), &kicks, [](const Result<void>& ended) {
            if (!ended)
                qCWarning(lcGateway) << "ending revoked connections:" << ended.error();
        });
    }

    void observe(const Router& router, const Request& request, const Response& response,
        std::chrono::milliseconds taken)
    {
        const QString label = router.labelOf(request);
        metrics.countRequest(label, response.status, taken);
        if (!response.reason.isEmpty())
            metrics.countRefusal(response.reason);
        // Never the query or a header: they name people and hold tokens.
        qCDebug(lcGateway).noquote() << request.method() << label << response.status << response.reason
                                     << taken.count() << "ms" << request.id();
    }

    Deployment::Ground ground() { return {clock, metrics, audit, database, http}; }

    void serveBy(const std::shared_ptr<Deployment>& current)
    {
        front.serveBy({current, &current->router}, current->config.trustedProxies);
        metricsFront.serveBy({current, &current->metricsRouter}, {});
    }

    const Clock& clock;
    Metrics metrics;
    AuditLog audit;
    DatabasePool database;
    Net::NetworkHttpClient http{"natter-gateway"};
    std::shared_ptr<Deployment> deployment;
    HttpFront front;
    HttpFront metricsFront;
    QTimer purge;
    QTimer kicks;
    QTimer farewell;
};

Server::Server(Config config, const Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(config), clock))
{
    connect(&d->farewell, &QTimer::timeout, this, [this] {
        if (d->front.isDrained() && d->metricsFront.isDrained() && d->database.isIdle()) {
            d->farewell.stop();
            Q_EMIT stopped();
        }
    });
}

Server::~Server() = default;

Result<void> Server::check(const Config& config)
{
    const auto tls = checkedTlsOf(config);
    return tls ? Result<void>() : Result<void>(tls.error());
}

Result<void> Server::start()
{
    const Config& config = d->deployment->config;
    const auto tls = checkedTlsOf(config);
    if (!tls)
        return tls.error();
    if (auto opened = d->audit.open(config.auditLog); !opened)
        return opened;
    if (auto opened = d->database.open(); !opened)
        return opened;
    d->serveBy(d->deployment);
    if (auto listening = d->front.listen(config.address, config.port, limitsOf(config), *tls); !listening)
        return listening;
    if (config.metricsPort) {
        auto listening = d->metricsFront.listen(
            config.metricsAddress, *config.metricsPort, limitsOf(config), std::nullopt);
        if (!listening)
            return listening;
    }
    d->prune();
    d->kick();
    d->purge.start(PurgeInterval);
    d->kicks.start(KickInterval);
    return {};
}

Result<void> Server::reload(const Config& config)
{
    const auto tls = checkedTlsOf(config);
    if (!tls)
        return tls.error();
    if (auto same = checkSameGround(d->deployment->config, config); !same)
        return same;
    if (auto opened = d->audit.open(config.auditLog); !opened)
        return opened;
    d->front.setLimits(limitsOf(config), *tls);
    d->metricsFront.setLimits(limitsOf(config), std::nullopt);
    d->deployment = std::make_shared<Deployment>(config, d->ground());
    d->serveBy(d->deployment);
    d->audit.write({"config_reloaded", {}, {}, {}});
    return {};
}

void Server::stop()
{
    d->purge.stop();
    d->kicks.stop();
    d->front.drain();
    d->metricsFront.drain();
    d->farewell.start(FarewellInterval);
}

quint16 Server::port() const
{
    return d->front.port();
}

quint16 Server::metricsPort() const
{
    return d->metricsFront.port();
}

QUrl Server::url() const
{
    const Config& config = d->deployment->config;
    QUrl url;
    url.setScheme(config.certificateFile.isEmpty() ? QStringLiteral("http") : QStringLiteral("https"));
    url.setHost(config.address.toString());
    url.setPort(port());
    url.setPath(QStringLiteral("/"));
    return url;
}

} // namespace Natter::Gateway
