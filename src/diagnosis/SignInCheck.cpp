// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "identity/Mapped.h"

namespace Natter::Diagnosis {

namespace {

using Outcome = Xmpp::Negotiation::Outcome;

class SignInCheck final : public Check
{
public:
    SignInCheck()
        : Check({QStringLiteral("sasl"), QStringLiteral("Sign-in at the engine"),
              QStringLiteral("The gateway's token is the password there (SASL PLAIN)."),
              {QStringLiteral("websocket")}})
    {}

    QString reasonToSkip(const Walk& walk) const override
    {
        return walk.engineToken.isEmpty() ? QStringLiteral("nobody is signed in") : QString();
    }

    Answer<Finding> run(Walk& walk) override
    {
        return Identity::mapped<Finding>(
            walk.engine.signIn({walk.profile->engineWebSocket, walk.account, walk.engineToken, {}}),
            &m_context, [&walk](const Result<Outcome>& outcome) -> Result<Finding> {
                walk.negotiation = outcome;
                // That comes after a good sign-in, and is another step's.
                if (!outcome && outcome.error().code != u"no-stream-management")
                    return outcome.error();
                Finding finding;
                finding.asked = QStringLiteral("SASL PLAIN as %1").arg(walk.account.toString());
                finding.answered = QStringLiteral("success");
                finding.summary = QStringLiteral("signed in as %1").arg(walk.account.toString());
                return finding;
            });
    }
};

class StreamManagementCheck final : public Check
{
public:
    StreamManagementCheck()
        : Check({QStringLiteral("stream-management"), QStringLiteral("Stream management"),
              QStringLiteral(
                  "Acknowledgements tell which messages arrived, and a cut connection goes on where it was "
                  "(XEP-0198)."),
              {QStringLiteral("sasl")}})
    {}

    Answer<Finding> run(Walk& walk) override
    {
        if (!*walk.negotiation)
            return resolved<Finding>(walk.negotiation->error());
        const auto* bound = std::get_if<Xmpp::Negotiation::Bound>(&**walk.negotiation);
        Finding finding;
        finding.asked = QStringLiteral("enable, with resumption");
        finding.answered = QStringLiteral("enabled");
        finding.summary = QStringLiteral("enabled; a cut connection can be resumed");
        if (!bound || bound->resumptionId.isEmpty()) {
            finding.status = StepStatus::Warning;
            finding.summary = QStringLiteral("enabled, but a cut connection cannot be resumed");
            finding.mend = QStringLiteral("Set resume_timeout of mod_stream_mgmt above 0.");
        }
        return resolved<Finding>(finding);
    }
};

} // namespace

std::unique_ptr<Check> makeSignInCheck()
{
    return std::make_unique<SignInCheck>();
}

std::unique_ptr<Check> makeStreamManagementCheck()
{
    return std::make_unique<StreamManagementCheck>();
}

} // namespace Natter::Diagnosis
