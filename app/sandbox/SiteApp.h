// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Secret.h"
#include "domain/Profile.h"

#include <array>

namespace Natter::Sandbox {

inline constexpr std::array<LoginProtocolKind, 4> AllProtocols{
    LoginProtocolKind::Qiscus, LoginProtocolKind::Mesibo, LoginProtocolKind::Imbachat, LoginProtocolKind::Dg};

/// `qiscus`, `mesibo`, `imbachat`, `dg`: for the command line, the JSON line and the state file.
QString protocolName(LoginProtocolKind kind);

/// One way to sign in at the demo site: an app of its own at the gateway, a domain of its own at the engine.
struct SiteApp
{
    LoginProtocolKind protocol = LoginProtocolKind::Qiscus;
    QString appId;
    QString siteName;
    QString engineDomain; ///< below `.test` (RFC 6761): never a real one
    QByteArray keyId;     ///< the `kid` of its identity tokens, where the contract has one
};

SiteApp siteAppFor(LoginProtocolKind kind);

} // namespace Natter::Sandbox
