// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include <memory>

namespace Natter::Xmpp {

/// One XML element with everything inside it. A value that never changes after it was made; copies share.
/// Attributes are the ones without a namespace: XMPP core gives no meaning to others but xml:lang, which
/// Natter does not need. `text` is the character data directly inside, joined.
class Element
{
public:
    /// An attribute with a null value is left out of the element.
    struct Attribute
    {
        Attribute(QStringView attributeName, QStringView attributeValue)
            : name(attributeName.toString())
            , value(attributeValue.isNull() ? QString() : attributeValue.toString())
        {}
        QString name;
        QString value;
    };

    /// The null element: what child() answers when there is none. It has no name and nothing inside.
    Element() = default;
    Element(QStringView name, QStringView xmlNamespace, QList<Attribute> attributes = {},
        QList<Element> children = {}, QString text = {});
    static Element withText(QStringView name, QStringView xmlNamespace, const QString& text);

    bool isNull() const { return !m_data; }
    bool is(QStringView name, QStringView xmlNamespace) const;

    const QString& name() const;
    const QString& xmlNamespace() const;
    const QString& text() const;
    const QList<Attribute>& attributes() const;
    const QList<Element>& children() const;

    /// A null string when the attribute is absent.
    QString attribute(QStringView name) const;
    /// The first such child, or the null element.
    Element child(QStringView name, QStringView xmlNamespace) const;

    /// Same name, namespace, text, attributes in any order, and equal children in the same order.
    friend bool operator==(const Element& a, const Element& b);

private:
    struct Data;
    const Data& data() const;

    std::shared_ptr<const Data> m_data;
};

} // namespace Natter::Xmpp
