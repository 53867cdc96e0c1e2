// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/NetworkHttpClient.h"

#include "Announcement.h"
#include "AppOnStage.h"
#include "DataFolder.h"
#include "DemoSite.h"
#include "EngineProcess.h"
#include "GatewayHost.h"
#include "Options.h"

#include <memory>
#include <vector>

namespace Natter::Sandbox {

/// Engine, site, gateway and bots on one set of ports, wired together.
class Stage : public QObject
{
    Q_OBJECT

public:
    Stage(const Options& options, const DataFolder& folder, const EngineInstallation& installation,
        State state, const SitePeople& people, const Clock& clock, FaultSwitches& faults,
        QObject* parent = nullptr);

    /// Prepares the engine's files and databases and starts everything. Errors: Storage, Network (a port is
    /// taken).
    Result<void> start();
    void restartEngine() { m_engine.crashAndRestart(); }

    /// What the others must know; complete before start().
    SiteFacts facts() const;
    const Gateway::EngineTokens& tokens() const { return m_tokens; }

Q_SIGNALS:
    /// All of it answers.
    void ready();
    /// Conflict: a port was taken meanwhile, other ports will do.
    void failed(const Natter::Error& error);

private:
    Result<void> prepareEngine();
    void addApps(const Options& options);
    void onEngineReady();
    void onFaultsChanged();
    QStringList domains(const Options& options) const;
    QUrl gatewayUrl() const;
    QUrl webSocketUrl() const;
    SiteConfig siteConfig() const;
    Profile profileOf(const SiteApp& app) const;
    Gateway::AppConfig appConfig(const SiteApp& app) const;
    Gateway::Config gatewayConfig(const Options& options) const;
    AppFacts factsOf(const SiteApp& app) const;

    const DataFolder& m_folder;
    EngineInstallation m_installation;
    State m_state;
    const SitePeople& m_people;
    const Clock& m_clock;
    FaultSwitches& m_faults;
    FaultyClock m_serverClock;
    EngineFiles m_files;
    Gateway::EngineTokens m_tokens;
    Net::NetworkHttpClient m_http{"natter-sandbox"};
    DemoSite m_site;
    GatewayHost m_gateway;
    EngineProcess m_engine;
    std::vector<std::unique_ptr<AppOnStage>> m_apps;
    qsizetype m_awaited = 0; ///< apps that are not ready yet
    bool m_isSet = false;    ///< the engine has been ready once
};

} // namespace Natter::Sandbox
