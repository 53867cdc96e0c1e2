// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/ReportText.h"

#include "base/PlainText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace Natter::Diagnosis {

namespace {

constexpr int StatusWidth = 9;
constexpr int TitleWidth = 36;
constexpr int LabelWidth = 12;
constexpr int Width = 100;
const QString Indent = QString(2 + StatusWidth, u' ');
const QString SummaryIndent = QString(2 + StatusWidth + TitleWidth + 1, u' ');

const char* colourOf(StepStatus status)
{
    switch (status) {
    case StepStatus::Ok:
        return "32";
    case StepStatus::Warning:
        return "33";
    case StepStatus::Failed:
        return "1;31";
    case StepStatus::Skipped:
        break;
    }
    return "2";
}

/// Breaks at blanks; `indent` before every line but the first.
QString wrapped(const QString& text, const QString& indent)
{
    QString out;
    qsizetype column = indent.size();
    for (const QString& word : text.split(u' ', Qt::SkipEmptyParts)) {
        if (column + word.size() > Width && column > indent.size()) {
            out += u'\n' + indent;
            column = indent.size();
        } else if (column > indent.size()) {
            out += u' ';
            ++column;
        }
        out += word;
        column += word.size();
    }
    return out;
}

QString field(const QString& label, const QString& text)
{
    QString out;
    const QString indent = Indent + QString(LabelWidth, u' ');
    QString head = Indent + label.leftJustified(LabelWidth);
    for (const QString& line : text.split(u'\n', Qt::SkipEmptyParts)) {
        out += head + wrapped(plainLine(line, 600), indent) + u'\n';
        head = indent;
    }
    return out;
}

QString detailText(const ReportDetail& detail)
{
    QString text = QStringLiteral("%1: %2").arg(detail.name, detail.found);
    if (!detail.expected.isEmpty())
        text += QStringLiteral(" (should be %1)").arg(detail.expected);
    return detail.status == StepStatus::Ok ? text : statusName(detail.status) + QStringLiteral(", ") + text;
}

/// What came back, of a step that only has details.
QString foundText(const ReportStep& step)
{
    QStringList lines;
    for (const ReportDetail& detail : step.details)
        lines += detail.name + QStringLiteral(": ") + detail.found;
    return lines.join(u'\n');
}

QString statusColumn(StepStatus status, bool isColoured)
{
    const QString word = statusName(status).leftJustified(StatusWidth);
    return QStringLiteral("  ") +
           (isColoured ? QStringLiteral("\033[%1m%2\033[0m").arg(QLatin1String(colourOf(status)), word)
                       : word);
}

} // namespace

QString statusName(StepStatus status)
{
    static constexpr std::array<QLatin1String, 4> Names{
        QLatin1String("ok"), QLatin1String("warning"), QLatin1String("failed"), QLatin1String("skipped")};
    return Names.at(static_cast<std::size_t>(status));
}

QString stepText(const ReportStep& step, ReportLength length, bool isColoured)
{
    QString out = statusColumn(step.status, isColoured);
    out += step.title.english().leftJustified(TitleWidth) + u' ';
    const QString summary = step.summary.english();
    out += wrapped(plainLine(summary, 600), SummaryIndent) + u'\n';
    if (step.status == StepStatus::Skipped)
        return out;
    const bool isBad = step.status != StepStatus::Ok;
    if (length == ReportLength::Full || isBad) {
        out += field(QStringLiteral("asked"), step.asked);
        out += field(QStringLiteral("came back"), step.answered);
        QStringList details;
        for (const ReportDetail& detail : step.details) {
            const bool isTold = summary.contains(detail.name) && summary.contains(detail.found);
            if (length == ReportLength::Full || (detail.status != StepStatus::Ok && !isTold))
                details += detailText(detail);
        }
        out += field(QStringLiteral("in detail"), details.join(u'\n'));
        out += field(QStringLiteral("matters"), step.why.english());
        out += field(QStringLiteral("to mend"), step.mend.english());
        out += u'\n';
    }
    return out;
}

QString skippedText(const QList<ReportStep>& steps, bool isColoured)
{
    QString out;
    for (qsizetype i = 0; i < steps.size();) {
        const QString reason = steps.at(i).summary.english();
        QStringList titles;
        for (; i < steps.size() && steps.at(i).summary.english() == reason; ++i)
            titles += steps.at(i).title.english();
        const QString line =
            titles.join(QStringLiteral(", ")) + QStringLiteral(": ") + plainLine(reason, 600);
        out += statusColumn(StepStatus::Skipped, isColoured) + wrapped(line, Indent) + u'\n';
    }
    return out;
}

QString countText(const QList<ReportStep>& steps)
{
    QStringList parts;
    for (const StepStatus status :
        {StepStatus::Ok, StepStatus::Warning, StepStatus::Failed, StepStatus::Skipped}) {
        const auto count = std::count_if(
            steps.begin(), steps.end(), [status](const ReportStep& step) { return step.status == status; });
        if (count > 0)
            parts += QStringLiteral("%1 %2").arg(QString::number(count), statusName(status));
    }
    return parts.join(QStringLiteral(", "));
}

QString reportText(
    const QString& app, const QString& site, const QDateTime& time, const QList<ReportStep>& steps)
{
    QString out = QStringLiteral("%1 " NATTER_VERSION ", %2, %3\n\n")
                      .arg(app, plainLine(site), time.toUTC().toString(Qt::ISODate));
    for (const ReportStep& step : steps)
        out += stepText(step, ReportLength::Full, false);
    return out + u'\n' + countText(steps) + u'\n';
}

QByteArray reportJson(
    const QString& site, const QDateTime& time, const QList<ReportStep>& steps, bool isInterrupted)
{
    QJsonArray list;
    for (const ReportStep& step : steps) {
        QJsonArray details;
        for (const ReportDetail& detail : step.details)
            details += QJsonObject{{QStringLiteral("name"), detail.name},
                {QStringLiteral("found"), detail.found}, {QStringLiteral("expected"), detail.expected},
                {QStringLiteral("status"), statusName(detail.status)}};
        list += QJsonObject{{QStringLiteral("id"), step.id}, {QStringLiteral("title"), step.title.english()},
            {QStringLiteral("status"), statusName(step.status)},
            {QStringLiteral("summary"), step.summary.english()}, {QStringLiteral("asked"), step.asked},
            {QStringLiteral("came_back"), step.answered.isEmpty() ? foundText(step) : step.answered},
            {QStringLiteral("why"), step.why.english()}, {QStringLiteral("mend"), step.mend.english()},
            {QStringLiteral("details"), details},
            {QStringLiteral("milliseconds"), static_cast<qint64>(step.duration.count())}};
    }
    const QJsonObject report{{QStringLiteral("version"), 1},
        {QStringLiteral("natter"), QStringLiteral(NATTER_VERSION)}, {QStringLiteral("site"), site},
        {QStringLiteral("time"), time.toUTC().toString(Qt::ISODate)},
        {QStringLiteral("ok"), !hasFailed(steps) && !isInterrupted},
        {QStringLiteral("interrupted"), isInterrupted}, {QStringLiteral("steps"), list}};
    return QJsonDocument(report).toJson(QJsonDocument::Indented);
}

bool hasFailed(const QList<ReportStep>& steps)
{
    return std::any_of(
        steps.begin(), steps.end(), [](const ReportStep& step) { return step.status == StepStatus::Failed; });
}

} // namespace Natter::Diagnosis
