// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace Natter::Core {

class AvatarCache;
class DialogService;
class MessageService;
class Session;
class UserDirectory;

/// The services of one signed-in account, as the window gets them. Owned by app/natter's composition; all
/// live longer than the window's account page.
struct AccountServices
{
    Session& session;
    DialogService& dialogs;
    MessageService& messages;
    UserDirectory& directory;
    AvatarCache& avatars;
};

} // namespace Natter::Core
