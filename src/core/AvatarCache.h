// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "domain/Profile.h"
#include "net/HttpClient.h"

#include <QImage>
#include <QObject>

#include <memory>

namespace Natter::Core {

/// Pictures of people: memory, then disk (capped), then the hosts that the profile names. At most 2 MB and 16
/// megapixels are taken, decoded in the thread pool to 128 x 128 (cropped square). A URL that failed is left
/// alone for 10 minutes, or for 30 seconds when the network was lost.
class AvatarCache : public QObject
{
    Q_OBJECT

public:
    AvatarCache(Profile profile, Net::HttpClient& http, const QString& folder, QObject* parent = nullptr);
    ~AvatarCache() override;

    /// The picture, or a null image while there is none; avatarChanged() tells when there is. Never blocks.
    QImage avatar(const QUrl& url);
    /// Gives up what is under way; destroying waits for nothing after the answer, unless avatar() is asked
    /// again.
    Answer<void> close();

Q_SIGNALS:
    void avatarChanged(const QUrl& url);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Natter::Core
