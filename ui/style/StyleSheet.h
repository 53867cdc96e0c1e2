// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QWidget;

namespace Natter::Ui {

class Theme;

/// What kind of push button it is; see setButtonKind().
enum class ButtonKind { Primary, Plain, Link };

/// The style sheet of the application, made of the theme's tokens. Everything else is Fusion with
/// Theme::palette().
QString styleSheetOf(const Theme& theme);

void setButtonKind(QWidget* button, ButtonKind kind);

} // namespace Natter::Ui
