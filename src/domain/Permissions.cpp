// SPDX-License-Identifier: Apache-2.0
#include "domain/Permissions.h"

namespace Natter {

namespace {

bool isTakenAway(const QJsonValue& value)
{
    if (value.isBool())
        return !value.toBool();
    if (value.isDouble())
        return value.toDouble() == 0;
    return value.toString() == u"0" || value.toString() == u"false";
}

} // namespace

Permissions permissionsOf(const User& user)
{
    const QJsonObject given = user.extra.value(u"permissions").toObject();
    Permissions permissions;
    const auto read = [&given](const char* name, bool& permission) {
        permission = !isTakenAway(given.value(QLatin1String(name)));
    };
    read("send_message", permissions.canSendMessage);
    read("send_files", permissions.canSendFiles);
    read("send_geo", permissions.canSendGeo);
    read("send_sketchboard", permissions.canSendSketchboard);
    read("audio_calls", permissions.canCallAudio);
    read("video_calls", permissions.canCallVideo);
    read("audio_message", permissions.canSendAudioMessage);
    read("video_message", permissions.canSendVideoMessage);
    read("audio_message_enable", permissions.isAudioMessageEnabled);
    read("available_chat", permissions.isChatAvailable);
    return permissions;
}

Writing writingBetween(const User& self, const User& peer)
{
    const Permissions own = permissionsOf(self);
    const Permissions theirs = permissionsOf(peer);
    const bool isChatForSome = own.isChatAvailable != theirs.isChatAvailable;
    if (!own.canSendMessage || (isChatForSome && !own.isChatAvailable))
        return Writing::SelfMayNot;
    if (!theirs.canSendMessage || (isChatForSome && !theirs.isChatAvailable))
        return Writing::PeerTakesNone;
    return Writing::Allowed;
}

} // namespace Natter
