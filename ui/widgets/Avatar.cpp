// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/Avatar.h"

#include "domain/User.h"
#include "ui/style/ConsistentColour.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>

#include <algorithm>

namespace Natter::Ui {

namespace {

constexpr qreal InitialsShare = 0.38;

QPixmap roundPixmap(const QImage& image, int size, qreal ratio)
{
    const QString key = QStringLiteral("natter/avatar/%1/%2/%3").arg(image.cacheKey()).arg(size).arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    const QSize pixels = QSize(size, size) * ratio;
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QImage scaled = image.scaled(pixels, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    QBrush brush(scaled);
    brush.setTransform(QTransform::fromTranslate(
        (pixels.width() - scaled.width()) / 2.0, (pixels.height() - scaled.height()) / 2.0));
    painter.setPen(Qt::NoPen);
    painter.setBrush(brush);
    painter.drawEllipse(QRectF(QPointF(), pixels));
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace

void paintAvatar(QPainter* painter, const QRect& rect, const Avatar& avatar, const QFont& font)
{
    if (!avatar.image.isNull()) {
        painter->drawPixmap(
            rect, roundPixmap(avatar.image, rect.width(), painter->device()->devicePixelRatioF()));
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(consistentColour(avatar.id));
    painter->drawEllipse(rect);
    const QString initials = initialsOf(avatar.name.isEmpty() ? avatar.id : avatar.name);
    QFont initialsFont = font;
    initialsFont.setWeight(QFont::DemiBold);
    initialsFont.setPixelSize(std::max(1, qRound(rect.width() * InitialsShare)));
    // Some scripts have wide letters.
    const qreal width = QFontMetricsF(initialsFont).horizontalAdvance(initials);
    const qreal room = rect.width() * 0.75;
    if (width > room)
        initialsFont.setPixelSize(std::max(1, int(initialsFont.pixelSize() * room / width)));
    painter->setFont(initialsFont);
    painter->setPen(Qt::white);
    painter->drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, initials);
    painter->restore();
}

} // namespace Natter::Ui
