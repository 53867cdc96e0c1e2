// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QMap>
#include <QString>

namespace Natter::Sandbox {

/// Something that goes wrong on purpose, so that a tester can see how the app copes. README.md says for each
/// one what is to be seen.
enum class Fault {
    NonceExpired,
    GatewayClock,
    GatewayDown,
    GatewaySlow,
    GatewayHtml,
    GatewayBusy,
    RefreshRefused,
    RefreshRevoked,
    TokensShort,
    UsersInfoDown,
    UsersInfoSlow,
    UsersInfoMalformed,
    UsersInfoUnauthorized,
    UsersInfoEmpty,
    BackendHtml,
    Backend500,
    BackendRedirect,
    BackendSlow,
    BackendMalformed,
    BackendRelaxed,
    BackendBusy,
    OtpNever,
    OtpWrongAlways,
    OtpExpired,
    ClockSkew,
    TokenExpired,
    TokenBadSignature,
    TokenWrongIssuer,
    TokenWrongNonce,
    BrowserDenied,
    BrowserWrongState,
    BrowserCodeRefused,
    EngineDown,
    EngineHangs,
    EngineSlow,
    EngineRefusesLogin,
    AvatarBroken,
    AvatarSlow,
};

/// One row of `--fault`'s list.
struct FaultEntry
{
    Fault fault;
    const char* name;
    const char* summary; ///< one line for `--help` and for the page with the switches
    bool takesSeconds = false;
};

const QList<FaultEntry>& faultCatalog();

/// The faults that are on, each with its seconds (0 for those that take none).
using Faults = QMap<Fault, int>;

/// Reads `NAME` or `NAME=SECONDS` and adds it. Errors: BadInput, naming all faults that there are.
Result<void> addFault(Faults& faults, const QString& text);

} // namespace Natter::Sandbox
