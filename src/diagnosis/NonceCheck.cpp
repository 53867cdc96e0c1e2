// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "identity/Mapped.h"

namespace Natter::Diagnosis {

namespace {

/// In less nobody reads a code and types it.
constexpr qint64 ShortestSeconds = 60;
constexpr qint64 UsualSeconds = 600;

Result<Finding> judgeNonce(Walk& walk, const Result<Identity::Nonce>& nonce)
{
    if (!nonce)
        return nonce.error();
    walk.redaction.add(nonce->value);
    walk.trialNonce = *nonce;
    if (!nonce->expiresAt.isValid())
        return Finding::warned(Phrase("a nonce that does not say when it ends"),
            Phrase("Let the gateway give expired_at, Unix seconds."));
    const qint64 seconds = walk.gatewayNow().secsTo(nonce->expiresAt);
    Finding finding = Finding::good(Phrase("a nonce that lives for %1 s").arg(seconds));
    if (seconds < ShortestSeconds) {
        finding.status = StepStatus::Failed;
        finding.mend = Phrase("Nobody reads a code and types it in that time. Set nonce_lifetime_seconds to "
                              "600 in the gateway's configuration.");
    }
    finding.details = {{QStringLiteral("lifetime"), QStringLiteral("%1 s").arg(seconds),
        QStringLiteral("%1 s").arg(UsualSeconds), finding.status}};
    return finding;
}

} // namespace

Check nonceCheck()
{
    return {.id = QStringLiteral("nonce"),
        .title = Phrase("Nonce"),
        .why = Phrase("Each login is bound to a nonce of the gateway, so that nobody can use it twice."),
        .needs = {QStringLiteral("profile")},
        .run = [](Walk& walk, QObject* scope) {
            return Identity::mapped<Finding>(walk.gateway->requestNonce(), scope,
                [&walk](const Result<Identity::Nonce>& nonce) { return judgeNonce(walk, nonce); });
        }};
}

} // namespace Natter::Diagnosis
