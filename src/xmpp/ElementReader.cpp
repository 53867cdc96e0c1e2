// SPDX-License-Identifier: Apache-2.0
#include "xmpp/ElementReader.h"

#include "xmpp/FrameGuard.h"

#include <QXmlStreamReader>

#include <vector>

namespace Natter::Xmpp {

namespace {

/// An element whose end has not been read yet.
struct OpenElement
{
    QString name;
    QString xmlNamespace;
    QString text;
    QList<Element::Attribute> attributes;
    QList<Element> children;
};

OpenElement startOf(const QXmlStreamReader& xml)
{
    OpenElement element{xml.name().toString(), xml.namespaceUri().toString(), {}, {}, {}};
    for (const QXmlStreamAttribute& attribute : xml.attributes()) {
        if (attribute.namespaceUri().isEmpty()) {
            // An empty value is there and empty; only an absent one is null.
            const QStringView value = attribute.value().isEmpty() ? QStringView(u"") : attribute.value();
            element.attributes.append({attribute.name(), value});
        }
    }
    return element;
}

Error malformed(const QString& detail)
{
    return {ErrorKind::Protocol, Retry::later(), detail, QStringLiteral("not-well-formed")};
}

} // namespace

Result<Element> readElement(const QString& frame)
{
    if (const auto refusal = refusalOf(frame))
        return *refusal;

    QXmlStreamReader xml(frame);
    std::vector<OpenElement> open;
    Element root;
    while (!xml.atEnd()) {
        switch (xml.readNext()) {
        case QXmlStreamReader::StartElement:
            open.push_back(startOf(xml));
            break;
        case QXmlStreamReader::Characters:
            if (!open.empty())
                open.back().text += xml.text();
            break;
        case QXmlStreamReader::EndElement: {
            OpenElement& last = open.back();
            const Element element(last.name, last.xmlNamespace, std::move(last.attributes),
                std::move(last.children), std::move(last.text));
            open.pop_back();
            if (open.empty())
                root = element;
            else
                open.back().children.append(element);
            break;
        }
        default:
            break;
        }
    }
    // The parser's own sentence may quote the frame, and with it a message: only the place is told.
    if (xml.hasError() || root.isNull())
        return malformed(QStringLiteral("XML error at character %1").arg(xml.characterOffset()));
    return root;
}

} // namespace Natter::Xmpp
