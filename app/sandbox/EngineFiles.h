// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include "State.h"

#include <QStringList>

namespace Natter::Sandbox {

/// Name and place of everything the private engine reads, writes and listens on. All below one folder and on
/// 127.0.0.1.
struct EngineFiles
{
    QString folder;
    QStringList domains;       ///< one for each app; the API account lives in the first
    bool isDisposable = false; ///< nobody needs the folder after the engine's end

    QString config() const { return folder + QStringLiteral("/ejabberd.yml"); }
    QString log() const { return folder + QStringLiteral("/ejabberd.log"); }
    QString tokenKey() const { return folder + QStringLiteral("/engine.jwk"); }
    /// Accounts, rosters and messages of one domain: the engine's tables do not tell domains apart.
    QString archive(const QString& domain) const
    {
        return folder + u'/' + domain + QStringLiteral(".sqlite");
    }
    QString uploads() const { return folder + QStringLiteral("/uploads"); }
    QString spool() const { return folder + QStringLiteral("/spool"); }

    /// The account that may use the engine's HTTP API, and nobody else may.
    QString apiAccount() const { return QStringLiteral("gateway-api"); }
    QString apiLogin() const { return apiAccount() + u'@' + domains.first(); }
};

/// Writes the configuration and the token key. Errors: Storage.
Result<void> writeEngineFiles(const EngineFiles& files, const State& state);

} // namespace Natter::Sandbox
