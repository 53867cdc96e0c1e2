// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Advice.h"
#include "identity/Mapped.h"

namespace Natter::Diagnosis {

namespace {

/// A gateway whose clock is far behind gives tokens that are over when they come.
bool hasEnded(const Walk& walk)
{
    return walk.engineTokenEnd.isValid() && walk.engineTokenEnd < walk.clock.now();
}

Result<Finding> judgeSignIn(Walk& walk, const Result<Xmpp::Negotiation::Outcome>& outcome)
{
    walk.negotiation = outcome;
    // That comes after a good sign-in, and is another step's.
    const bool isIn = outcome || outcome.error().code == u"no-stream-management";
    Finding finding = isIn ? Finding::good(Phrase("signed in as %1").arg(walk.account.toString()))
                           : findingOf(outcome.error());
    if (!isIn && outcome.error().code == u"not-authorized" && hasEnded(walk))
        finding.mend =
            Phrase("By this computer's clock the gateway's token ended before it was used. Set the "
                   "clock of the gateway by NTP; see the step \"Clocks\".");
    finding.asked = QStringLiteral("SASL PLAIN as %1").arg(walk.account.toString());
    finding.answered = isIn ? QStringLiteral("success") : outcome.error().detail;
    return finding;
}

} // namespace

Check signInCheck()
{
    return {.id = QStringLiteral("sasl"),
        .title = Phrase("Sign-in at the engine"),
        .why = Phrase("The gateway's token is the password there (SASL PLAIN)."),
        .needs = {QStringLiteral("websocket"), QStringLiteral("verify"), QStringLiteral("session")},
        .run = [](Walk& walk, QObject* scope) {
            return Identity::mapped<Finding>(
                walk.engine.signIn({walk.profile->engineWebSocket, walk.account, walk.engineToken, {}}),
                scope, [&walk](const Result<Xmpp::Negotiation::Outcome>& outcome) {
                    return judgeSignIn(walk, outcome);
                });
        }};
}

} // namespace Natter::Diagnosis
