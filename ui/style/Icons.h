// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QPixmap>

class QPainter;

namespace Natter::Ui {

/// The drawings under resources/icons, one file each; they carry shape only, the theme gives the colour.
enum class Icon {
    Back,
    Close,
    Clock,
    Down,
    Failed,
    Lock,
    Menu,
    Mute,
    Offline,
    Pin,
    Search,
    Send,
    Skipped,
    Tick,
    Ticks,
    Warning,
};

/// `size` x `size` device-independent pixels, cached.
QPixmap iconPixmap(Icon icon, int size, const QColor& colour, qreal devicePixelRatio);

/// Centred in `rect`, without scaling.
void paintIcon(QPainter* painter, Icon icon, const QRectF& rect, int size, const QColor& colour);

/// Natter's own mark in its own colours.
QPixmap logoPixmap(int size, qreal devicePixelRatio);

} // namespace Natter::Ui
