// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Colours.h"

#include <QFont>
#include <QObject>
#include <QPalette>

namespace Natter::Ui {

/// What the person chose in the menu.
enum class Appearance { System, Light, Dark };

/// Text sizes as shares of the system font's: 1.0, 0.87, 1.15.
enum class TextSize { Body, Secondary, Title };

/// Colours and fonts of one window, following the system live. GUI thread. Created before the window's
/// children, which hold a reference and repaint on changed().
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QObject* parent = nullptr);

    const Colours& colours() const { return m_colours; }
    bool isDark() const { return m_isDark; }

    Appearance appearance() const { return m_appearance; }
    void setAppearance(Appearance appearance);

    /// An invalid colour stands for Natter's own accent. Corrected for contrast, not trusted.
    void setBrandAccent(const QColor& accent);

    /// 0.8 to 2.0 of the system's text size.
    qreal textScale() const { return m_textScale; }
    void setTextScale(qreal scale);

    QFont font(TextSize size, QFont::Weight weight = QFont::Normal) const;
    QPalette palette() const;

    /// The application's palette or font changed: looks again at what the system wants.
    void followSystem();

Q_SIGNALS:
    void changed();

private:
    void update();

    Appearance m_appearance = Appearance::System;
    QColor m_brandAccent;
    qreal m_textScale = 1.0;
    bool m_isDark = false;
    Colours m_colours;
};

} // namespace Natter::Ui
