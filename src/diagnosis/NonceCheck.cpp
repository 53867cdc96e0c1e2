// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Advice.h"
#include "identity/Mapped.h"

namespace Natter::Diagnosis {

namespace {

/// In less nobody reads a code and types it.
constexpr qint64 ShortestSeconds = 60;
constexpr qint64 UsualSeconds = 600;

class NonceCheck final : public Check
{
public:
    NonceCheck()
        : Check({QStringLiteral("nonce"), QStringLiteral("Nonce"),
              QStringLiteral(
                  "Each login is bound to a nonce of the gateway, so that nobody can use it twice."),
              {QStringLiteral("profile")}})
    {}

    Answer<Finding> run(Walk& walk) override
    {
        return Identity::mapped<Finding>(walk.gateway->requestNonce(), &m_context,
            [&walk](const Result<Identity::Nonce>& nonce) { return judge(walk, nonce); });
    }

private:
    static Result<Finding> judge(Walk& walk, const Result<Identity::Nonce>& nonce)
    {
        if (!nonce)
            return nonce.error();
        walk.redaction.add(nonce->value);
        walk.trialNonce = *nonce;
        Finding finding;
        if (!nonce->expiresAt.isValid()) {
            finding.status = StepStatus::Warning;
            finding.summary = QStringLiteral("a nonce that does not say when it ends");
            finding.mend = QStringLiteral("Let the gateway give expired_at, Unix seconds.");
            return finding;
        }
        const qint64 seconds = walk.gatewayNow().secsTo(nonce->expiresAt);
        finding.summary = QStringLiteral("a nonce that lives for %1 s").arg(seconds);
        finding.details = {{QStringLiteral("lifetime"), QStringLiteral("%1 s").arg(seconds),
            QStringLiteral("%1 s").arg(UsualSeconds)}};
        if (seconds < ShortestSeconds) {
            finding.status = finding.details.first().status = StepStatus::Failed;
            finding.mend = mendFor({ErrorKind::TokenRefused, {}, {}, QStringLiteral("nonce_expired")});
        }
        return finding;
    }
};

} // namespace

std::unique_ptr<Check> makeNonceCheck()
{
    return std::make_unique<NonceCheck>();
}

} // namespace Natter::Diagnosis
