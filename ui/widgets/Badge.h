// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace Natter::Ui {

/// "7", "1,234" in the person's own digits, "9,999+" beyond.
QString badgeText(int count);
QSizeF badgeSize(const QString& text, const QFont& font);
void paintBadge(QPainter* painter, const QRectF& rect, const QString& text, const QFont& font,
    const QColor& ground, const QColor& colour);

} // namespace Natter::Ui
