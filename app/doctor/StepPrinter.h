// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnosis/ReportText.h"

#include <functional>

namespace Natter::Doctor {

/// Prints the steps of a walk as they end. In a short report what was skipped comes in few lines.
class StepPrinter
{
public:
    StepPrinter(
        Diagnosis::ReportLength length, bool isColoured, std::function<void(const QString& text)> print);

    void take(const ReportStep& step);
    /// What was held back.
    void finish();

private:
    const Diagnosis::ReportLength m_length;
    const bool m_isColoured;
    const std::function<void(const QString& text)> m_print;
    QList<ReportStep> m_skipped;
};

} // namespace Natter::Doctor
