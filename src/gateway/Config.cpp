// SPDX-License-Identifier: Apache-2.0
#include "gateway/Config.h"

#include <algorithm>

namespace Natter::Gateway {

const AppConfig* findApp(const QList<AppConfig>& apps, const QString& appId)
{
    const auto app = std::find_if(
        apps.begin(), apps.end(), [&appId](const AppConfig& candidate) { return candidate.appId == appId; });
    return app == apps.end() ? nullptr : &*app;
}

void applyProtocolDefaults(AppConfig& app)
{
    const LoginProtocolKind protocol = app.profile.protocol;
    app.isNonceRequired = protocol == LoginProtocolKind::Qiscus;
    // The document's own sample signs an `iat` and no `exp` (dg.md, section 3).
    app.acceptsEndlessTokens = protocol == LoginProtocolKind::Dg;
    // Published imbachat sites sign for 7 hours (imbachat.md, section 4), dg's for up to one (dg.md, 3).
    if (protocol == LoginProtocolKind::Imbachat)
        app.longestTokenLifetime = std::chrono::hours(7);
    else if (protocol == LoginProtocolKind::Dg)
        app.longestTokenLifetime = std::chrono::hours(1);
}

} // namespace Natter::Gateway
