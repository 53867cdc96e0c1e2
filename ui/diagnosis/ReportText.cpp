// SPDX-License-Identifier: Apache-2.0
#include "ui/diagnosis/ReportText.h"

#include "base/PlainText.h"

#include <algorithm>

namespace Natter::Ui {

namespace {

bool has(const QList<ReportStep>& steps, StepStatus status)
{
    return std::any_of(
        steps.begin(), steps.end(), [status](const ReportStep& step) { return step.status == status; });
}

} // namespace

QString ReportText::of(const Phrase& phrase)
{
    // The context is where the literals stand: lupdate finds them there.
    return phrase.in(
        [](const char* literal) { return QCoreApplication::translate("Natter::Diagnosis", literal); });
}

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
    return tr("skipped");
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

QList<ReportText::Paragraph> ReportText::details(const ReportStep& step)
{
    const QString head =
        tr("%1: %2", "a step and how it went").arg(plainLine(of(step.title), 80), word(step.status));
    QList<Paragraph> all{{head, plainBody(of(step.summary))}};
    for (const Paragraph& paragraph : {Paragraph{tr("What to do"), of(step.mend)},
             Paragraph{tr("Why it matters"), of(step.why)}, Paragraph{tr("Asked"), step.asked},
             Paragraph{tr("Came back"), step.answered}, Paragraph{tr("In detail"), rows(step)}}) {
        if (!paragraph.text.isEmpty())
            all += {paragraph.heading, plainBody(paragraph.text)};
    }
    return all;
}

QString ReportText::spoken(const ReportStep& step)
{
    return tr("%1: %2. %3")
        .arg(plainLine(of(step.title), 80), word(step.status), plainLine(of(step.summary)));
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
