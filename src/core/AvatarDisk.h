// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QString>
#include <QUrl>

#include <optional>

namespace Natter::Core {

/// Decoded avatars in a folder, one PNG per URL, named by the URL's SHA-256. At most `maximumBytes` of them:
/// those that were not looked at for longest go first. A picture of more than a week is not given out any
/// more, so that a new one under an old URL is seen. One thread at a time.
class AvatarDisk
{
public:
    explicit AvatarDisk(QString folder, qint64 maximumBytes = qint64(64) * 1024 * 1024);

    std::optional<QImage> load(const QUrl& url) const;
    /// A full disk only means that there is no cache.
    void store(const QUrl& url, const QImage& image);

private:
    QString pathOf(const QUrl& url) const;
    void trim() const;

    QString m_folder;
    qint64 m_maximumBytes;
    int m_writes = 0;
};

} // namespace Natter::Core
