// SPDX-License-Identifier: Apache-2.0
#include "Stage.h"

#include "ArchiveSeeder.h"

namespace Natter::Sandbox {

namespace {

const QString AppId = QStringLiteral("natter-demo");
const QString SiteName = QStringLiteral("Natter Demo");
const QString EngineDomain = QStringLiteral("natter.test"); // RFC 6761: never a real one
const QString UsersInfoLogin = QStringLiteral("natter-gateway");
constexpr std::chrono::hours BotTokenLifetime(24);

QUrl localUrl(const QString& scheme, quint16 port, const QString& path)
{
    QUrl url;
    url.setScheme(scheme);
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(port);
    url.setPath(path);
    return url;
}

} // namespace

Stage::Stage(const Options& options, const DataFolder& folder, const EngineInstallation& installation,
    State state, const People& people, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_folder(folder)
    , m_installation(installation)
    , m_state(std::move(state))
    , m_people(people)
    , m_clock(clock)
    , m_files{folder.path(), EngineDomain, folder.isTemporary()}
    , m_access{webSocketUrl(), EngineDomain, {m_state.engineKey, BotTokenLifetime, clock}}
    , m_site(siteConfig(), people, clock)
    , m_gateway(gatewayConfig(), clock)
    , m_engine(installation, m_files, m_state.ports.engineHttp)
    , m_enrolment(m_http, gatewayUrl(), AppId, m_site.loginDesk())
{
    m_site.loginDesk().setPostman(printCode);
    connect(&m_engine, &EngineProcess::ready, this, &Stage::onEngineReady);
    connect(&m_engine, &EngineProcess::failed, this, &Stage::failed);
    connect(&m_enrolment, &Enrolment::finished, this, &Stage::countReady);
    connect(&m_enrolment, &Enrolment::failed, this, &Stage::failed);
    addBots();
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
    ArchiveSeeder seeder(m_files);
    if (seeder.isSeeded())
        return {};
    return seeder.seed(m_installation.sqlSchema, m_people, seedConversations(m_people, m_clock.now()),
        m_state.engineApiPassword);
}

void Stage::addBots()
{
    for (const Person& person : m_people.all()) {
        if (person.bot == BotKind::Echo)
            m_bots.push_back(std::make_unique<EchoBot>(person.id, m_access, m_clock));
        else if (person.bot == BotKind::Story)
            m_bots.push_back(std::make_unique<StoryBot>(person.id, m_access, m_clock));
    }
    for (const auto& bot : m_bots)
        connect(bot.get(), &Bot::online, this, &Stage::countReady, Qt::SingleShotConnection);
}

void Stage::onEngineReady()
{
    if (m_awaited != 0)
        return; // started again; the bots come back by themselves
    QList<const Person*> folded;
    for (const Person& person : m_people.all()) {
        if (peerIdOf(person.id).toString() != person.id.toString())
            folded += &person;
    }
    m_awaited = static_cast<int>(m_bots.size()) + 1;
    m_enrolment.enrol(folded);
    for (const auto& bot : m_bots)
        bot->start();
}

void Stage::countReady()
{
    if (--m_awaited == 0)
        Q_EMIT ready();
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
    config.appId = AppId;
    config.signingSecret = m_state.signingSecret;
    config.usersInfoLogin = UsersInfoLogin;
    config.usersInfoPassword = m_state.usersInfoPassword;
    config.faults = m_options.faults;
    return config;
}

Profile Stage::profile() const
{
    Profile profile;
    profile.siteName = SiteName;
    profile.appId = AppId;
    profile.gateway = gatewayUrl();
    profile.backend = m_site.backendUrl();
    profile.methods = {LoginMethod::Passcode, LoginMethod::Otp};
    profile.loginLabel = QStringLiteral("Phone number or e-mail");
    profile.engineWebSocket = webSocketUrl();
    profile.engineDomain = EngineDomain;
    profile.mediaHosts = {m_site.url().authority()};
    profile.accent = QStringLiteral("#2f6fde");
    return profile;
}

Gateway::Config Stage::gatewayConfig() const
{
    Gateway::AppConfig app;
    app.appId = AppId;
    app.name = SiteName;
    app.keys = {{{}, m_state.signingSecret}};
    if (m_options.faults.contains(Fault::NonceExpired))
        app.nonceLifetime = std::chrono::seconds(1);
    app.usersInfo.url = m_site.usersInfoUrl();
    app.usersInfo.searchUrl = m_site.searchUrl();
    app.usersInfo.login = UsersInfoLogin;
    app.usersInfo.password = m_state.usersInfoPassword;
    app.profile = profile();

    Gateway::Config config;
    config.port = m_state.ports.gateway;
    config.database.name = m_folder.isTemporary() ? QStringLiteral(":memory:")
                                                 : m_folder.filePath(QStringLiteral("gateway.sqlite"));
    config.engine.api = localUrl(QStringLiteral("http"), m_state.ports.engineHttp, QStringLiteral("/api/"));
    config.engine.apiLogin = m_files.apiLogin();
    config.engine.apiPassword = m_state.engineApiPassword;
    config.engine.tokenKey = m_state.engineKey;
    config.apps = {app};
    return config;
}

SiteFacts Stage::facts() const
{
    SiteFacts facts;
    facts.appId = AppId;
    facts.signingSecret = m_state.signingSecret;
    facts.gateway = gatewayUrl();
    facts.profile = gatewayUrl().resolved(QUrl(QStringLiteral(".well-known/natter.json")));
    facts.site = m_site.url();
    facts.backend = m_site.backendUrl();
    facts.usersInfo = m_site.usersInfoUrl();
    facts.usersInfoLogin = UsersInfoLogin;
    facts.usersInfoPassword = m_state.usersInfoPassword;
    facts.webSocket = webSocketUrl();
    facts.xmpp = localUrl(QStringLiteral("xmpp"), m_state.ports.engineXmpp, {});
    facts.engineDomain = EngineDomain;
    return facts;
}

} // namespace Natter::Sandbox
