// SPDX-License-Identifier: Apache-2.0
#include "ui/chat/BubbleShape.h"

#include "ui/style/Metrics.h"

#include <algorithm>

namespace Natter::Ui {

QPainterPath bubbleShape(const QRectF& rect, const BubblePlace& place)
{
    // Drawn with the sender on the right, mirrored for the left.
    const qreal large = std::min(Metrics::LargeRadius, rect.height() / 2);
    const qreal small = std::min<qreal>(Metrics::SmallRadius + 1, large);
    const qreal top = place.startsGroup ? large : small;
    const qreal w = rect.width();
    const qreal h = rect.height();
    const qreal tail = Metrics::TailWidth;
    QPainterPath path;
    path.moveTo(large, 0);
    path.lineTo(w - top, 0);
    path.arcTo(QRectF(w - 2 * top, 0, 2 * top, 2 * top), 90, -90);
    if (place.endsGroup) {
        path.lineTo(w, h - large);
        path.cubicTo(w, h - large / 2, w + tail / 3, h - tail / 2, w + tail, h - 0.5);
        path.cubicTo(w + tail / 2, h + 0.2, w - tail, h, w - large, h);
    } else {
        path.lineTo(w, h - small);
        path.arcTo(QRectF(w - 2 * small, h - 2 * small, 2 * small, 2 * small), 0, -90);
    }
    path.lineTo(large, h);
    path.arcTo(QRectF(0, h - 2 * large, 2 * large, 2 * large), 270, -90);
    path.lineTo(0, large);
    path.arcTo(QRectF(0, 0, 2 * large, 2 * large), 180, -90);
    path.closeSubpath();
    const QTransform transform = place.isOnRight ? QTransform::fromTranslate(rect.left(), rect.top())
                                                 : QTransform(-1, 0, 0, 1, rect.left() + w, rect.top());
    return transform.map(path);
}

} // namespace Natter::Ui
