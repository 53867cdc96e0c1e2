// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/ReportStep.h"

#include <QCoreApplication>

namespace Natter::Ui {

/// The steps of a connection report in words. Plain text.
class ReportText
{
    Q_DECLARE_TR_FUNCTIONS(ReportText)

public:
    /// In the person's language.
    static QString of(const Phrase& phrase);
    struct Paragraph
    {
        QString heading;
        QString text;
    };
    /// All that is known of a step. The first heading is its title and how it went.
    static QList<Paragraph> details(const ReportStep& step);
    /// One line for screen readers.
    static QString spoken(const ReportStep& step);
    /// What all of them come to.
    static QString conclusion(const QList<ReportStep>& steps);

private:
    static QString word(StepStatus status);
    static QString rows(const ReportStep& step);
};

} // namespace Natter::Ui
