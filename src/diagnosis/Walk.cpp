// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Walk.h"

#include <utility>

namespace Natter::Diagnosis {

Walk::Walk(
    Options wanted, Net::HttpClient& client, const TransportMaker& makeTransport, const Clock& wallClock)
    : options(std::move(wanted))
    , clock(wallClock)
    , http(client, redaction)
    , engine(makeTransport())
{}

bool Walk::signsInByBrowserOnly() const
{
    return profile && profile->methods == QList<LoginMethod>{LoginMethod::Browser};
}

bool Walk::isTrialInBrowser() const
{
    return options.trial && (options.trial->isInBrowser || signsInByBrowserOnly());
}

void Walk::keep(const Identity::Session& session)
{
    redaction.add(session.engineToken);
    redaction.add(session.refreshToken);
    user = session.user.id;
    account = session.account;
    engineToken = session.engineToken;
    engineTokenEnd = session.engineExpiresAt;
    refreshToken = session.refreshToken;
}

} // namespace Natter::Diagnosis
