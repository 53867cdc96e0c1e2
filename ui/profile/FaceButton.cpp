// SPDX-License-Identifier: Apache-2.0
#include "ui/profile/FaceButton.h"

#include "base/PlainText.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Avatar.h"
#include "ui/widgets/PlainToolTip.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <utility>

namespace Natter::Ui {

FaceButton::FaceButton(const Theme& theme, Face face, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_face(std::move(face))
{
    const QString name = plainLine(m_face.name, 80);
    setText(name);
    setAccessibleName(tr("Write to %1").arg(isolated(name)));
    setToolTip(plainToolTip(name));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void FaceButton::setPicture(const QImage& picture)
{
    m_picture = picture;
    update();
}

QSize FaceButton::sizeHint() const
{
    const int text = QFontMetrics(m_theme.font(TextSize::Body)).height();
    return {Metrics::ProfileWidth, std::max(text, Metrics::SmallAvatarSize) + 2 * Metrics::Grid};
}

void FaceButton::paintEvent(QPaintEvent*)
{
    const Colours& colours = m_theme.colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF ground = QRectF(rect()).adjusted(1, 1, -1, -1);
    if (underMouse() || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isDown() ? colours.pressed() : colours.hovered());
        painter.drawRoundedRect(ground, Metrics::Radius, Metrics::Radius);
    }
    if (hasFocus()) {
        painter.setPen(QPen(colours.accent, Metrics::FocusWidth));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(ground, Metrics::Radius, Metrics::Radius);
    }
    QRect picture(0, 0, Metrics::SmallAvatarSize, Metrics::SmallAvatarSize);
    picture.moveCenter(rect().center());
    picture.moveLeft(Metrics::Gap);
    paintAvatar(&painter, QStyle::visualRect(layoutDirection(), rect(), picture),
        {m_picture, m_face.id.toString(), text()}, m_theme.font(TextSize::Body));
    const QRect words = rect().adjusted(picture.right() + 1 + Metrics::Margin, 0, -Metrics::Gap, 0);
    painter.setFont(m_theme.font(TextSize::Body));
    painter.setPen(colours.text);
    painter.setLayoutDirection(Qt::LayoutDirectionAuto);
    const auto side = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), words), int(side | Qt::AlignAbsolute),
        painter.fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
}

} // namespace Natter::Ui
