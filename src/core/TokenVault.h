// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "base/Secret.h"
#include "base/StrongId.h"

namespace Natter::Secrets {
class SecretStore;
}

namespace Natter::Core {

/// What the keychain holds for one account: the refresh token and the request id of its next use.
struct StoredToken
{
    Secret refreshToken;
    QString requestId;
};

/// The refresh tokens of (site, user) in the keychain, and nothing else there. Also keeps them in memory for
/// "this session only".
class TokenVault
{
public:
    explicit TokenVault(Secrets::SecretStore& store);

    Answer<StoredToken> load(const QString& siteKey, const UserId& user);
    Answer<void> save(const QString& siteKey, const UserId& user, const StoredToken& token);
    Answer<void> remove(const QString& siteKey, const UserId& user);

    static StoredToken withNewRequestId(const Secret& refreshToken);

private:
    Secrets::SecretStore& m_store;
};

} // namespace Natter::Core
