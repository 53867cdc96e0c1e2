// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "identity/Mapped.h"

namespace Natter::Diagnosis {

Check verifyCheck()
{
    return {.id = QStringLiteral("verify"),
        .title = Phrase("Verification"),
        .why = Phrase("The gateway checks the token and opens a session with it."),
        .needs = {QStringLiteral("login")},
        .run =
            [](Walk& walk, QObject* scope) {
                return Identity::mapped<Finding>(walk.gateway->verify(walk.identityToken), scope,
                    [&walk](const Result<Identity::Session>& session) -> Result<Finding> {
                        if (!session)
                            return session.error();
                        walk.keep(*session);
                        return Finding::good(Phrase("signed in as user %1, address %2")
                                                 .arg(walk.user.toString())
                                                 .arg(walk.account.toString()));
                    });
            },
        .whenStopped = Check::WhenStopped::Finished};
}

} // namespace Natter::Diagnosis
