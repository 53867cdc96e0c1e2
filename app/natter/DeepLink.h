// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "base/StrongId.h"

namespace Natter::App {

/// Reads `natter://dialog/2`, `natter:dialog/P11-A`, with percent-encoded ids. Anything more (query,
/// fragment, further path, over 2 KiB, broken encoding) is refused as BadInput: a link only ever names a
/// dialog to open.
Result<UserId> parseDeepLink(const QString& link);

/// The id of `--open-dialog` and of D-Bus, held to the same limits.
Result<UserId> parseUserId(const QString& text);

} // namespace Natter::App
