// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QImage>
#include <QSet>
#include <QTest>
#include <QWidget>

namespace Natter::Test {

/// How many different colours a picture has, up to `enough`: a blank one has one.
inline qsizetype colourCount(const QImage& image, qsizetype enough = 16)
{
    QSet<QRgb> colours;
    for (int y = 0; y < image.height() && colours.size() < enough; ++y) {
        for (int x = 0; x < image.width() && colours.size() < enough; ++x)
            colours += image.pixel(x, y);
    }
    return colours.size();
}

/// Shows the widget, and keeps a picture of it in the gallery folder for people to look at.
inline QImage picture(QWidget* widget, const QString& name)
{
    widget->show();
    QCoreApplication::processEvents();
    QTest::qWait(1);
    const QImage image = widget->grab().toImage();
    const QDir folder(QStringLiteral(NATTER_GALLERY));
    folder.mkpath(QStringLiteral("."));
    image.save(folder.filePath(name + QStringLiteral(".png")));
    return image;
}

} // namespace Natter::Test
