// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "base/Secret.h"

namespace Natter::Secrets {

/// Where long-lived secrets are kept. The outcomes of a read, told apart: the secret, SecretAbsent,
/// KeychainLocked, KeychainBroken, KeychainElsewhere. Only SecretAbsent may lead to a login page. Never falls
/// back to plain text. GUI thread; never blocks it; a keychain that does not answer within the deadline is
/// KeychainLocked with code `timeout` (a prompt may be open); who asks again gets what it answers late.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    virtual Answer<Secret> read(const QString& key) = 0;
    virtual Answer<void> write(const QString& key, const Secret& secret) = 0;
    /// Removing what is not there is success.
    virtual Answer<void> remove(const QString& key) = 0;
};

} // namespace Natter::Secrets
