// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Bind.h"

#include "xmpp/Namespaces.h"

namespace Natter::Xmpp {

Element bindRequest(const QString& resource)
{
    QList<Element> children;
    if (!resource.isEmpty())
        children.append(Element::withText(u"resource", Ns::Bind, resource));
    return {u"bind", Ns::Bind, {}, children};
}

std::optional<Jid> boundAddress(const Element& bind)
{
    if (!bind.is(u"bind", Ns::Bind))
        return std::nullopt;
    auto jid = Jid::parse(bind.child(u"jid", Ns::Bind).text());
    if (!jid || jid->local().isEmpty() || jid->resource().isEmpty())
        return std::nullopt;
    return jid;
}

} // namespace Natter::Xmpp
