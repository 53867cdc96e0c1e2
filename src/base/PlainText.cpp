// SPDX-License-Identifier: Apache-2.0
#include "base/PlainText.h"

#include <QTextBoundaryFinder>

namespace Natter {

namespace {

constexpr QChar FirstStrongIsolate(0x2068);
constexpr QChar PopDirectionalIsolate(0x2069);

bool isBidiControl(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069);
}

bool isDropped(QChar c)
{
    // U+2028 and U+2029 break lines in every text engine; U+FFF9 to U+FFFC are anchors and objects.
    const char16_t u = c.unicode();
    return isBidiControl(c) || u == 0xFEFF || (u >= 0xFFF9 && u <= 0xFFFC);
}

QString cutAt(const QString& text, int maximum)
{
    if (text.size() <= maximum)
        return text;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    finder.setPosition(maximum - 1);
    const qsizetype end = finder.isAtBoundary() ? maximum - 1 : finder.toPreviousBoundary();
    return text.left(qMax<qsizetype>(0, end)) + QChar(0x2026);
}

QString cleaned(const QString& text, qsizetype budget, bool keepLines)
{
    QString out;
    out.reserve(qMin(text.size(), budget));
    for (qsizetype i = 0; i < text.size() && out.size() < budget; ++i) {
        const QChar c = text.at(i);
        if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            out += c;
            out += text.at(++i);
        } else if (c.isSurrogate()) {
            out += QChar(QChar::ReplacementCharacter);
        } else if (c == u'\n' || c == u'\t') {
            out += keepLines ? c : QChar(u' ');
        } else if (c == u'\r' || c == QChar(0x2028) || c == QChar(0x2029) || c == QChar(0x85)) {
            const bool pair = c == u'\r' && i + 1 < text.size() && text.at(i + 1) == u'\n';
            if (!pair)
                out += keepLines ? QChar(u'\n') : QChar(u' ');
        } else if (c.category() != QChar::Other_Control && !isDropped(c)) {
            out += c;
        }
    }
    return out;
}

} // namespace

QString plainLine(const QString& text, int maximum)
{
    // The budget leaves room for what simplified() takes away without reading megabytes.
    return cutAt(cleaned(text, qsizetype(maximum) * 4, false).simplified(), maximum);
}

QString plainBody(const QString& text, int maximum)
{
    return cutAt(cleaned(text, qsizetype(maximum) + 2, true), maximum);
}

QString isolated(const QString& text)
{
    return FirstStrongIsolate + text + PopDirectionalIsolate;
}

} // namespace Natter
