// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/TokenClaims.h"

#include <algorithm>

namespace Natter::Diagnosis {

namespace {

class TokenCheck final : public Check
{
public:
    TokenCheck()
        : Check({QStringLiteral("token"), QStringLiteral("Identity token"),
              QStringLiteral(
                  "The gateway believes nothing but this token: each claim must be what the contract says."),
              {QStringLiteral("login")}})
    {}

    Answer<Finding> run(Walk& walk) override
    {
        Finding finding;
        finding.asked = QStringLiteral("the token, unpacked; the signature is the gateway's to check");
        finding.details =
            readTokenClaims(walk.identityToken, {*walk.profile, walk.trialNonce->value, walk.gatewayNow()});
        QStringList wrong;
        for (const ReportDetail& claim : std::as_const(finding.details)) {
            finding.status = std::max(finding.status, claim.status);
            if (claim.status != StepStatus::Ok)
                wrong +=
                    QStringLiteral("%1 is %2, should be %3").arg(claim.name, claim.found, claim.expected);
        }
        finding.summary = wrong.isEmpty()
                              ? QStringLiteral("%1 members, each as it should be").arg(finding.details.size())
                              : wrong.join(QStringLiteral("; "));
        if (!wrong.isEmpty())
            finding.mend =
                QStringLiteral("Correct where the backend makes the token: ") + finding.summary + u'.';
        return resolved<Finding>(finding);
    }
};

} // namespace

std::unique_ptr<Check> makeTokenCheck()
{
    return std::make_unique<TokenCheck>();
}

} // namespace Natter::Diagnosis
