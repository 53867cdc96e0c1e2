// SPDX-License-Identifier: Apache-2.0
#include "core/AvatarDecoder.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>

namespace Natter::Core {

namespace {

constexpr qint64 MostPixels = 16'000'000;

Error refused(const QString& why)
{
    return {ErrorKind::BadResponse, Retry::never(), QStringLiteral("avatar: ") + why, {}};
}

QRect middleSquare(const QSize& size)
{
    const int side = std::min(size.width(), size.height());
    return {(size.width() - side) / 2, (size.height() - side) / 2, side, side};
}

} // namespace

Result<QImage> decodeAvatar(const QByteArray& bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QByteArray format = reader.format();
    if (format != "png" && format != "jpeg" && format != "webp" && format != "gif")
        return refused(QStringLiteral("not a picture of a known format"));
    const QSize size = reader.size();
    if (size.isEmpty() || qint64(size.width()) * size.height() > MostPixels)
        return refused(QStringLiteral("no size, or too large a one"));

    // The square first: a line of 16 megapixels scaled to this height would be far larger than itself.
    const bool canCut = reader.supportsOption(QImageIOHandler::ClipRect);
    if (canCut)
        reader.setClipRect(middleSquare(size));
    QImage image = reader.read();
    if (image.isNull())
        return refused(reader.errorString());
    if (!canCut)
        image = image.copy(middleSquare(image.size()));
    return image.scaled(AvatarSide, AvatarSide, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

} // namespace Natter::Core
