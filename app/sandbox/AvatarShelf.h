// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Request.h"
#include "gateway/Response.h"

#include "Person.h"

#include <QHash>

namespace Natter::Sandbox {

/// The demo site's pictures, drawn when first asked for: PNG and JPEG with ETag and Cache-Control, and the
/// bad ones.
class AvatarShelf
{
public:
    /// `/avatars/ID.png` or `.jpg`
    static QString pathOf(const Person& person);

    Gateway::Response picture(const Person& person, const Gateway::Request& request);

private:
    struct Picture
    {
        QByteArray bytes;
        QByteArray etag;
    };

    const Picture& pictureOf(const Person& person);

    QHash<UserId, Picture> m_pictures;
};

} // namespace Natter::Sandbox
