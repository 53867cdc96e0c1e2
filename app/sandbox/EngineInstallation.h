// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QString>

namespace Natter::Sandbox {

/// Where this machine keeps the parts of ejabberd that a private instance needs.
struct EngineInstallation
{
    QString erl;       ///< the Erlang starter
    QString ebin;      ///< ejabberd's compiled modules
    QString libraries; ///< ERL_LIBS: the folder that holds ejabberd and its libraries
    QString sqlSchema; ///< lite.sql, ejabberd's own SQLite schema
};

/// Looks where Debian puts them; NATTER_EJABBERD_EBIN names another `ebin` folder. Errors: Configuration,
/// with what to install.
Result<EngineInstallation> findEngine();

} // namespace Natter::Sandbox
