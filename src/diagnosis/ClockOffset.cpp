// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/ClockOffset.h"

#include <cstdlib>

namespace Natter::Diagnosis {

namespace {

/// An HTTP date has whole seconds, and the answer was on its way.
constexpr qint64 Tolerated = 3;

} // namespace

QString clockOffsetWords(std::optional<qint64> seconds, const QString& than)
{
    if (!seconds)
        return QStringLiteral("its answer has no date");
    if (std::abs(*seconds) <= Tolerated)
        return QStringLiteral("the same as %1").arg(than);
    return QStringLiteral("%1 s %2 %3")
        .arg(QString::number(std::abs(*seconds)),
            *seconds > 0 ? QStringLiteral("ahead of") : QStringLiteral("behind"), than);
}

} // namespace Natter::Diagnosis
