// SPDX-License-Identifier: Apache-2.0
// natter-icons SVG OUT...: renders a brand's icon into what each system's packages want. The name of OUT says
// what: SIZE.png or any/NAME@SIZE.png (pixels), NAME.ico (Windows), NAME.icns (macOS). A build tool, never
// installed.
#include <QBuffer>
#include <QDataStream>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>

#include <cstdio>

namespace {

QByteArray png(QSvgRenderer& svg, int size)
{
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    svg.render(&painter, QRectF(0, 0, size, size));
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

/// Windows' ICONDIR with PNG images, which it reads since Vista.
QByteArray ico(QSvgRenderer& svg)
{
    const QList<int> sizes{16, 20, 24, 32, 40, 48, 64, 256};
    QByteArray directory;
    QByteArray images;
    QDataStream out(&directory, QIODevice::WriteOnly);
    out.setByteOrder(QDataStream::LittleEndian);
    out << quint16(0) << quint16(1) << quint16(sizes.size());
    const qsizetype start = 6 + 16 * sizes.size();
    for (const int size : sizes) {
        const QByteArray image = png(svg, size);
        out << quint8(size % 256) << quint8(size % 256) << quint8(0) << quint8(0) << quint16(1) << quint16(32)
            << quint32(image.size()) << quint32(start + images.size());
        images += image;
    }
    return directory + images;
}

/// Apple's icon container. The kinds below hold PNG and are read since macOS 10.7; smaller ones are scaled
/// from them.
QByteArray icns(QSvgRenderer& svg)
{
    const QList<std::pair<const char*, int>> kinds{{"ic11", 32}, {"ic12", 64}, {"ic07", 128}, {"ic13", 256},
        {"ic08", 256}, {"ic14", 512}, {"ic09", 512}, {"ic10", 1024}};
    const auto chunk = [](const char* kind, const QByteArray& content) {
        QByteArray bytes;
        QDataStream out(&bytes, QIODevice::WriteOnly);
        out.writeRawData(kind, 4);
        out << quint32(content.size() + 8);
        return bytes + content;
    };
    QByteArray images;
    for (const auto& [kind, size] : kinds)
        images += chunk(kind, png(svg, size));
    return chunk("icns", images);
}

/// Empty when the name says no format.
QByteArray render(QSvgRenderer& svg, const QString& name)
{
    if (name.endsWith(QLatin1String(".ico")))
        return ico(svg);
    if (name.endsWith(QLatin1String(".icns")))
        return icns(svg);
    static const QRegularExpression sized(QStringLiteral("(?:^|@)(\\d{1,4})\\.png$"));
    const QRegularExpressionMatch match = sized.match(name);
    return match.hasMatch() ? png(svg, match.captured(1).toInt()) : QByteArray();
}

int fail(const QString& what)
{
    std::fprintf(stderr, "natter-icons: %s\n", qPrintable(what));
    return 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3)
        return fail(QStringLiteral("usage: natter-icons SVG OUT..."));
    QSvgRenderer svg(QFile::decodeName(argv[1]));
    if (!svg.isValid())
        return fail(QStringLiteral("%1 is no SVG picture").arg(QFile::decodeName(argv[1])));
    svg.setAspectRatioMode(Qt::KeepAspectRatio);
    for (int i = 2; i < argc; ++i) {
        QFile file(QFile::decodeName(argv[i]));
        const QByteArray bytes = render(svg, QFileInfo(file).fileName());
        if (bytes.isEmpty())
            return fail(QStringLiteral("%1: not of the form SIZE.png, NAME@SIZE.png, NAME.ico, NAME.icns")
                            .arg(file.fileName()));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
            return fail(QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()));
    }
    return 0;
}
