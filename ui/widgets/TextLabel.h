// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Theme.h"

#include <QLabel>

namespace Natter::Ui {

/// How a text looks, in terms of the theme.
struct TextLook
{
    TextSize size = TextSize::Body;
    QFont::Weight weight = QFont::Normal;
    QColor Colours::*colour = &Colours::text;
};

/// A label of plain text that follows the theme. A text of another direction than the window's stands on the
/// window's side all the same. `Elided`: one line that ends in an ellipsis where it does
/// not fit, with the whole text as its tooltip.
class TextLabel : public QLabel
{
    Q_OBJECT

public:
    enum class Fit { Natural, Wrapped, Elided };

    TextLabel(const Theme& theme, const TextLook& look, Fit fit = Fit::Natural, QWidget* parent = nullptr);

    void setLook(const TextLook& look);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();
    void takeSide();

    const Theme& m_theme;
    TextLook m_look;
    Fit m_fit;
};

} // namespace Natter::Ui
