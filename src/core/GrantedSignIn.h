// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "core/TokenVault.h"
#include "identity/GatewayClient.h"

#include <QObject>

#include <optional>

namespace Natter::Core {

/// What the gateway granted to a login, until it is kept or given back. Deleting it ends what is under way
/// and leaves everything as it is. GUI thread.
class GrantedSignIn
{
public:
    /// `gateway` and `vault` live longer.
    GrantedSignIn(const QString& siteKey, const Identity::Session& session, const Secret& identityToken,
        Identity::GatewayClient& gateway, TokenVault& vault);

    const Identity::Session& session() const { return m_session; }
    /// What the site gave for it.
    const Secret& identityToken() const { return m_identityToken; }

    /// Success once the keychain has the refresh token. The account may be signed in already: what the vault
    /// has of it is read first, and a keychain that cannot tell is a failure. May be asked again after one.
    Answer<void> keep();
    /// In memory, for this session only.
    void keepInMemory();
    /// Ends it at the gateway, and puts what the vault had of the account into its place again. Nobody waits
    /// for these: what is left of the session ends by itself when they fail.
    void giveBack();

private:
    Answer<void> save();

    const QString m_siteKey;
    const Identity::Session m_session;
    const Secret m_identityToken;
    const StoredToken m_token;
    Identity::GatewayClient& m_gateway;
    TokenVault& m_vault;
    std::optional<StoredToken> m_before; ///< what the vault had in the place of `m_token`
    bool m_isSaved = false;              ///< the vault has `m_token`, whatever the keychain said
    QObject m_context;
};

} // namespace Natter::Core
