// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"
#include "gateway/Config.h"

namespace Natter::Gateway {

/// An imbachat identity token (imbachat.md, section 4) for somebody whose password the site has just
/// accepted: `user_id`, `exp` in two minutes and, unless it is empty, the nonce as `nce`. Signed with the
/// app's first key. `now` in Unix seconds.
Secret signLogin(const AppConfig& app, const UserId& user, const Secret& nonce, qint64 now);

/// A token for the site's DG widget (dg.md, section 3).
struct WidgetToken
{
    Secret token;
    qint64 expiresAt = 0; ///< Unix seconds
};
/// For two minutes, signed with the app's first key, which has a name. Its claim `use` is `widget`: it logs
/// nobody in here. `now` in Unix seconds.
WidgetToken signWidgetToken(const AppConfig& app, const UserId& user, qint64 now);

} // namespace Natter::Gateway
