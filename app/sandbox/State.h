// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "base/Secret.h"
#include "domain/Profile.h"

#include <QString>

namespace Natter::Sandbox {

/// On the loopback addresses; 0: not chosen yet.
struct Ports
{
    quint16 site = 0;
    quint16 gateway = 0;
    quint16 engineHttp = 0; ///< WebSocket, uploads, API
    quint16 engineXmpp = 0; ///< plain TCP

    friend bool operator==(const Ports&, const Ports&) = default;
};

/// What a sandbox with `--data` must find again at its next start: the secrets, because tokens were made with
/// them, and the ports, because a profile's addresses name the account of the app. One file, for its owner
/// only.
struct State
{
    Secret signingSecret;     ///< of the demo site, shared with the gateway: qiscus
    Secret imbachatKey;       ///< the same for imbachat
    Secret dgKey;             ///< the same for dg
    Secret mesiboAppToken;    ///< opens the gateway's backend API to the mesibo backend
    Secret engineKey;         ///< engine tokens are made with it
    Secret engineApiPassword; ///< gateway to engine
    Secret usersInfoPassword; ///< gateway to site
    Ports ports;              ///< 0: not chosen yet

    /// What the site shares with the gateway for that kind of sign-in.
    const Secret& keyFor(LoginProtocolKind kind) const;
};

/// Reads the file, or makes new secrets when there is none. Errors: Storage.
Result<State> loadState(const QString& file);
Result<void> saveState(const State& state, const QString& file);

/// Keeps the ports that are still free and replaces all of them otherwise. Errors: Network.
Result<Ports> usablePorts(const Ports& wanted);

} // namespace Natter::Sandbox
