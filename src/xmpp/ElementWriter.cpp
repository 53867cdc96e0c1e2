// SPDX-License-Identifier: Apache-2.0
#include "xmpp/ElementWriter.h"

namespace Natter::Xmpp {

namespace {

/// XML 1.0, 2.2, for characters outside surrogate pairs.
bool isXmlCharacter(QChar c)
{
    const char16_t u = c.unicode();
    return u == u'\t' || u == u'\n' || u == u'\r' || (u >= 0x20 && u < 0xFFFE && !c.isSurrogate());
}

void appendEscaped(QString& out, const QString& text, bool isAttribute)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            out += c;
            out += text.at(++i);
        } else if (!isXmlCharacter(c)) {
            out += QChar(QChar::ReplacementCharacter);
        } else if (c == u'<') {
            out += QStringLiteral("&lt;");
        } else if (c == u'>') {
            out += QStringLiteral("&gt;");
        } else if (c == u'&') {
            out += QStringLiteral("&amp;");
        } else if (c == u'\r') {
            out += QStringLiteral("&#13;"); // a parser would turn it into a line feed
        } else if (isAttribute && c == u'"') {
            out += QStringLiteral("&quot;");
        } else if (isAttribute && c == u'\n') {
            out += QStringLiteral("&#10;");
        } else if (isAttribute && c == u'\t') {
            out += QStringLiteral("&#9;");
        } else {
            out += c;
        }
    }
}

void appendAttribute(QString& out, const QString& name, const QString& value)
{
    out += u' ' + name + QStringLiteral("=\"");
    appendEscaped(out, value, true);
    out += u'"';
}

// Recursion is bounded: what is written is either built here or was read within FrameLimits::Depth.
void append(QString& out, const Element& element, const QString& outerNamespace)
{
    out += u'<' + element.name();
    if (element.xmlNamespace() != outerNamespace)
        appendAttribute(out, QStringLiteral("xmlns"), element.xmlNamespace());
    for (const Element::Attribute& attribute : element.attributes())
        appendAttribute(out, attribute.name, attribute.value);
    if (element.children().isEmpty() && element.text().isEmpty()) {
        out += QStringLiteral("/>");
        return;
    }
    out += u'>';
    appendEscaped(out, element.text(), false);
    for (const Element& child : element.children())
        append(out, child, element.xmlNamespace());
    out += QStringLiteral("</") + element.name() + u'>';
}

} // namespace

QString writeElement(const Element& element)
{
    QString out;
    append(out, element, {});
    return out;
}

} // namespace Natter::Xmpp
