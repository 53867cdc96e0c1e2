// SPDX-License-Identifier: Apache-2.0
#include "base/Nodeprep.h"

#include <QChar>

#include <algorithm>

namespace Natter {

namespace {

/// Tables B.1 and C of RFC 3454, as far as categories do not say the same.
bool isRemovedOrProhibited(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        break;
    }
    const bool isVariationSelector = (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x180B && c <= 0x180D);
    const bool isForDescription = (c >= 0x2FF0 && c <= 0x2FFB) || (c >= 0xFFF9 && c <= 0xFFFD);
    return isVariationSelector || isForDescription || c == 0x034F || c == 0x1806;
}

bool isStable(char32_t c)
{
    const QChar::UnicodeVersion version = QChar::unicodeVersion(c);
    if (version == QChar::Unicode_Unassigned || version > QChar::Unicode_3_2 || isRemovedOrProhibited(c))
        return false;
    // Letters such as ß that fold into several; Qt folds only one into one.
    return QString::fromUcs4(&c, 1).toUpper().toUcs4().size() == 1;
}

bool isRightToLeft(char32_t c)
{
    const QChar::Direction direction = QChar::direction(c);
    return direction == QChar::DirR || direction == QChar::DirAL;
}

/// RFC 3454, section 6: right-to-left throughout, and at both ends, or not at all.
bool isOneDirection(const QList<uint>& points)
{
    if (std::none_of(points.begin(), points.end(), isRightToLeft))
        return true;
    const bool hasLeftToRight = std::any_of(
        points.begin(), points.end(), [](char32_t c) { return QChar::direction(c) == QChar::DirL; });
    return !hasLeftToRight && isRightToLeft(points.first()) && isRightToLeft(points.last());
}

} // namespace

bool isStableUnderNodeprep(const QString& local)
{
    const QList<uint> points = local.toUcs4();
    return std::all_of(points.begin(), points.end(), isStable) && isOneDirection(points) &&
           local.normalized(QString::NormalizationForm_KC) == local &&
           local.toCaseFolded().normalized(QString::NormalizationForm_KC) == local;
}

} // namespace Natter
