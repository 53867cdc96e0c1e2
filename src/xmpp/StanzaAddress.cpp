// SPDX-License-Identifier: Apache-2.0
#include "xmpp/StanzaAddress.h"

namespace Natter::Xmpp {

std::optional<Jid> addressOf(const Element& stanza, QStringView attribute)
{
    const QString text = stanza.attribute(attribute);
    return text.isNull() ? Jid() : Jid::parse(text);
}

Element::Attribute toAttribute(const Jid& to)
{
    return {u"to", to.isEmpty() ? QString() : to.toString()};
}

bool isFromOwnAccount(const Jid& from, const Jid& own)
{
    return from.isEmpty() || from == own.bare();
}

} // namespace Natter::Xmpp
