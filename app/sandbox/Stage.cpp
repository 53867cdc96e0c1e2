// SPDX-License-Identifier: Apache-2.0
#include "Stage.h"

#include "ArchiveSeeder.h"

#include <QUrlQuery>

namespace Natter::Sandbox {

namespace {

using namespace std::chrono_literals;

const QString UsersInfoLogin = QStringLiteral("natter-gateway");
constexpr std::chrono::hours BotTokenLifetime(24);
constexpr auto Nap = 3s;
constexpr auto Awake = 1s;

QUrl localUrl(const QString& scheme, quint16 port, const QString& path)
{
    QUrl url;
    url.setScheme(scheme);
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(port);
    url.setPath(path);
    return url;
}

QList<LoginMethod> methodsOf(LoginProtocolKind kind)
{
    switch (kind) {
    case LoginProtocolKind::Mesibo:
        return {LoginMethod::Otp};
    case LoginProtocolKind::Imbachat:
        return {LoginMethod::Password, LoginMethod::Browser};
    case LoginProtocolKind::Dg:
        return {LoginMethod::Password};
    case LoginProtocolKind::Qiscus:
        break;
    }
    return {LoginMethod::Passcode, LoginMethod::Otp, LoginMethod::Browser};
}

} // namespace

Stage::Stage(const Options& options, const DataFolder& folder, const EngineInstallation& installation,
    State state, const SitePeople& people, const Clock& clock, FaultSwitches& faults, QObject* parent)
    : QObject(parent)
    , m_folder(folder)
    , m_installation(installation)
    , m_state(std::move(state))
    , m_people(people)
    , m_clock(clock)
    , m_faults(faults)
    , m_serverClock(clock, faults, Fault::GatewayClock)
    , m_files{folder.path(), domains(options), folder.isTemporary()}
    , m_tokens(m_state.engineKey, BotTokenLifetime, clock)
    , m_site(siteConfig(), people, m_http, m_serverClock, faults)
    , m_gateway(gatewayConfig(options), m_serverClock, faults)
    , m_engine(installation, m_files, m_state.ports.engineHttp)
{
    m_site.setPostman(printCode);
    connect(&m_engine, &EngineProcess::ready, this, &Stage::onEngineReady);
    connect(&m_engine, &EngineProcess::failed, this, &Stage::failed);
    connect(&m_faults, &FaultSwitches::changed, this, &Stage::onFaultsChanged);
    addApps(options);
}

void Stage::addApps(const Options& options)
{
    for (const LoginProtocolKind kind : options.protocols) {
        const SiteApp app = siteAppFor(kind);
        m_apps.push_back(std::make_unique<AppOnStage>(app, m_people.forApp(kind),
            EngineAccess{webSocketUrl(), app.engineDomain, m_tokens}, m_clock, m_http, gatewayUrl(),
            m_site.tokens()));
        connect(m_apps.back().get(), &AppOnStage::failed, this, &Stage::failed);
        connect(m_apps.back().get(), &AppOnStage::ready, this, [this] {
            if (--m_awaited == 0)
                Q_EMIT ready();
        });
    }
    m_awaited = static_cast<qsizetype>(m_apps.size());
}

Result<void> Stage::start()
{
    // The engine takes longest, so it goes first and the rest comes up meanwhile.
    if (auto prepared = prepareEngine(); !prepared)
        return prepared;
    m_engine.start();
    if (auto started = m_site.start(); !started)
        return started;
    return m_gateway.start();
}

Result<void> Stage::prepareEngine()
{
    if (auto written = writeEngineFiles(m_files, m_state); !written)
        return written;
    for (const auto& stage : m_apps) {
        ArchiveSeeder seeder(m_files, stage->app().engineDomain);
        if (seeder.isSeeded())
            continue;
        const People& people = m_people.forApp(stage->app().protocol);
        if (auto seeded = seeder.seed(m_installation.sqlSchema, people,
                seedConversations(people, m_clock.now()), m_state.engineApiPassword);
            !seeded)
            return seeded;
    }
    return {};
}

void Stage::onEngineReady()
{
    if (std::exchange(m_isSet, true))
        return; // started again; the bots come back by themselves
    for (const auto& app : m_apps)
        app->start();
}

void Stage::onFaultsChanged()
{
    if (m_faults.has(Fault::EngineDown))
        m_engine.stop();
    else if (m_engine.isStopped())
        m_engine.start();
    if (m_faults.has(Fault::EngineHangs))
        m_engine.setNaps(Nap, 0s);
    else
        m_engine.setNaps(m_faults.has(Fault::EngineSlow) ? Nap : 0s, Awake);
}

QStringList Stage::domains(const Options& options) const
{
    QStringList domains;
    for (const LoginProtocolKind kind : options.protocols)
        domains += siteAppFor(kind).engineDomain;
    return domains;
}

QUrl Stage::gatewayUrl() const
{
    return localUrl(QStringLiteral("http"), m_state.ports.gateway, QStringLiteral("/"));
}

QUrl Stage::webSocketUrl() const
{
    return localUrl(QStringLiteral("ws"), m_state.ports.engineHttp, QStringLiteral("/ws"));
}

SiteConfig Stage::siteConfig() const
{
    SiteConfig config;
    config.port = m_state.ports.site;
    config.gateway = gatewayUrl();
    for (const LoginProtocolKind kind : AllProtocols)
        config.keys.insert(kind, m_state.keyFor(kind));
    config.usersInfoLogin = UsersInfoLogin;
    config.usersInfoPassword = m_state.usersInfoPassword;
    return config;
}

Profile Stage::profileOf(const SiteApp& app) const
{
    Profile profile;
    profile.siteName = app.siteName;
    profile.appId = app.appId;
    profile.gateway = gatewayUrl();
    profile.protocol = app.protocol;
    profile.backend = m_site.backendUrl(app.protocol);
    profile.methods = methodsOf(app.protocol);
    if (profile.methods.contains(LoginMethod::Browser)) {
        profile.browserPage = m_site.browserPageUrl();
        profile.browserToken = m_site.browserTokenUrl();
    }
    profile.loginLabel = app.protocol == LoginProtocolKind::Mesibo ? QStringLiteral("Phone number")
                                                                   : QStringLiteral("Phone number or e-mail");
    profile.engineWebSocket = webSocketUrl();
    profile.engineDomain = app.engineDomain;
    profile.mediaHosts = {m_site.url().authority()};
    profile.accent = QStringLiteral("#2f6fde");
    return profile;
}

Gateway::AppConfig Stage::appConfig(const SiteApp& app) const
{
    Gateway::AppConfig config;
    config.appId = app.appId;
    config.name = app.siteName;
    config.profile = profileOf(app);
    Gateway::applyProtocolDefaults(config);
    if (app.protocol == LoginProtocolKind::Mesibo)
        config.appToken = m_state.mesiboAppToken;
    else
        config.keys = {{app.keyId, m_state.keyFor(app.protocol)}};
    config.usersInfo.url = m_site.usersInfoUrl(app.protocol);
    config.usersInfo.searchUrl = m_site.searchUrl(app.protocol);
    config.usersInfo.login = UsersInfoLogin;
    config.usersInfo.password = m_state.usersInfoPassword;
    if (app.protocol == LoginProtocolKind::Imbachat) {
        config.hasEscapedNames = true;
        config.loginCheckUrl = m_site.loginCheckUrl();
    }
    return config;
}

Gateway::Config Stage::gatewayConfig(const Options& options) const
{
    Gateway::Config config;
    config.port = m_state.ports.gateway;
    config.database.name = m_folder.filePath(QStringLiteral("gateway.sqlite"));
    config.engine.api = localUrl(QStringLiteral("http"), m_state.ports.engineHttp, QStringLiteral("/api/"));
    config.engine.apiLogin = m_files.apiLogin();
    config.engine.apiPassword = m_state.engineApiPassword;
    config.engine.tokenKey = m_state.engineKey;
    for (const LoginProtocolKind kind : options.protocols) {
        config.apps += appConfig(siteAppFor(kind));
        config.apps.last().profile.release = options.release;
    }
    return config;
}

AppFacts Stage::factsOf(const SiteApp& app) const
{
    AppFacts facts;
    facts.app = app;
    facts.key = m_state.keyFor(app.protocol);
    facts.profile = gatewayUrl().resolved(QUrl(QStringLiteral(".well-known/natter.json")));
    if (app.protocol != m_apps.front()->app().protocol)
        facts.profile.setQuery(QUrlQuery{{QStringLiteral("app_id"), app.appId}});
    facts.backend = m_site.backendUrl(app.protocol);
    facts.usersInfo = m_site.usersInfoUrl(app.protocol);
    return facts;
}

SiteFacts Stage::facts() const
{
    SiteFacts facts;
    for (const auto& stage : m_apps)
        facts.apps += factsOf(stage->app());
    facts.gateway = gatewayUrl();
    facts.site = m_site.url();
    facts.faults = m_site.faultsUrl();
    facts.usersInfoLogin = UsersInfoLogin;
    facts.usersInfoPassword = m_state.usersInfoPassword;
    facts.webSocket = webSocketUrl();
    facts.xmpp = localUrl(QStringLiteral("xmpp"), m_state.ports.engineXmpp, {});
    return facts;
}

} // namespace Natter::Sandbox
