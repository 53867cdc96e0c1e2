// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>

namespace Natter::Ui {

/// Every colour that the interface paints with. Pairs of text and ground keep WCAG AA (4.5 : 1), whatever
/// accent the brand brings.
struct Colours
{
    QColor background;    ///< behind messages and cards
    QColor surface;       ///< lists, headers, the composer
    QColor surfaceRaised; ///< fields, menus, hovered rows
    QColor text;
    QColor textSecondary;
    QColor accent;   ///< as text on every ground, and as a ground for onAccent
    QColor onAccent; ///< text on accent, unread, unreadMuted and danger
    QColor bubbleIn;
    QColor bubbleOut;
    QColor onBubbleIn;
    QColor onBubbleOut;
    QColor link;
    QColor danger;
    QColor success;
    QColor separator;
    QColor unread;
    QColor unreadMuted;

    /// An invalid accent stands for Natter's own.
    static Colours light(const QColor& accent = {});
    static Colours dark(const QColor& accent = {});

    QColor hovered() const; ///< row under the pointer
    QColor pressed() const;
    QColor selected() const; ///< chosen row
    QColor pill() const;     ///< ground of day separators, for onPill
    QColor onPill() const;
    QColor scrollHandle() const;
};

} // namespace Natter::Ui
