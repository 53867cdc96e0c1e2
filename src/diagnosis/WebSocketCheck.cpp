// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Advice.h"
#include "identity/Mapped.h"

namespace Natter::Diagnosis {

namespace {

Result<Finding> judgeOpening(const Walk& walk, const Result<void>& opened)
{
    Finding finding =
        opened ? Finding::good(Phrase("connected, subprotocol xmpp")) : findingOf(opened.error());
    finding.asked =
        walk.profile->engineWebSocket.toDisplayString() + QStringLiteral(", Sec-WebSocket-Protocol: xmpp");
    finding.answered = finding.summary.english();
    return finding;
}

} // namespace

Check webSocketCheck()
{
    return {.id = QStringLiteral("websocket"),
        .title = Phrase("Engine's WebSocket"),
        .why = Phrase("All messages travel over one WebSocket that speaks the subprotocol xmpp (RFC 7395)."),
        .needs = {QStringLiteral("servers")},
        .run = [](Walk& walk, QObject* scope) {
            return Identity::mapped<Finding>(walk.engine.open(walk.profile->engineWebSocket), scope,
                [&walk](const Result<void>& opened) { return judgeOpening(walk, opened); });
        }};
}

} // namespace Natter::Diagnosis
