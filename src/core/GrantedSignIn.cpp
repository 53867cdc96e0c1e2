// SPDX-License-Identifier: Apache-2.0
#include "core/GrantedSignIn.h"

namespace Natter::Core {

GrantedSignIn::GrantedSignIn(const QString& siteKey, const Identity::Session& session,
    const Secret& identityToken, Identity::GatewayClient& gateway, TokenVault& vault)
    : m_siteKey(siteKey)
    , m_session(session)
    , m_identityToken(identityToken)
    , m_token(TokenVault::withNewRequestId(session.refreshToken))
    , m_gateway(gateway)
    , m_vault(vault)
{}

Answer<void> GrantedSignIn::keep()
{
    if (m_isSaved)
        return save();
    const Promise<void> promise;
    onDone(m_vault.load(m_siteKey, m_session.user.id), &m_context,
        [this, promise](const Result<StoredToken>& before) {
            if (before)
                m_before = *before;
            else if (before.error().kind == ErrorKind::KeychainLocked ||
                     before.error().kind == ErrorKind::KeychainBroken)
                return promise.resolve(before.error());
            onDone(save(), &m_context, [promise](const Result<void>& outcome) { promise.resolve(outcome); });
        });
    return promise.answer();
}

Answer<void> GrantedSignIn::save()
{
    m_isSaved = true;
    return m_vault.save(m_siteKey, m_session.user.id, m_token);
}

void GrantedSignIn::keepInMemory()
{
    m_vault.remember(m_siteKey, m_session.user.id, m_token);
}

void GrantedSignIn::giveBack()
{
    (void)m_gateway.logout(m_session.refreshToken, false);
    if (m_isSaved)
        (void)m_vault.replace(m_siteKey, m_session.user.id, m_token, m_before);
}

} // namespace Natter::Core
