// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Iq.h"

#include "xmpp/Namespaces.h"
#include "xmpp/StanzaAddress.h"

#include <array>
#include <utility>

namespace Natter::Xmpp {

namespace {

constexpr std::array<std::pair<Iq::Type, QStringView>, 4> IqTypeNames{{
    {Iq::Type::Get, u"get"},
    {Iq::Type::Set, u"set"},
    {Iq::Type::Result, u"result"},
    {Iq::Type::Error, u"error"},
}};

} // namespace

std::optional<Iq> Iq::fromXml(const Element& element)
{
    if (!element.is(u"iq", Ns::Client))
        return std::nullopt;
    const QString typeName = element.attribute(u"type");
    const auto from = addressOf(element, u"from");
    const auto to = addressOf(element, u"to");
    const QString id = element.attribute(u"id");
    if (!from || !to || id.isEmpty())
        return std::nullopt;
    for (const auto& [type, name] : IqTypeNames) {
        if (name == typeName)
            return Iq{type, id, *from, *to, element.children().value(0), StanzaError::ofStanza(element)};
    }
    return std::nullopt;
}

Element Iq::toXml() const
{
    QStringView typeName;
    for (const auto& [candidate, name] : IqTypeNames) {
        if (candidate == type)
            typeName = name;
    }
    const Element child = failure ? failure->toXml() : payload;
    return {u"iq", Ns::Client, {{u"type", typeName}, {u"id", id}, toAttribute(to)},
        child.isNull() ? QList<Element>() : QList<Element>{child}};
}

Iq Iq::result(const Element& answer) const
{
    return {Type::Result, id, {}, from, answer, std::nullopt};
}

Iq Iq::error(const StanzaError& error) const
{
    return {Type::Error, id, {}, from, {}, error};
}

} // namespace Natter::Xmpp
