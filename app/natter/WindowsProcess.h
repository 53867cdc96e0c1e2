// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace Natter::App {

/// Before the first window: tells Windows that this process belongs to the shortcut with that AppUserModelID,
/// and may be closed and started again by an installer that replaces it. Neither matters enough to fail.
void introduceToWindows(const QString& id);

} // namespace Natter::App
