// SPDX-License-Identifier: Apache-2.0
#include "GatewayHost.h"

#include "base/Log.h"

namespace Natter::Sandbox {

namespace {

constexpr std::chrono::seconds ShortLife{60}; // the shortest that a gateway takes

} // namespace

GatewayHost::GatewayHost(
    Gateway::Config config, const Clock& clock, const FaultSwitches& faults, QObject* parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_clock(clock)
    , m_faults(faults)
{
    connect(&faults, &FaultSwitches::changed, this, &GatewayHost::onFaultsChanged);
}

Faults GatewayHost::ownFaults() const
{
    Faults own;
    for (const Fault fault :
        {Fault::NonceExpired, Fault::GatewayDown, Fault::GatewaySlow, Fault::GatewayHtml, Fault::GatewayBusy,
            Fault::RefreshRefused, Fault::RefreshRevoked, Fault::TokensShort, Fault::EngineRefusesLogin}) {
        if (m_faults.has(fault))
            own.insert(fault, 0);
    }
    return own;
}

Gateway::Config GatewayHost::faultyConfig() const
{
    Gateway::Config config = m_config;
    if (m_faults.has(Fault::NonceExpired)) {
        for (Gateway::AppConfig& app : config.apps)
            app.nonceLifetime = std::chrono::seconds(1);
    }
    if (m_faults.has(Fault::TokensShort))
        config.engine.tokenLifetime = ShortLife;
    if (m_faults.has(Fault::EngineRefusesLogin))
        config.engine.tokenKey = Secret("a key that the engine has never seen");
    if (GatewayDoor::isNeeded(m_faults))
        config.port = 0;
    return config;
}

Result<void> GatewayHost::start()
{
    m_door.reset();
    m_server.reset();
    m_applied = ownFaults();
    if (m_faults.has(Fault::GatewayDown))
        return {};
    m_server = std::make_unique<Gateway::Server>(faultyConfig(), m_clock);
    if (auto started = m_server->start(); !started)
        return started;
    if (!GatewayDoor::isNeeded(m_faults))
        return {};
    m_door = std::make_unique<GatewayDoor>(m_faults, m_server->port());
    return m_door->listen(m_config.port);
}

void GatewayHost::onFaultsChanged()
{
    if (ownFaults() == m_applied)
        return;
    if (auto started = start(); !started)
        qCWarning(lcSandbox) << "the gateway did not start again:" << started.error();
}

} // namespace Natter::Sandbox
