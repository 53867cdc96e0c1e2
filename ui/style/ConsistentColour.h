// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QString>

namespace Natter::Ui {

/// XEP-0392 (1.0), 5.1: the hue of a text, 0 to 360 degrees.
double consistentHue(const QString& text);

/// XEP-0392 (1.0), 5.2: the text's colour, HSLuv with full saturation and a lightness of 50.
QColor consistentColour(const QString& text);

} // namespace Natter::Ui
