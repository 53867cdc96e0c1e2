// SPDX-License-Identifier: Apache-2.0
#include "gateway/Server.h"

#include "base/Log.h"
#include "gateway/AuthRoutes.h"
#include "gateway/BackendRoutes.h"
#include "gateway/ConfigValidation.h"
#include "gateway/DatabasePool.h"
#include "gateway/DirectoryService.h"
#include "gateway/EngineClient.h"
#include "gateway/HttpFront.h"
#include "gateway/Metrics.h"
#include "gateway/PublicRoutes.h"
#include "gateway/SiteRoutes.h"
#include "gateway/TlsFiles.h"
#include "gateway/UserRoutes.h"
#include "net/NetworkHttpClient.h"

#include <QTimer>

#include <vector>

namespace Natter::Gateway {

namespace {

constexpr std::chrono::minutes PurgeInterval{1};

QHash<QString, DirectoryService*> byAppId(
    const QList<AppConfig>& apps, const std::vector<std::unique_ptr<DirectoryService>>& directories)
{
    QHash<QString, DirectoryService*> map;
    for (size_t i = 0; i < directories.size(); ++i)
        map.insert(apps.at(qsizetype(i)).appId, directories.at(i).get());
    return map;
}

} // namespace

/// Everything in the order in which it depends on each other; destroyed the other way round.
class Server::Private
{
public:
    Private(Config configuration, const Clock& clock)
        : config(std::move(configuration))
        , clock(clock)
        , database(config.database)
        , engine(http, config.engine)
        , sessions(config, clock, database, engine)
        , directories(makeDirectories())
        , auth(config, clock, sessions)
        , backend(config, clock, database)
        , site(config, clock, http, sessions)
        , users(sessions, byAppId(config.apps, directories))
        , pages(config, clock, database, engine, metrics)
        , front(router, [this](const Request& request, const Response& response,
                            std::chrono::milliseconds taken) { observe(request, response, taken); })
    {
        auth.addTo(router);
        backend.addTo(router);
        site.addTo(router);
        users.addTo(router);
        pages.addTo(router);
        purge.callOnTimeout([this] {
            onDone(sessions.purge(), &purge, [](const Result<void>& purged) {
                if (!purged)
                    qCWarning(lcGateway) << "purging:" << purged.error();
            });
        });
    }

    void observe(const Request& request, const Response& response, std::chrono::milliseconds taken)
    {
        const QString label = router.labelOf(request);
        metrics.countRequest(label, response.status, taken);
        if (!response.reason.isEmpty())
            metrics.countRefusal(response.reason);
        // Never the query or a header: they name people and hold tokens.
        qCDebug(lcGateway).noquote() << request.method() << label << response.status << response.reason
                                     << taken.count() << "ms";
    }

    const Config config;
    const Clock& clock;
    Metrics metrics;
    Router router;
    DatabasePool database;
    Net::NetworkHttpClient http;
    EngineClient engine;
    SessionService sessions;
    std::vector<std::unique_ptr<DirectoryService>> directories;
    AuthRoutes auth;
    BackendRoutes backend;
    SiteRoutes site;
    UserRoutes users;
    PublicRoutes pages;
    HttpFront front;
    QTimer purge;

private:
    std::vector<std::unique_ptr<DirectoryService>> makeDirectories()
    {
        std::vector<std::unique_ptr<DirectoryService>> made;
        for (const AppConfig& app : config.apps) {
            made.push_back(std::make_unique<DirectoryService>(app, clock, http, database, engine));
            connect(made.back().get(), &DirectoryService::usersInfoAsked, made.back().get(),
                [this](bool isAnswered) { metrics.countUsersInfo(isAnswered); });
        }
        return made;
    }
};

Server::Server(Config config, const Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(config), clock))
{
    connect(&d->front, &HttpFront::drained, this, &Server::stopped);
}

Server::~Server() = default;

Result<void> Server::start()
{
    const Config& config = d->config;
    if (auto valid = validate(config); !valid)
        return valid;
    std::optional<QSslConfiguration> tls;
    if (!config.certificateFile.isEmpty()) {
        auto loaded = loadTlsFiles(config.certificateFile, config.keyFile);
        if (!loaded)
            return loaded.error();
        tls = *loaded;
    }
    if (auto opened = d->database.open(); !opened)
        return opened;
    ConnectionLimits limits;
    limits.bodyBytes = config.maximumBodyBytes;
    limits.requestTime = config.requestTimeout;
    if (auto listening = d->front.listen(config.address, config.port, limits, tls); !listening)
        return listening;
    d->purge.start(PurgeInterval);
    return {};
}

void Server::stop()
{
    d->front.drain();
}

quint16 Server::port() const
{
    return d->front.port();
}

QUrl Server::url() const
{
    QUrl url;
    url.setScheme(d->config.certificateFile.isEmpty() ? QStringLiteral("http") : QStringLiteral("https"));
    url.setHost(d->config.address.toString());
    url.setPort(port());
    url.setPath(QStringLiteral("/"));
    return url;
}

} // namespace Natter::Gateway
