// SPDX-License-Identifier: Apache-2.0
#include "xmpp/StreamFeatures.h"

#include "xmpp/Namespaces.h"

namespace Natter::Xmpp {

std::optional<StreamFeatures> StreamFeatures::fromXml(const Element& element)
{
    if (!element.is(u"features", Ns::Stream))
        return std::nullopt;
    StreamFeatures features;
    const Element mechanisms = element.child(u"mechanisms", Ns::Sasl);
    for (const Element& mechanism : mechanisms.children()) {
        if (mechanism.is(u"mechanism", Ns::Sasl))
            features.mechanisms.append(mechanism.text());
    }
    features.hasBind = !element.child(u"bind", Ns::Bind).isNull();
    features.hasStreamManagement = !element.child(u"sm", Ns::StreamManagement).isNull();
    return features;
}

} // namespace Natter::Xmpp
