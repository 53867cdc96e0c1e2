// SPDX-License-Identifier: Apache-2.0
#include "domain/User.h"

#include "base/PlainText.h"

#include <QTextBoundaryFinder>

namespace Natter {

namespace {

/// The first grapheme cluster for which `matches(code point)`; empty when there is none.
template <typename Predicate>
QString firstGrapheme(const QString& text, Predicate matches)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    qsizetype start = 0;
    for (qsizetype end = finder.toNextBoundary(); end > 0; end = finder.toNextBoundary()) {
        QString grapheme = text.mid(start, end - start);
        if (matches(grapheme.toUcs4().value(0)))
            return grapheme;
        start = end;
    }
    return {};
}

QString raised(const QString& grapheme)
{
    // Not where one letter would become two, as with a German sharp s.
    const QString upper = grapheme.toUpper();
    return upper.size() == grapheme.size() ? upper : grapheme;
}

} // namespace

QString initialsOf(const QString& name)
{
    const QString line = plainLine(name);
    QStringList initials;
    for (const QString& word : line.split(u' ', Qt::SkipEmptyParts)) {
        const QString initial =
            firstGrapheme(word, [](char32_t code) { return QChar::isLetterOrNumber(code); });
        if (!initial.isEmpty())
            initials += raised(initial);
    }
    if (initials.isEmpty())
        return firstGrapheme(line, [](char32_t) { return true; });
    return initials.size() == 1 ? initials.first() : initials.first() + initials.last();
}

} // namespace Natter
