// SPDX-License-Identifier: Apache-2.0
#include "ui/chat/DayPill.h"

#include "ui/style/Metrics.h"

#include <QFontMetrics>
#include <QPainter>

namespace Natter::Ui {

QSize dayPillSize(const QString& text, const Theme& theme)
{
    const QFontMetrics metrics(theme.font(TextSize::Secondary, QFont::DemiBold));
    return {metrics.horizontalAdvance(text) + 2 * Metrics::Margin, metrics.height() + Metrics::Gap};
}

void paintDayPill(QPainter* painter, const QRect& line, const QString& text, const Theme& theme)
{
    QRectF pill(QPointF(), dayPillSize(text, theme));
    pill.moveCenter(QRectF(line).center());
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.colours().pill());
    painter->drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter->setFont(theme.font(TextSize::Secondary, QFont::DemiBold));
    painter->setPen(theme.colours().onPill());
    painter->setLayoutDirection(Qt::LayoutDirectionAuto);
    painter->drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, text);
}

} // namespace Natter::Ui
