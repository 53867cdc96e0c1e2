// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QList>

namespace Natter::Ui {

/// WCAG 2.1 contrast of normal text, level AA (success criterion 1.4.3).
inline constexpr double TextContrast = 4.5;

/// WCAG 2.1 contrast ratio of two opaque colours, 1 to 21.
double contrastRatio(const QColor& a, const QColor& b);

/// `colour`, moved towards black or white as little as needed to stand out by `ratio` from every one of
/// `grounds`. Grounds of both dark and light kind cannot all be met: the nearest end is returned then.
QColor readable(const QColor& colour, const QList<QColor>& grounds, double ratio = TextContrast);

/// `share` (0 to 1) of `b` over `a`.
QColor mixed(const QColor& a, const QColor& b, double share);

} // namespace Natter::Ui
