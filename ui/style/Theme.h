// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Colours.h"

#include <QFont>
#include <QObject>
#include <QPalette>

#include <functional>

namespace Natter::Ui {

/// What the person chose in the menu.
enum class Appearance { System, Light, Dark };

/// Text sizes as shares of the system font's: 1.0, 0.87, 1.15.
enum class TextSize { Body, Secondary, Title };

/// Colours and fonts of the application, following the system live. GUI thread. Created before the widgets
/// that hold a reference and repaint on changed().
class Theme : public QObject
{
    Q_OBJECT

public:
    /// What the system wants, as long as nobody says otherwise.
    using SystemProbe = std::function<bool()>;
    static bool isSystemDark();

    explicit Theme(SystemProbe isSystemDark = &Theme::isSystemDark, QObject* parent = nullptr);
    /// Gives the application back its own look.
    ~Theme() override;

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

    /// The system's theme changed: looks again at what it wants.
    void followSystem();
    /// Gives the application this palette, font and style sheet, from now on whenever they change.
    void apply();

Q_SIGNALS:
    void changed();

private:
    void update();
    void applyNow() const;

    SystemProbe m_isSystemDark;
    QFont m_systemFont;
    Appearance m_appearance = Appearance::System;
    QColor m_brandAccent;
    qreal m_textScale = 1.0;
    bool m_isDark = false;
    bool m_isApplied = false;
    Colours m_colours;
};

} // namespace Natter::Ui
