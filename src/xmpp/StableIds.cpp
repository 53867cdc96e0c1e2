// SPDX-License-Identifier: Apache-2.0
#include "xmpp/StableIds.h"

#include "xmpp/Namespaces.h"
#include "xmpp/StanzaAddress.h"

namespace Natter::Xmpp {

namespace {

constexpr qsizetype MaximumIdLength = 256;

QString idOf(const Element& element)
{
    const QString id = element.attribute(u"id");
    return id.size() <= MaximumIdLength ? id : QString();
}

} // namespace

Element originIdElement(const OriginId& id)
{
    return {u"origin-id", Ns::StableIds, {{u"id", id.toString()}}};
}

OriginId originIdInside(const Element& message)
{
    return OriginId(idOf(message.child(u"origin-id", Ns::StableIds)));
}

StanzaId stanzaIdInside(const Element& message, const Jid& own)
{
    for (const Element& child : message.children()) {
        if (child.is(u"stanza-id", Ns::StableIds) && addressOf(child, u"by") == own.bare())
            return StanzaId(idOf(child));
    }
    return {};
}

} // namespace Natter::Xmpp
