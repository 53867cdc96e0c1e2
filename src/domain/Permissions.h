// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/User.h"

namespace Natter {

/// What a site lets a person do in the chat (`permissions` of users-info, imbachat.md, section 3).
struct Permissions
{
    bool canSendMessage = true;
    bool canSendFiles = true;
    bool canSendGeo = true;
    bool canSendSketchboard = true;
    bool canCallAudio = true;
    bool canCallVideo = true;
    bool canSendAudioMessage = true;
    bool canSendVideoMessage = true;
    bool isAudioMessageEnabled = true;
    bool isChatAvailable = true;

    friend bool operator==(const Permissions&, const Permissions&) = default;
};

/// A permission that the site did not mention is given, and so is one that is not a truth value: only
/// `false`, `0` and the texts `0` and `false` take it away.
Permissions permissionsOf(const User& user);

/// Whether messages may go from one person to another.
enum class Writing {
    Allowed,
    SelfMayNot,   ///< the site does not let oneself send or chat
    PeerTakesNone ///< the site does not let the other one
};

/// WordPress says `available_chat: false` of everybody until guests are allowed (imbachat.md, section 3):
/// where it is false for both it is the site's setting, tells the two not apart, and takes nothing away.
Writing writingBetween(const User& self, const User& peer);

} // namespace Natter
