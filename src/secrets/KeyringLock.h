// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"

#include <chrono>

namespace Natter::Secrets {

/// Success unless the default collection of the Secret Service (freedesktop.org Secret Service API 0.2,
/// section 3) says that it is locked: KeychainLocked; or nobody can be asked, for want of a session bus:
/// KeychainBroken with code `no_bus`. Without such a service (KWallet, macOS, Windows) the keychain's own
/// word stands: success.
Answer<void> checkKeyringOpen(std::chrono::milliseconds deadline);

/// KeychainLocked with code `timeout`.
Error keychainTimeout();

} // namespace Natter::Secrets
