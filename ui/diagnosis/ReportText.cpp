// SPDX-License-Identifier: Apache-2.0
#include "ui/diagnosis/ReportText.h"

#include "base/PlainText.h"

#include <algorithm>

namespace Natter::Ui {

namespace {

QString paragraph(const QString& heading, const QString& text)
{
    return text.isEmpty() ? QString() : QStringLiteral("\n\n") + heading + u'\n' + plainBody(text);
}

bool has(const QList<ReportStep>& steps, StepStatus status)
{
    return std::any_of(
        steps.begin(), steps.end(), [status](const ReportStep& step) { return step.status == status; });
}

} // namespace

QString ReportText::word(StepStatus status)
{
    switch (status) {
    case StepStatus::Ok:
        return tr("all right");
    case StepStatus::Warning:
        return tr("to be looked at");
    case StepStatus::Failed:
        return tr("wrong");
    case StepStatus::Skipped:
        break;
    }
    return tr("left out");
}

QString ReportText::rows(const ReportStep& step)
{
    QStringList lines;
    for (const ReportDetail& detail : step.details) {
        QString line = detail.name + QStringLiteral(": ") + detail.found;
        if (!detail.expected.isEmpty() && detail.status != StepStatus::Ok)
            line += u' ' + tr("(should be: %1)").arg(detail.expected);
        lines += line;
    }
    return lines.join(u'\n');
}

QString ReportText::details(const ReportStep& step)
{
    return plainLine(step.title, 80) + QStringLiteral(": ") + word(step.status) + u'\n' +
           plainBody(step.summary) + paragraph(tr("What to do"), step.mend) +
           paragraph(tr("Why it matters"), step.why) + paragraph(tr("Asked"), step.asked) +
           paragraph(tr("Came back"), step.answered) + paragraph(tr("In detail"), rows(step));
}

QString ReportText::spoken(const ReportStep& step)
{
    return tr("%1: %2. %3").arg(plainLine(step.title, 80), word(step.status), plainLine(step.summary));
}

QString ReportText::conclusion(const QList<ReportStep>& steps)
{
    if (has(steps, StepStatus::Failed))
        return tr("Something does not work. Whoever runs the site can mend it with this report.");
    if (has(steps, StepStatus::Warning))
        return tr("Everything works, but something should be looked at.");
    return tr("Everything works.");
}

} // namespace Natter::Ui
