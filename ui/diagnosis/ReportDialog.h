// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ConnectionReport.h"
#include "ui/style/Theme.h"

#include <QDialog>

class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace Natter::Ui {

class SpinnerWidget;
class TextLabel;

/// The connection report: a list of steps with marks, what is known of the chosen one below it, and a button
/// that copies all of it as plain text. Runs as soon as it is made; closing it stops the report.
class ReportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `report` lives longer.
    ReportDialog(const Theme& theme, Core::ConnectionReport& report, QWidget* parent = nullptr);
    ~ReportDialog() override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void run();
    void addStep(const ReportStep& step);
    void finish();
    void showDetails();
    void copy();
    void applyTheme();
    int worstRow() const;

    const Theme& m_theme;
    Core::ConnectionReport& m_report;
    QList<ReportStep> m_steps;
    bool m_isChosen = false; ///< by the person: what is shown stays
    SpinnerWidget* m_spinner;
    TextLabel* m_status;
    QListWidget* m_list;
    QPlainTextEdit* m_details;
    QPushButton* m_copy;
    QPushButton* m_again;
};

} // namespace Natter::Ui
