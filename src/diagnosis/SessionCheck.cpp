// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "identity/Mapped.h"

namespace Natter::Diagnosis {

namespace {

Answer<Finding> takeSession(Walk& walk, QObject* scope)
{
    const auto account = Jid::forUser(walk.options.session->user, walk.profile->engineDomain);
    if (!account)
        return resolved<Finding>(Error{
            ErrorKind::BadInput, Retry::never(), QStringLiteral("the user id cannot be an address"), {}});
    walk.user = walk.options.session->user;
    walk.account = *account;
    return Identity::mapped<Finding>(
        walk.options.session->bearer(), scope, [&walk](const Result<Secret>& bearer) -> Result<Finding> {
            if (!bearer)
                return bearer.error();
            walk.redaction.add(*bearer);
            walk.engineToken = *bearer;
            Finding finding = Finding::good(Phrase("signed in as user %1").arg(walk.user.toString()));
            finding.asked = QStringLiteral("the token of the running session");
            finding.answered = QStringLiteral("a token of %1 bytes").arg(bearer->size());
            return finding;
        });
}

} // namespace

/// The app's own session: looked at, never refreshed or ended by the report.
Check sessionCheck()
{
    return {.id = QStringLiteral("session"),
        .title = Phrase("This app's session"),
        .why = Phrase("The gateway and the engine know who asks by the session's token."),
        .needs = {QStringLiteral("profile")},
        .run = takeSession};
}

} // namespace Natter::Diagnosis
