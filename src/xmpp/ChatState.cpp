// SPDX-License-Identifier: Apache-2.0
#include "xmpp/ChatState.h"

#include "xmpp/Namespaces.h"

namespace Natter::Xmpp {

std::optional<bool> isComposingInside(const Element& message)
{
    for (const Element& child : message.children()) {
        if (child.xmlNamespace() != Ns::ChatStates)
            continue;
        const QString& state = child.name();
        if (state == u"composing")
            return true;
        if (state == u"active" || state == u"paused" || state == u"inactive" || state == u"gone")
            return false;
    }
    return std::nullopt;
}

Element activeElement()
{
    return {u"active", Ns::ChatStates};
}

Element composingElement()
{
    return {u"composing", Ns::ChatStates};
}

} // namespace Natter::Xmpp
