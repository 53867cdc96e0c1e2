// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Message.h"
#include "ui/style/Colours.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace Natter::Ui {

/// Clock, tick, ticks, accent ticks or the red mark of one's own message. `calm` colours all but Read and
/// Failed. Nothing for Received.
void paintStateMark(
    QPainter* painter, const QRectF& rect, DeliveryState state, const Colours& colours, const QColor& calm);

/// The same in a word, for screen readers.
QString stateWord(DeliveryState state);

} // namespace Natter::Ui
