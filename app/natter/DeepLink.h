// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "base/StrongId.h"
#include "identity/BrowserReturn.h"

namespace Natter::App {

/// Reads `natter://dialog/2`, `natter:dialog/P11-A`, with percent-encoded ids; `scheme`, in lower case, is
/// the brand's. Anything more (query, fragment, further path, over 2 KiB, broken encoding) is refused as
/// BadInput: a link only ever names a dialog to open.
Result<UserId> parseDeepLink(const QString& link, const QString& scheme);

/// Reads `natter://sign-in?state=...&code=...` (or `error=...`), by which a site's page may return to the
/// app. What it says is worth something only to the sign-in that waits for exactly this state.
Result<Identity::BrowserReturn> parseSignInLink(const QString& link, const QString& scheme);

/// The id of `--open-dialog` and of D-Bus, held to the same limits.
Result<UserId> parseUserId(const QString& text);

} // namespace Natter::App
