// SPDX-License-Identifier: Apache-2.0
#include "StepPrinter.h"

#include <utility>

namespace Natter::Doctor {

StepPrinter::StepPrinter(
    Diagnosis::ReportLength length, bool isColoured, std::function<void(const QString& text)> print)
    : m_length(length)
    , m_isColoured(isColoured)
    , m_print(std::move(print))
{}

void StepPrinter::take(const ReportStep& step)
{
    if (step.status == StepStatus::Skipped && m_length == Diagnosis::ReportLength::Short) {
        m_skipped += step;
        return;
    }
    finish();
    m_print(Diagnosis::stepText(step, m_length, m_isColoured));
}

void StepPrinter::finish()
{
    if (!m_skipped.isEmpty())
        m_print(Diagnosis::skippedText(std::exchange(m_skipped, {}), m_isColoured));
}

} // namespace Natter::Doctor
