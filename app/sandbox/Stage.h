// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Server.h"
#include "net/NetworkHttpClient.h"

#include "Announcement.h"
#include "DataFolder.h"
#include "DemoSite.h"
#include "EchoBot.h"
#include "EngineProcess.h"
#include "Enrolment.h"
#include "StoryBot.h"

#include <memory>
#include <vector>

namespace Natter::Sandbox {

/// Engine, site, gateway and bots on one set of ports, wired together.
class Stage : public QObject
{
    Q_OBJECT

public:
    Stage(const Options& options, const DataFolder& folder, const EngineInstallation& installation,
        State state, const People& people, const Clock& clock, QObject* parent = nullptr);

    /// Prepares the engine's files and database and starts everything. Errors: Storage, Network (a port is
    /// taken).
    Result<void> start();
    void restartEngine() { m_engine.crashAndRestart(); }

    /// What the others must know; complete before start().
    SiteFacts facts() const;
    const Gateway::EngineTokens& tokens() const { return m_access.tokens; }

Q_SIGNALS:
    /// All of it answers.
    void ready();
    /// Conflict: a port was taken meanwhile, other ports will do.
    void failed(const Natter::Error& error);

private:
    Result<void> prepareEngine();
    void onEngineReady();
    void addBots();
    void countReady();
    Profile profile() const;
    QUrl gatewayUrl() const;
    QUrl webSocketUrl() const;
    SiteConfig siteConfig() const;
    Gateway::Config gatewayConfig() const;

    const Options& m_options;
    const DataFolder& m_folder;
    EngineInstallation m_installation;
    State m_state;
    const People& m_people;
    const Clock& m_clock;
    EngineFiles m_files;
    EngineAccess m_access;
    DemoSite m_site;
    Gateway::Server m_gateway;
    EngineProcess m_engine;
    Net::NetworkHttpClient m_http;
    Enrolment m_enrolment;
    std::vector<std::unique_ptr<Bot>> m_bots;
    int m_awaited = 0; ///< parts that have not reported yet
};

} // namespace Natter::Sandbox
