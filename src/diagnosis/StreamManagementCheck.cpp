// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Advice.h"

namespace Natter::Diagnosis {

namespace {

Result<Finding> judgeStream(const Result<Xmpp::Negotiation::Outcome>& negotiation)
{
    const auto* bound = negotiation ? std::get_if<Xmpp::Negotiation::Bound>(&*negotiation) : nullptr;
    Finding finding = Finding::good(Phrase("enabled; a cut connection can be resumed"));
    if (!negotiation)
        finding = findingOf(negotiation.error());
    else if (!bound || bound->resumptionId.isEmpty())
        finding = Finding::warned(Phrase("enabled, but a cut connection cannot be resumed"),
            Phrase("Set resume_timeout of mod_stream_mgmt above 0."));
    finding.asked = QStringLiteral("enable, with resumption");
    finding.answered = negotiation ? QStringLiteral("enabled") : negotiation.error().detail;
    return finding;
}

} // namespace

Check streamManagementCheck()
{
    return {.id = QStringLiteral("stream-management"),
        .title = Phrase("Stream management"),
        .why = Phrase("Acknowledgements tell which messages arrived, and a cut connection goes on where it "
                      "was (XEP-0198)."),
        .needs = {QStringLiteral("sasl")},
        .run = [](Walk& walk, QObject*) {
            return resolved<Finding>(judgeStream(*walk.negotiation));
        }};
}

} // namespace Natter::Diagnosis
