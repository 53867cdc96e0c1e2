// SPDX-License-Identifier: Apache-2.0
#include "AvatarShelf.h"

#include "FacePainter.h"

#include <QBuffer>
#include <QCryptographicHash>

namespace Natter::Sandbox {

namespace {

constexpr int FaceSize = 256;
constexpr int HugeSize = 9000;
constexpr int HeavySize = 2000; // in 24 bits, uncompressed: 12 MB

bool isJpeg(const Person& person)
{
    // About every third face, so that both decoders are used.
    return person.avatar == AvatarKind::Face && person.name.size() % 3 == 2;
}

QByteArray encoded(const QImage& image, const char* format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, quality);
    return bytes;
}

QByteArray hugePicture()
{
    QImage image(HugeSize, HugeSize, QImage::Format_Mono);
    image.fill(1);
    return encoded(image, "PNG", -1);
}

QByteArray heavyPicture()
{
    QImage image(HeavySize, HeavySize, QImage::Format_RGB888);
    image.fill(Qt::darkCyan);
    return encoded(image, "PNG", 100);
}

QByteArray bytesFor(const Person& person)
{
    switch (person.avatar) {
    case AvatarKind::Broken:
        return "\x89PNG\r\n\x1a\nthis is where a picture should have been";
    case AvatarKind::Huge:
        return hugePicture();
    case AvatarKind::Heavy:
        return heavyPicture();
    default:
        break;
    }
    const QImage face = paintFace(person.siteId.toString(), person.look, FaceSize);
    return isJpeg(person) ? encoded(face, "JPG", 90) : encoded(face, "PNG", 80);
}

} // namespace

QString AvatarShelf::pathOf(const Person& person)
{
    return QStringLiteral("/avatars/") + person.siteId.toString() +
           (isJpeg(person) ? QStringLiteral(".jpg") : QStringLiteral(".png"));
}

Gateway::Response AvatarShelf::picture(const Person& person, const Gateway::Request& request)
{
    Gateway::Response response;
    if (person.avatar == AvatarKind::Missing) {
        response.status = 404;
        response.contentType = "text/html";
        response.body = "<!DOCTYPE html><title>404</title><h1>No such picture</h1>";
        return response;
    }
    const Picture& picture = pictureOf(person);
    response.headers = {{"ETag", picture.etag}, {"Cache-Control", "public, max-age=86400"}};
    response.contentType = isJpeg(person) ? "image/jpeg" : "image/png";
    if (request.header("if-none-match") == picture.etag)
        response.status = 304;
    else
        response.body = picture.bytes;
    return response;
}

const AvatarShelf::Picture& AvatarShelf::pictureOf(const Person& person)
{
    auto found = m_pictures.find(person.siteId);
    if (found == m_pictures.end()) {
        const QByteArray bytes = bytesFor(person);
        const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(16);
        found = m_pictures.insert(person.siteId, {bytes, '"' + hash + '"'});
    }
    return *found;
}

} // namespace Natter::Sandbox
