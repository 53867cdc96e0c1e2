// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Delay.h"

#include "xmpp/Namespaces.h"

namespace Natter::Xmpp {

QDateTime delayInside(const Element& wrapper)
{
    for (const Element& child : wrapper.children()) {
        if (!child.is(u"delay", Ns::Delay))
            continue;
        const auto time = QDateTime::fromString(child.attribute(u"stamp"), Qt::ISODateWithMs);
        if (time.isValid())
            return time.toUTC();
    }
    return {};
}

} // namespace Natter::Xmpp
