// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "identity/Mapped.h"

#include <QUuid>

namespace Natter::Diagnosis {

Check refreshCheck()
{
    return {.id = QStringLiteral("refresh"),
        .title = Phrase("Refresh"),
        .why = Phrase("The session is kept up with it: without it people sign in again every few minutes."),
        .needs = {QStringLiteral("verify")},
        .run =
            [](Walk& walk, QObject* scope) {
                const QString requestId = QUuid::createUuid().toString(QUuid::Id128);
                return Identity::mapped<Finding>(walk.gateway->refresh(walk.refreshToken, requestId), scope,
                    [&walk](const Result<Identity::Session>& session) -> Result<Finding> {
                        if (!session)
                            return session.error();
                        walk.keep(*session);
                        return Finding::good(Phrase("new tokens, good for %1 s")
                                                 .arg(walk.gatewayNow().secsTo(session->engineExpiresAt)));
                    });
            },
        .whenStopped = Check::WhenStopped::Finished};
}

} // namespace Natter::Diagnosis
