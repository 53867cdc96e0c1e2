// SPDX-License-Identifier: Apache-2.0
#include "ui/style/Icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

/// The resources of a static library are left out by linkers unless somebody asks for them. Must stand
/// outside of namespaces.
static void initIconResources()
{
    Q_INIT_RESOURCE(natter);
    Q_INIT_RESOURCE(brand);
}

namespace Natter::Ui {

namespace {

QString fileNameOf(Icon icon)
{
    switch (icon) {
    case Icon::Back:
        return QStringLiteral("back");
    case Icon::Close:
        return QStringLiteral("close");
    case Icon::Clock:
        return QStringLiteral("clock");
    case Icon::Down:
        return QStringLiteral("down");
    case Icon::Failed:
        return QStringLiteral("failed");
    case Icon::Lock:
        return QStringLiteral("lock");
    case Icon::Menu:
        return QStringLiteral("menu");
    case Icon::Mute:
        return QStringLiteral("mute");
    case Icon::Offline:
        return QStringLiteral("offline");
    case Icon::Pin:
        return QStringLiteral("pin");
    case Icon::Search:
        return QStringLiteral("search");
    case Icon::Send:
        return QStringLiteral("send");
    case Icon::Skipped:
        return QStringLiteral("skipped");
    case Icon::Tick:
        return QStringLiteral("tick");
    case Icon::Ticks:
        return QStringLiteral("ticks");
    case Icon::Warning:
        return QStringLiteral("warning");
    }
    Q_UNREACHABLE();
}

QPixmap rendered(const QString& path, int size, qreal ratio)
{
    initIconResources();
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(path);
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(0, 0, size, size));
    return pixmap;
}

} // namespace

QPixmap iconPixmap(Icon icon, int size, const QColor& colour, qreal devicePixelRatio)
{
    const QString name = fileNameOf(icon);
    const QString key = QStringLiteral("natter/%1/%2/%3/%4")
                            .arg(name)
                            .arg(size)
                            .arg(devicePixelRatio)
                            .arg(colour.rgba(), 0, 16);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = rendered(QStringLiteral(":/natter/icons/%1.svg").arg(name), size, devicePixelRatio);
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(QRect(0, 0, size, size), colour);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void paintIcon(QPainter* painter, Icon icon, const QRectF& rect, int size, const QColor& colour)
{
    const QPixmap pixmap = iconPixmap(icon, size, colour, painter->device()->devicePixelRatioF());
    const QPointF offset((rect.width() - size) / 2, (rect.height() - size) / 2);
    painter->drawPixmap(QRectF(rect.topLeft() + offset, QSizeF(size, size)).toRect(), pixmap);
}

QPixmap logoPixmap(int size, qreal devicePixelRatio)
{
    return rendered(QStringLiteral(":/brand/icon.svg"), size, devicePixelRatio);
}

} // namespace Natter::Ui
