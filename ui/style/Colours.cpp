// SPDX-License-Identifier: Apache-2.0
#include "ui/style/Colours.h"

#include "ui/style/Contrast.h"

namespace Natter::Ui {

namespace {

const QColor& ownAccent()
{
    static const QColor accent(0x2b, 0x7f, 0xd9);
    return accent;
}

/// Everything that depends on the accent or must stand out, once the grounds are set.
void finish(Colours& colours, const QColor& wishedAccent, double bubbleTint)
{
    const QColor wish = wishedAccent.isValid() ? QColor(wishedAccent.rgb()) : ownAccent();
    colours.bubbleOut = mixed(colours.bubbleIn, wish, bubbleTint);
    const QList<QColor> grounds{colours.background, colours.surface, colours.surfaceRaised, colours.bubbleIn,
        colours.bubbleOut, colours.selected(), colours.hovered()};
    colours.text = readable(colours.text, grounds, 7);
    colours.textSecondary = readable(colours.textSecondary, grounds);
    colours.accent = readable(wish, grounds);
    colours.onBubbleIn = colours.text;
    colours.onBubbleOut = colours.text;
    colours.link = colours.accent;
    colours.danger = readable(colours.danger, grounds);
    colours.success = readable(colours.success, grounds);
    colours.unread = colours.accent;
    const QColor white(Qt::white);
    const QColor ink(0x0b, 0x12, 0x1a);
    colours.onAccent =
        contrastRatio(white, colours.accent) >= contrastRatio(ink, colours.accent) ? white : ink;
    colours.unreadMuted = readable(colours.unreadMuted, {colours.onAccent});
}

} // namespace

Colours Colours::light(const QColor& accent)
{
    Colours colours;
    colours.background = QColor(0xe9, 0xee, 0xf4);
    colours.surface = QColor(Qt::white);
    colours.surfaceRaised = QColor(0xf2, 0xf4, 0xf7);
    colours.text = QColor(0x14, 0x1b, 0x24);
    colours.textSecondary = QColor(0x6a, 0x76, 0x84);
    colours.bubbleIn = QColor(Qt::white);
    colours.danger = QColor(0xd1, 0x3b, 0x3b);
    colours.success = QColor(0x22, 0x96, 0x57);
    colours.separator = QColor(0xdf, 0xe4, 0xea);
    colours.unreadMuted = QColor(0x8d, 0x99, 0xa6);
    finish(colours, accent, 0.17);
    return colours;
}

Colours Colours::dark(const QColor& accent)
{
    Colours colours;
    colours.background = QColor(0x0f, 0x15, 0x1c);
    colours.surface = QColor(0x18, 0x20, 0x2a);
    colours.surfaceRaised = QColor(0x22, 0x2c, 0x38);
    colours.text = QColor(0xf1, 0xf4, 0xf7);
    colours.textSecondary = QColor(0x8b, 0x9a, 0xab);
    colours.bubbleIn = QColor(0x1f, 0x29, 0x35);
    colours.danger = QColor(0xe8, 0x6a, 0x6a);
    colours.success = QColor(0x4c, 0xc3, 0x86);
    colours.separator = QColor(0x0b, 0x10, 0x16);
    colours.unreadMuted = QColor(0x5b, 0x69, 0x78);
    finish(colours, accent, 0.30);
    return colours;
}

QColor Colours::hovered() const
{
    return mixed(surface, text, 0.045);
}

QColor Colours::pressed() const
{
    return mixed(surface, text, 0.10);
}

QColor Colours::selected() const
{
    return mixed(surface, bubbleOut, 0.85);
}

QColor Colours::pill() const
{
    return mixed(background, text, 0.10);
}

QColor Colours::onPill() const
{
    return readable(textSecondary, {pill()});
}

QColor Colours::scrollHandle() const
{
    return mixed(background, textSecondary, 0.45);
}

} // namespace Natter::Ui
