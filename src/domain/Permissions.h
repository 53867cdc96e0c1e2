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

} // namespace Natter
