// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Disco.h"

#include "xmpp/Namespaces.h"

namespace Natter::Xmpp {

Element discoInfoRequest()
{
    return {u"query", Ns::DiscoInfo};
}

std::optional<DiscoInfo> DiscoInfo::fromXml(const Element& query)
{
    if (!query.is(u"query", Ns::DiscoInfo))
        return std::nullopt;
    DiscoInfo info;
    info.node = query.attribute(u"node");
    for (const Element& element : query.children()) {
        if (element.is(u"identity", Ns::DiscoInfo)) {
            info.identities.append(
                {element.attribute(u"category"), element.attribute(u"type"), element.attribute(u"name")});
        } else if (element.is(u"feature", Ns::DiscoInfo)) {
            info.features.append(element.attribute(u"var"));
        }
    }
    return info;
}

Element DiscoInfo::toXml() const
{
    QList<Element> elements;
    for (const Identity& identity : identities) {
        elements.append(Element(u"identity", Ns::DiscoInfo,
            {{u"category", identity.category}, {u"type", identity.type}, {u"name", identity.name}}));
    }
    for (const QString& feature : features)
        elements.append(Element(u"feature", Ns::DiscoInfo, {{u"var", feature}}));
    return {u"query", Ns::DiscoInfo, {{u"node", node}}, elements};
}

DiscoInfo ownDiscoInfo()
{
    DiscoInfo info;
    info.identities = {{QStringLiteral("client"), QStringLiteral("pc"), QString()}};
    for (const QStringView feature : {Ns::Caps, Ns::ChatStates, Ns::DiscoInfo, Ns::Ping, Ns::StableIds})
        info.features.append(feature.toString());
    return info;
}

} // namespace Natter::Xmpp
