// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPainterPath>

namespace Natter::Ui {

/// Where a bubble stands in its group, which decides its corners.
struct BubblePlace
{
    bool isOnRight = false;
    bool startsGroup = true;
    bool endsGroup = true; ///< has the tail
};

/// The outline of a bubble; the tail reaches Metrics::TailWidth beyond `rect` on the sender's side.
QPainterPath bubbleShape(const QRectF& rect, const BubblePlace& place);

} // namespace Natter::Ui
