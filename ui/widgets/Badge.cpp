// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/Badge.h"

#include "ui/style/Metrics.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace Natter::Ui {

QString badgeText(int count)
{
    constexpr int Maximum = 9999;
    const QString number = QLocale().toString(std::min(count, Maximum));
    return count > Maximum ? number + u'+' : number;
}

QSizeF badgeSize(const QString& text, const QFont& font)
{
    const QFontMetricsF metrics(font);
    const qreal height = std::max<qreal>(Metrics::BadgeSize, std::ceil(metrics.height()) + 2);
    const qreal width = std::ceil(metrics.horizontalAdvance(text)) + 3 * Metrics::Grid;
    return {std::max(height, width), height};
}

void paintBadge(QPainter* painter, const QRectF& rect, const QString& text, const QFont& font,
    const QColor& ground, const QColor& colour)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(ground);
    painter->drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    painter->setPen(colour);
    painter->setFont(font);
    painter->drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, text);
    painter->restore();
}

} // namespace Natter::Ui
