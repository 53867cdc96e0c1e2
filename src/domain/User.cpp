// SPDX-License-Identifier: Apache-2.0
#include "domain/User.h"

#include "base/PlainText.h"

#include <QTextBoundaryFinder>

namespace Natter {

namespace {

QString firstGrapheme(const QString& word)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    const qsizetype end = finder.toNextBoundary();
    return end > 0 ? word.left(end) : QString();
}

} // namespace

QString initialsOf(const QString& name)
{
    QStringList words;
    for (const QString& word : plainLine(name).split(u' ', Qt::SkipEmptyParts)) {
        const QString first = firstGrapheme(word);
        const uint code = first.toUcs4().value(0);
        if (QChar::isLetterOrNumber(code))
            words += first;
    }
    if (words.isEmpty())
        return firstGrapheme(plainLine(name).trimmed()).toUpper();
    QString initials = words.first();
    if (words.size() > 1)
        initials += words.last();
    return initials.toUpper();
}

} // namespace Natter
