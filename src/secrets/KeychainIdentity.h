// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"

#include <chrono>

namespace Natter::Secrets {

/// Which keychain QtKeychain uses in this desktop session: `secret_service`, `kwallet`, `macos_keychain` or
/// `windows_credentials`. QtKeychain prefers KWallet in a KDE session (XDG_CURRENT_DESKTOP, else
/// DESKTOP_SESSION, else KDE_FULL_SESSION, with KDE_SESSION_VERSION) where a wallet answers, and takes the
/// Secret Service everywhere else; what one holds the other does not know.
Answer<QString> identifyKeychain(std::chrono::milliseconds deadline = std::chrono::seconds(2));

} // namespace Natter::Secrets
