// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/TextLabel.h"

#include "ui/widgets/PlainToolTip.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace Natter::Ui {

TextLabel::TextLabel(const Theme& theme, const TextLook& look, Fit fit, QWidget* parent)
    : QLabel(parent)
    , m_theme(theme)
    , m_look(look)
    , m_fit(fit)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(fit == Fit::Wrapped);
    connect(&theme, &Theme::changed, this, &TextLabel::applyTheme);
    applyTheme();
    takeSide();
}

void TextLabel::setLook(const TextLook& look)
{
    m_look = look;
    applyTheme();
}

void TextLabel::applyTheme()
{
    setFont(m_theme.font(m_look.size, m_look.weight));
    QPalette palette = this->palette();
    palette.setColor(QPalette::WindowText, m_theme.colours().*m_look.colour);
    setPalette(palette);
}

void TextLabel::takeSide()
{
    // QLabel itself goes by the direction of its text.
    if (!(alignment() & Qt::AlignHCenter))
        setAlignment(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeading) | Qt::AlignAbsolute |
                     (alignment() & Qt::AlignVertical_Mask));
}

void TextLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        takeSide();
}

QSize TextLabel::minimumSizeHint() const
{
    const QSize natural = QLabel::minimumSizeHint();
    return m_fit == Fit::Elided ? QSize(fontMetrics().height(), natural.height()) : natural;
}

void TextLabel::paintEvent(QPaintEvent* event)
{
    if (m_fit != Fit::Elided) {
        QLabel::paintEvent(event);
        return;
    }
    const QRect rect = contentsRect();
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, rect.width());
    setToolTip(shown == text() ? QString() : plainToolTip(text()));
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    // The text's own direction shapes it; the window's says on which side it stands.
    painter.setLayoutDirection(Qt::LayoutDirectionAuto);
    painter.drawText(rect, int(alignment()) | Qt::TextSingleLine, shown);
}

} // namespace Natter::Ui
