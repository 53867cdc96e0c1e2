// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/TokenClaims.h"

#include <algorithm>

namespace Natter::Diagnosis {

namespace {

Finding judgeClaims(const QList<ReportDetail>& claims)
{
    Finding finding = Finding::good(Phrase("%1 members, each as it should be").arg(claims.size()));
    finding.asked = QStringLiteral("the token, unpacked; the signature is the gateway's to check");
    finding.details = claims;
    QStringList wrong;
    for (const ReportDetail& claim : claims) {
        finding.status = std::max(finding.status, claim.status);
        if (claim.status != StepStatus::Ok)
            wrong += QStringLiteral("%1 is %2, should be %3").arg(claim.name, claim.found, claim.expected);
    }
    if (!wrong.isEmpty()) {
        finding.summary = Phrase::verbatim(wrong.join(QStringLiteral("; ")));
        finding.mend = Phrase("Correct this where the backend makes the token.");
    }
    return finding;
}

} // namespace

Check tokenCheck()
{
    return {.id = QStringLiteral("token"),
        .title = Phrase("Identity token"),
        .why =
            Phrase("The gateway believes nothing but this token: each claim must be what the contract says."),
        .needs = {QStringLiteral("login")},
        .run = [](Walk& walk, QObject*) {
            return resolved<Finding>(judgeClaims(readTokenClaims(
                walk.identityToken, {*walk.profile, walk.trialNonce->value, walk.gatewayNow()})));
        }};
}

} // namespace Natter::Diagnosis
