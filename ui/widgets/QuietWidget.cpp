// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/QuietWidget.h"

#include "ui/style/Metrics.h"

#include <QPainter>

namespace Natter::Ui {

QuietWidget::QuietWidget(const Theme& theme, const QString& text, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(text)
{
    setAccessibleName(text);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void QuietWidget::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().background);
    painter.setFont(m_theme.font(TextSize::Body));
    painter.setPen(m_theme.colours().textSecondary);
    const int margin = Metrics::WideMargin;
    painter.setLayoutDirection(Qt::LayoutDirectionAuto);
    painter.drawText(
        rect().adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap, m_text);
}

} // namespace Natter::Ui
