// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Roster.h"

#include "base/PlainText.h"
#include "xmpp/Namespaces.h"

namespace Natter::Xmpp {

Element rosterRequest()
{
    return {u"query", Ns::Roster};
}

std::optional<Roster> Roster::fromXml(const Element& query)
{
    if (!query.is(u"query", Ns::Roster))
        return std::nullopt;
    Roster roster;
    for (const Element& element : query.children()) {
        const auto jid = Jid::parse(element.attribute(u"jid"));
        if (!element.is(u"item", Ns::Roster) || !jid)
            continue;
        const QString subscription = element.attribute(u"subscription");
        roster.items.append({jid->bare(), plainLine(element.attribute(u"name")), plainLine(subscription, 16),
            subscription == u"remove"});
    }
    return roster;
}

} // namespace Natter::Xmpp
