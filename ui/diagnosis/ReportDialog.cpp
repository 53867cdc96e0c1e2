// SPDX-License-Identifier: Apache-2.0
#include "ui/diagnosis/ReportDialog.h"

#include "base/PlainText.h"
#include "ui/diagnosis/ReportText.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/StyleSheet.h"
#include "ui/widgets/SpinnerWidget.h"
#include "ui/widgets/TextLabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QTextCursor>
#include <QVBoxLayout>

#include <algorithm>

namespace Natter::Ui {

namespace {

constexpr int DialogWidth = 620;
constexpr int DialogHeight = 680;
constexpr int MinimumWidth = 320;
constexpr qreal LargestShare = 0.9; // of the screen

QPixmap pixmapOf(StepStatus status, const Colours& colours, qreal ratio)
{
    switch (status) {
    case StepStatus::Ok:
        return iconPixmap(Icon::Tick, Metrics::IconSize, colours.success, ratio);
    case StepStatus::Warning:
        return iconPixmap(Icon::Warning, Metrics::IconSize, colours.accent, ratio);
    case StepStatus::Failed:
        return iconPixmap(Icon::Failed, Metrics::IconSize, colours.danger, ratio);
    case StepStatus::Skipped:
        break;
    }
    return iconPixmap(Icon::Skipped, Metrics::IconSize, colours.textSecondary, ratio);
}

/// The same on every ground: style would tint it where the row is selected.
QIcon markOf(StepStatus status, const Colours& colours, qreal ratio)
{
    const QPixmap mark = pixmapOf(status, colours, ratio);
    QIcon icon(mark);
    icon.addPixmap(mark, QIcon::Selected);
    return icon;
}

} // namespace

ReportDialog::ReportDialog(const Theme& theme, Core::ConnectionReport& report, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_report(report)
    , m_spinner(new SpinnerWidget(theme, Metrics::IconSize))
    , m_status(
          new TextLabel(theme, {TextSize::Body, QFont::DemiBold, &Colours::text}, TextLabel::Fit::Wrapped))
    , m_list(new QListWidget)
    , m_details(new QPlainTextEdit)
    , m_copy(new QPushButton(tr("Copy report")))
    , m_again(new QPushButton(tr("Run again")))
{
    setWindowTitle(tr("Connection report"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    connect(&m_report, &Core::ConnectionReport::stepStarted, this, [this](const Phrase& title) {
        m_status->setText(tr("Checking: %1", "a step").arg(ReportText::of(title)));
    });
    connect(&m_report, &Core::ConnectionReport::stepFinished, this, &ReportDialog::addStep);
    connect(&m_report, &Core::ConnectionReport::finished, this, &ReportDialog::finish);
    connect(m_list, &QListWidget::currentRowChanged, this, &ReportDialog::showDetails);
    connect(m_list, &QListWidget::itemPressed, this, [this] { m_isChosen = true; });
    connect(m_copy, &QPushButton::clicked, this, &ReportDialog::copy);
    connect(m_again, &QPushButton::clicked, this, &ReportDialog::run);
    connect(&theme, &Theme::changed, this, &ReportDialog::applyTheme);
    run();
}

ReportDialog::~ReportDialog()
{
    m_report.stop();
}

void ReportDialog::build()
{
    auto* close = new QPushButton(tr("Close"));
    setButtonKind(m_copy, ButtonKind::Primary);
    setButtonKind(m_again, ButtonKind::Plain);
    setButtonKind(close, ButtonKind::Plain);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    m_list->setAccessibleName(tr("Steps"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setIconSize({Metrics::IconSize, Metrics::IconSize});
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_details->setAccessibleName(tr("What is known of this step"));
    m_details->document()->setDocumentMargin(0);
    m_details->setReadOnly(true);
    m_details->setTabChangesFocus(true);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto* head = new QHBoxLayout;
    head->addWidget(m_spinner);
    head->addWidget(m_status, 1);
    auto* parts = new QSplitter(Qt::Vertical);
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_list);
    auto* lower = new QWidget;
    auto* lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, Metrics::Gap, 0, 0);
    lowerLayout->addWidget(m_details);
    parts->addWidget(lower);
    parts->setSizes({DialogHeight, DialogHeight}); // halves
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::Gap);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_again);
    buttons->addStretch();
    buttons->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(
        Metrics::WideMargin, Metrics::WideMargin, Metrics::WideMargin, Metrics::WideMargin);
    layout->setSpacing(Metrics::Margin);
    layout->addLayout(head);
    layout->addWidget(parts, 1);
    layout->addLayout(buttons);
    setMinimumWidth(MinimumWidth);
    // With large text a small screen is smaller still, and the buttons are at the bottom.
    resize(QSize(DialogWidth, DialogHeight).boundedTo(screen()->availableSize() * LargestShare));
    m_list->setFocus();
}

void ReportDialog::run()
{
    m_steps.clear();
    m_list->clear();
    m_details->clear();
    m_isChosen = false;
    m_copy->setEnabled(false);
    m_again->setEnabled(false);
    m_spinner->show();
    m_status->setText(tr("Checking the connection…"));
    m_report.start();
}

void ReportDialog::addStep(const ReportStep& step)
{
    m_steps += step;
    auto* item = new QListWidgetItem(plainLine(ReportText::of(step.title), 80), m_list);
    item->setIcon(markOf(step.status, m_theme.colours(), devicePixelRatioF()));
    item->setData(Qt::AccessibleTextRole, ReportText::spoken(step));
    if (step.status == StepStatus::Skipped)
        item->setForeground(m_theme.colours().textSecondary);
    if (!m_isChosen)
        m_list->setCurrentItem(item);
}

void ReportDialog::finish()
{
    m_spinner->hide();
    m_copy->setEnabled(true);
    m_again->setEnabled(true);
    m_status->setText(ReportText::conclusion(m_steps));
    if (!m_isChosen)
        m_list->setCurrentRow(worstRow());
}

int ReportDialog::worstRow() const
{
    for (const StepStatus status : {StepStatus::Failed, StepStatus::Warning}) {
        const auto found = std::find_if(m_steps.begin(), m_steps.end(),
            [status](const ReportStep& step) { return step.status == status; });
        if (found != m_steps.end())
            return static_cast<int>(found - m_steps.begin());
    }
    return 0;
}

void ReportDialog::showDetails()
{
    m_details->clear();
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_steps.size())
        return;
    QTextCharFormat plain;
    QTextCharFormat heading;
    heading.setFontWeight(QFont::DemiBold);
    QTextCursor cursor(m_details->document());
    const auto paragraphs = ReportText::details(m_steps.at(row));
    for (const ReportText::Paragraph& paragraph : paragraphs) {
        const QString gap = cursor.atStart() ? QString() : QStringLiteral("\n\n");
        cursor.insertText(gap + paragraph.heading + u'\n', heading);
        cursor.insertText(paragraph.text, plain);
    }
    m_details->moveCursor(QTextCursor::Start);
}

void ReportDialog::copy()
{
    QGuiApplication::clipboard()->setText(m_report.text());
    m_status->setText(tr("The report is copied. Secrets have been taken out of it."));
}

void ReportDialog::applyTheme()
{
    for (int row = 0; row < m_list->count(); ++row) {
        const StepStatus status = m_steps.at(row).status;
        m_list->item(row)->setIcon(markOf(status, m_theme.colours(), devicePixelRatioF()));
        if (status == StepStatus::Skipped)
            m_list->item(row)->setForeground(m_theme.colours().textSecondary);
    }
    update();
}

void ReportDialog::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), m_theme.colours().surface);
}

} // namespace Natter::Ui
