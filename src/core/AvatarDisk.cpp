// SPDX-License-Identifier: Apache-2.0
#include "core/AvatarDisk.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QImageReader>
#include <QSaveFile>

#include <algorithm>

namespace Natter::Core {

namespace {

constexpr int OldestDays = 7;
/// Looking at the whole folder after each picture would cost more than the pictures.
constexpr int WritesPerTrim = 32;

QFileInfoList filesIn(const QString& folder)
{
    return QDir(folder).entryInfoList({QStringLiteral("*.png")}, QDir::Files);
}

} // namespace

AvatarDisk::AvatarDisk(QString folder, qint64 maximumBytes)
    : m_folder(std::move(folder))
    , m_maximumBytes(maximumBytes)
{}

std::optional<QImage> AvatarDisk::load(const QUrl& url) const
{
    QFile file(pathOf(url));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QDateTime now = QDateTime::currentDateTime();
    if (file.fileTime(QFileDevice::FileModificationTime).daysTo(now) >= OldestDays)
        return std::nullopt;
    QImage image = QImageReader(&file, "png").read();
    if (image.isNull())
        return std::nullopt;
    // Said outright, since many file systems do not note when a file is read.
    file.setFileTime(now, QFileDevice::FileAccessTime);
    return image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

void AvatarDisk::store(const QUrl& url, const QImage& image)
{
    if (m_writes == 0)
        QDir().mkpath(m_folder);
    QSaveFile file(pathOf(url));
    if (!file.open(QIODevice::WriteOnly) || !image.save(&file, "png") || !file.commit())
        return;
    if (m_writes++ % WritesPerTrim == 0)
        trim();
}

QString AvatarDisk::pathOf(const QUrl& url) const
{
    const QByteArray name = QCryptographicHash::hash(url.toEncoded(), QCryptographicHash::Sha256).toHex();
    return m_folder + u'/' + QString::fromLatin1(name) + QStringLiteral(".png");
}

void AvatarDisk::trim() const
{
    QFileInfoList files = filesIn(m_folder);
    qint64 total = 0;
    for (const QFileInfo& file : files)
        total += file.size();
    if (total <= m_maximumBytes)
        return;
    std::sort(files.begin(), files.end(),
        [](const QFileInfo& a, const QFileInfo& b) { return a.lastRead() < b.lastRead(); });
    for (const QFileInfo& file : std::as_const(files)) {
        if (total <= m_maximumBytes)
            return;
        if (QFile::remove(file.filePath()))
            total -= file.size();
    }
}

} // namespace Natter::Core
