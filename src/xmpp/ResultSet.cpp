// SPDX-License-Identifier: Apache-2.0
#include "xmpp/ResultSet.h"

#include "xmpp/Namespaces.h"

namespace Natter::Xmpp {

Element PageRequest::toXml() const
{
    QList<Element> children{Element::withText(u"max", Ns::ResultSet, QString::number(maximum))};
    if (before)
        children.append(Element::withText(u"before", Ns::ResultSet, *before));
    if (after)
        children.append(Element::withText(u"after", Ns::ResultSet, *after));
    return {u"set", Ns::ResultSet, {}, children};
}

PageEnds PageEnds::inside(const Element& carrier)
{
    const Element set = carrier.child(u"set", Ns::ResultSet);
    return {set.child(u"first", Ns::ResultSet).text(), set.child(u"last", Ns::ResultSet).text()};
}

} // namespace Natter::Xmpp
