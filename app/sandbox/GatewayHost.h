// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Server.h"

#include "GatewayDoor.h"

namespace Natter::Sandbox {

/// The gateway on its port, started anew on the same database whenever a fault that concerns it is switched.
class GatewayHost : public QObject
{
    Q_OBJECT

public:
    GatewayHost(
        Gateway::Config config, const Clock& clock, const FaultSwitches& faults, QObject* parent = nullptr);

    /// Errors: those of Gateway::Server::start().
    Result<void> start();

private:
    /// What the gateway must be restarted for.
    Faults ownFaults() const;
    Gateway::Config faultyConfig() const;
    void onFaultsChanged();

    Gateway::Config m_config;
    const Clock& m_clock;
    const FaultSwitches& m_faults;
    Faults m_applied;
    std::unique_ptr<Gateway::Server> m_server;
    std::unique_ptr<GatewayDoor> m_door;
};

} // namespace Natter::Sandbox
