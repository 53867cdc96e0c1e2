// SPDX-License-Identifier: Apache-2.0
#include "xmpp/IqResponder.h"

#include "xmpp/Caps.h"
#include "xmpp/Disco.h"
#include "xmpp/Ping.h"

namespace Natter::Xmpp {

Iq replyTo(const Iq& question)
{
    if (question.type == Iq::Type::Get) {
        if (isPingRequest(question.payload))
            return question.result();
        if (const auto asked = DiscoInfo::fromXml(question.payload)) {
            if (!asked->node.isNull() && asked->node != capsNode())
                return question.error({QStringLiteral("cancel"), QStringLiteral("item-not-found")});
            DiscoInfo info = ownDiscoInfo();
            info.node = asked->node;
            return question.result(info.toXml());
        }
    }
    return question.error({QStringLiteral("cancel"), QStringLiteral("service-unavailable")});
}

} // namespace Natter::Xmpp
