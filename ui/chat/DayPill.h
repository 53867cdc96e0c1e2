// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Theme.h"

#include <QRect>

class QPainter;

namespace Natter::Ui {

/// The rounded label of a day, alike between messages and floating over them.
void paintDayPill(QPainter* painter, const QRect& line, const QString& text, const Theme& theme);
QSize dayPillSize(const QString& text, const Theme& theme);

} // namespace Natter::Ui
