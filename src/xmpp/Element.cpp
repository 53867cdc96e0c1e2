// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Element.h"

#include <algorithm>
#include <utility>

namespace Natter::Xmpp {

struct Element::Data
{
    QString name;
    QString xmlNamespace;
    QString text;
    QList<Attribute> attributes;
    QList<Element> children;
};

Element::Element(QStringView name, QStringView xmlNamespace, QList<Attribute> attributes,
    QList<Element> children, QString text)
{
    attributes.removeIf([](const Attribute& attribute) { return attribute.value.isNull(); });
    m_data = std::make_shared<const Data>(Data{name.toString(), xmlNamespace.toString(), std::move(text),
        std::move(attributes), std::move(children)});
}

Element Element::withText(QStringView name, QStringView xmlNamespace, const QString& text)
{
    return {name, xmlNamespace, {}, {}, text};
}

const Element::Data& Element::data() const
{
    static const Data nothing;
    return m_data ? *m_data : nothing;
}

bool Element::is(QStringView name, QStringView xmlNamespace) const
{
    return m_data && m_data->name == name && m_data->xmlNamespace == xmlNamespace;
}

const QString& Element::name() const
{
    return data().name;
}

const QString& Element::xmlNamespace() const
{
    return data().xmlNamespace;
}

const QString& Element::text() const
{
    return data().text;
}

const QList<Element::Attribute>& Element::attributes() const
{
    return data().attributes;
}

const QList<Element>& Element::children() const
{
    return data().children;
}

QString Element::attribute(QStringView name) const
{
    for (const Attribute& attribute : data().attributes) {
        if (attribute.name == name)
            return attribute.value;
    }
    return {};
}

Element Element::child(QStringView name, QStringView xmlNamespace) const
{
    for (const Element& element : data().children) {
        if (element.is(name, xmlNamespace))
            return element;
    }
    return {};
}

bool operator==(const Element& a, const Element& b)
{
    if (a.m_data == b.m_data)
        return true;
    if (a.isNull() || b.isNull())
        return false;
    if (!a.is(b.name(), b.xmlNamespace()) || a.text() != b.text() ||
        a.attributes().size() != b.attributes().size())
        return false;
    const bool sameAttributes =
        std::all_of(a.attributes().begin(), a.attributes().end(), [&b](const Element::Attribute& attribute) {
            const QString other = b.attribute(attribute.name);
            return !other.isNull() && other == attribute.value;
        });
    return sameAttributes && a.children() == b.children();
}

} // namespace Natter::Xmpp
