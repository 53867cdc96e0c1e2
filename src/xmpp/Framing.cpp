// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Framing.h"

#include "xmpp/Namespaces.h"

namespace Natter::Xmpp {

std::optional<StreamOpen> StreamOpen::fromXml(const Element& element)
{
    if (!element.is(u"open", Ns::Framing) || element.attribute(u"version") != u"1.0")
        return std::nullopt;
    return StreamOpen{element.attribute(u"to"), element.attribute(u"from")};
}

Element StreamOpen::toXml() const
{
    return {u"open", Ns::Framing, {{u"to", to}, {u"version", u"1.0"}}};
}

std::optional<StreamClose> StreamClose::fromXml(const Element& element)
{
    if (!element.is(u"close", Ns::Framing))
        return std::nullopt;
    return StreamClose{element.attribute(u"see-other-uri")};
}

Element StreamClose::toXml() const
{
    return {u"close", Ns::Framing};
}

} // namespace Natter::Xmpp
