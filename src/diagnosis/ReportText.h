// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/ReportStep.h"

#include <QByteArray>
#include <QDateTime>

namespace Natter::Diagnosis {

/// Stable names: `ok`, `warning`, `failed`, `skipped`.
QString statusName(StepStatus status);

/// Which lines of a step are printed.
enum class ReportLength {
    Short, ///< one line, and more only where something is to be done
    Full,
};

/// One step as aligned lines, each with a line break at its end. `isColoured`: with ANSI colours, for a
/// terminal.
QString stepText(const ReportStep& step, ReportLength length, bool isColoured);
/// Skipped steps in few lines: those with the same reason share one.
QString skippedText(const QList<ReportStep>& steps, bool isColoured);
/// "14 ok, 1 warning, 2 failed, 3 skipped"
QString countText(const QList<ReportStep>& steps);
/// All of it, for people. `app`: the name of the app that wrote it.
QString reportText(
    const QString& app, const QString& site, const QDateTime& time, const QList<ReportStep>& steps);
/// The same for programs; README.md describes it. One document, a line break at its end.
QByteArray reportJson(
    const QString& site, const QDateTime& time, const QList<ReportStep>& steps, bool isInterrupted);

bool hasFailed(const QList<ReportStep>& steps);

} // namespace Natter::Diagnosis
