// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Icons.h"
#include "ui/style/Theme.h"

#include <QAbstractButton>

namespace Natter::Ui {

/// A round button of one icon. `name` is its tooltip and what a screen reader says.
class IconButton : public QAbstractButton
{
    Q_OBJECT

public:
    IconButton(const Theme& theme, Icon icon, const QString& name, QWidget* parent = nullptr);

    /// The icon's colour while enabled; text secondary by default.
    void setColour(QColor Colours::*colour);
    /// A filled ground instead of one that shows under the pointer only.
    void setRaised(bool isRaised);
    /// A number in a badge on top; 0: none.
    void setCount(int count);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintCount(QPainter* painter);

    const Theme& m_theme;
    Icon m_icon;
    QColor Colours::*m_colour = &Colours::textSecondary;
    bool m_isRaised = false;
    int m_count = 0;
};

} // namespace Natter::Ui
