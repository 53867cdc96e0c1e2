// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/StateMark.h"

#include "ui/style/Icons.h"

#include <QCoreApplication>

namespace Natter::Ui {

void paintStateMark(
    QPainter* painter, const QRectF& rect, DeliveryState state, const Colours& colours, const QColor& calm)
{
    const auto paint = [painter, &rect](Icon icon, const QColor& colour) {
        paintIcon(painter, icon, rect, qRound(rect.width()), colour);
    };
    switch (state) {
    case DeliveryState::Waiting:
        return paint(Icon::Clock, calm);
    case DeliveryState::Sent:
        return paint(Icon::Tick, calm);
    case DeliveryState::Delivered:
        return paint(Icon::Ticks, calm);
    case DeliveryState::Read:
        return paint(Icon::Ticks, colours.accent);
    case DeliveryState::Failed:
        return paint(Icon::Failed, colours.danger);
    case DeliveryState::Received:
        return;
    }
}

QString stateWord(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Waiting:
        return QCoreApplication::translate("StateMark", "waiting");
    case DeliveryState::Sent:
        return QCoreApplication::translate("StateMark", "sent");
    case DeliveryState::Delivered:
        return QCoreApplication::translate("StateMark", "delivered");
    case DeliveryState::Read:
        return QCoreApplication::translate("StateMark", "read");
    case DeliveryState::Failed:
        return QCoreApplication::translate("StateMark", "not sent");
    case DeliveryState::Received:
        break;
    }
    return {};
}

} // namespace Natter::Ui
