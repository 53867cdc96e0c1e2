// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "identity/Mapped.h"

namespace Natter::Diagnosis {

namespace {

class WebSocketCheck final : public Check
{
public:
    WebSocketCheck()
        : Check({QStringLiteral("websocket"), QStringLiteral("Engine's WebSocket"),
              QStringLiteral(
                  "All messages travel over one WebSocket that speaks the subprotocol xmpp (RFC 7395)."),
              {QStringLiteral("servers")}})
    {}

    Answer<Finding> run(Walk& walk) override
    {
        const QString address = walk.profile->engineWebSocket.toDisplayString();
        return Identity::mapped<Finding>(walk.engine.open(walk.profile->engineWebSocket), &m_context,
            [address](const Result<void>& opened) -> Result<Finding> {
                if (!opened)
                    return opened.error();
                Finding finding;
                finding.asked = address + QStringLiteral(", Sec-WebSocket-Protocol: xmpp");
                finding.answered = QStringLiteral("connected, subprotocol xmpp");
                finding.summary = finding.answered;
                return finding;
            });
    }
};

} // namespace

std::unique_ptr<Check> makeWebSocketCheck()
{
    return std::make_unique<WebSocketCheck>();
}

} // namespace Natter::Diagnosis
