// SPDX-License-Identifier: Apache-2.0
#include "xmpp/StanzaError.h"

#include "xmpp/Namespaces.h"

namespace Natter::Xmpp {

std::optional<StanzaError> StanzaError::ofStanza(const Element& stanza)
{
    if (stanza.attribute(u"type") != u"error")
        return std::nullopt;
    const Element error = stanza.child(u"error", Ns::Client);
    StanzaError found{error.attribute(u"type"), QStringLiteral("undefined-condition")};
    for (const Element& child : error.children()) {
        if (child.xmlNamespace() == Ns::StanzaErrors && child.name() != u"text") {
            found.condition = child.name().left(64);
            break;
        }
    }
    return found;
}

Element StanzaError::toXml() const
{
    return {u"error", Ns::Client, {{u"type", type}}, {Element(condition, Ns::StanzaErrors)}};
}

Error StanzaError::toError() const
{
    const QString detail = QStringLiteral("refused by the engine: ") + condition;
    if (condition == u"item-not-found")
        return {ErrorKind::NotFound, Retry::never(), detail, condition};
    if (condition == u"forbidden" || condition == u"not-authorized" || condition == u"not-allowed")
        return {ErrorKind::Unauthorized, Retry::never(), detail, condition};
    if (type == u"wait" && (condition == u"policy-violation" || condition == u"resource-constraint"))
        return {ErrorKind::RateLimited, Retry::later(), detail, condition};
    return {ErrorKind::ServerFailure, type == u"wait" ? Retry::later() : Retry::never(), detail, condition};
}

} // namespace Natter::Xmpp
