// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/IconButton.h"

#include "ui/style/Contrast.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Badge.h"
#include "ui/widgets/PlainToolTip.h"

#include <QPainter>
#include <QStyle>

namespace Natter::Ui {

IconButton::IconButton(const Theme& theme, Icon icon, const QString& name, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_icon(icon)
{
    setAccessibleName(name);
    setToolTip(plainToolTip(name));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void IconButton::setColour(QColor Colours::*colour)
{
    m_colour = colour;
    update();
}

void IconButton::setRaised(bool isRaised)
{
    m_isRaised = isRaised;
    update();
}

void IconButton::setCount(int count)
{
    m_count = count;
    update();
}

QSize IconButton::sizeHint() const
{
    // A raised one keeps room for its badge and its edge.
    const int size = Metrics::ButtonSize + (m_isRaised ? 2 * Metrics::Grid : 0);
    return {size, size};
}

void IconButton::paintEvent(QPaintEvent*)
{
    const Colours& colours = m_theme.colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF circle(0, 0, Metrics::ButtonSize, Metrics::ButtonSize);
    circle.moveCenter(QRectF(rect()).center());
    if (m_isRaised) {
        painter.setPen(QPen(colours.separator, 1));
        painter.setBrush(isDown() ? colours.pressed() : underMouse() ? colours.hovered() : colours.surface);
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5));
    } else if (isEnabled() && (underMouse() || isDown())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isDown() ? colours.pressed() : colours.hovered());
        painter.drawEllipse(circle);
    }
    if (hasFocus()) {
        const qreal inset = Metrics::FocusWidth / 2.0;
        painter.setPen(QPen(colours.accent, Metrics::FocusWidth));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(circle.adjusted(inset, inset, -inset, -inset));
    }
    painter.save();
    if (layoutDirection() == Qt::RightToLeft && (m_icon == Icon::Back || m_icon == Icon::Send)) {
        painter.translate(width(), 0);
        painter.scale(-1, 1);
    }
    const QColor colour =
        isEnabled() ? colours.*m_colour : mixed(colours.surface, colours.textSecondary, 0.5);
    paintIcon(&painter, m_icon, circle, Metrics::IconSize, colour);
    painter.restore();
    if (m_count > 0)
        paintCount(&painter);
}

void IconButton::paintCount(QPainter* painter)
{
    const QFont font = m_theme.font(TextSize::Secondary, QFont::DemiBold);
    const QString text = badgeText(m_count);
    QRectF badge(QPointF(), badgeSize(text, font));
    badge.moveCenter(QPointF(rect().center().x(), 0));
    badge.moveTop(0);
    if (!m_isRaised) // a small one stays beside its icon
        badge = QStyle::visualRect(layoutDirection(), rect(),
            QRectF(QPointF(width() - badge.width(), 0), badge.size()).toAlignedRect());
    paintBadge(painter, badge, text, font, m_theme.colours().unread, m_theme.colours().onAccent);
}

} // namespace Natter::Ui
