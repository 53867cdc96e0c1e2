// SPDX-License-Identifier: Apache-2.0
#include "ui/login/LoadingWidget.h"

#include "base/PlainText.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/SpinnerWidget.h"
#include "ui/widgets/TextLabel.h"

#include <QVBoxLayout>

#include <chrono>

namespace Natter::Ui {

namespace {

constexpr std::chrono::milliseconds BlankTime{150};

} // namespace

LoadingWidget::LoadingWidget(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_content(new QWidget)
    , m_label(new TextLabel(
          theme, {TextSize::Body, QFont::Normal, &Colours::textSecondary}, TextLabel::Fit::Wrapped))
{
    m_label->setAlignment(Qt::AlignCenter);
    auto* column = new QVBoxLayout(m_content);
    column->setSpacing(Metrics::Margin);
    column->addStretch();
    column->addWidget(new SpinnerWidget(theme, 2 * Metrics::IconSize), 0, Qt::AlignHCenter);
    column->addWidget(m_label);
    column->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_content);
    m_content->hide();
    m_delay.setSingleShot(true);
    m_delay.setInterval(BlankTime);
    connect(&m_delay, &QTimer::timeout, m_content, &QWidget::show);
}

void LoadingWidget::open(const QString& what)
{
    m_label->setText(plainLine(what));
    setAccessibleName(m_label->text());
    if (!m_content->isVisible())
        m_delay.start();
}

} // namespace Natter::Ui
