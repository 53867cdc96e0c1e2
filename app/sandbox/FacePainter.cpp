// SPDX-License-Identifier: Apache-2.0
#include "FacePainter.h"

#include "CreaturePainter.h"
#include "PortraitPainter.h"

#include <QCryptographicHash>
#include <QLinearGradient>
#include <QPainter>

namespace Natter::Sandbox {

namespace {

void paintBackground(QPainter& painter, quint32 dice)
{
    const int hue = static_cast<int>(dice % 360);
    QLinearGradient gradient(0, 0, 100, 100);
    gradient.setColorAt(0, QColor::fromHsl(hue, 150, 200));
    gradient.setColorAt(1, QColor::fromHsl((hue + 35) % 360, 140, 150));
    painter.fillRect(QRectF(0, 0, 100, 100), gradient);
}

} // namespace

QImage paintFace(const QString& seed, const QString& look, int size)
{
    const QByteArray hash = QCryptographicHash::hash(seed.toUtf8(), QCryptographicHash::Sha256);
    const auto dice = [&hash](qsizetype index) {
        return static_cast<quint32>(
            static_cast<quint8>(hash.at(2 * index)) << 8 | static_cast<quint8>(hash.at(2 * index + 1)));
    };
    QImage image(size, size, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.scale(size / 100.0, size / 100.0); // everything is drawn on a field of 100 by 100
    paintBackground(painter, dice(0));
    const QStringList words = look.split(u' ', Qt::SkipEmptyParts);
    if (!paintCreature(painter, words))
        paintPortrait(painter, words, {dice(1), dice(2), dice(3), dice(4)});
    return image;
}

} // namespace Natter::Sandbox
