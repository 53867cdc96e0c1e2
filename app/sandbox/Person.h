// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Secret.h"
#include "base/StrongId.h"

#include <QJsonObject>

namespace Natter::Sandbox {

/// What the demo site says about a person's picture, good and bad.
enum class AvatarKind {
    Face,    ///< a picture of ours
    False,   ///< `avatar_url: false`
    Absent,  ///< no `avatar_url`
    Missing, ///< an address that answers 404
    Broken,  ///< bytes that are no picture
    Huge,    ///< few bytes, 81 million pixels
    Heavy,   ///< 12 MB
    Slow,    ///< answers after 20 s
    Foreign, ///< on a host that the profile does not name
    Script,  ///< a `javascript:` address
};

enum class BotKind { None, Echo, Story };

/// Somebody whom the demo site knows.
struct Person
{
    UserId id; ///< what the gateway and the engine call them
    UserId
        siteId; ///< what the site calls them: their page and their picture; elsewhere but by mesibo the same
    bool isNumber = false; ///< the site writes the id as a JSON number
    QString name;
    QString login; ///< phone number (digits only) or e-mail
    Secret passcode;
    AvatarKind avatar = AvatarKind::Face;
    QString look; ///< words for FacePainter, may be empty
    QString badge;
    QStringList denied; ///< users-info's `permissions` that they do not have
    QJsonObject faces;  ///< users-info's `profiles`: number -> id of another person
    BotKind bot = BotKind::None;
    bool isGenerated = false; ///< from `--people`, not of the cast
};

} // namespace Natter::Sandbox
