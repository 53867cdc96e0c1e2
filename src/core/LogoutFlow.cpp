// SPDX-License-Identifier: Apache-2.0
#include "core/LogoutFlow.h"

namespace Natter::Core {

LogoutFlow::LogoutFlow(const QString& siteKey, const UserId& user, bool everywhere,
    Identity::GatewayClient& gateway, TokenVault& vault, QObject* parent)
    : QObject(parent)
    , m_siteKey(siteKey)
    , m_user(user)
    , m_everywhere(everywhere)
    , m_gateway(gateway)
    , m_vault(vault)
{
    onDone(m_vault.load(m_siteKey, m_user), this, [this](const Result<StoredToken>& stored) { end(stored); });
}

void LogoutFlow::end(const Result<StoredToken>& stored)
{
    const auto done = [this](const Result<void>& outcome) {
        oneDone(outcome);
    };
    const std::optional<StoredToken> held = stored ? std::optional(*stored) : std::nullopt;
    // A newer sign-in's token stays.
    onDone(m_vault.replace(m_siteKey, m_user, held, std::nullopt), this, done);
    if (stored)
        onDone(m_gateway.logout(stored->refreshToken, m_everywhere), this, done);
    else
        oneDone(stored.error().kind == ErrorKind::SecretAbsent ? Result<void>() : stored.error());
}

void LogoutFlow::oneDone(const Result<void>& outcome)
{
    if (m_outcome && !outcome)
        m_outcome = outcome;
    if (--m_awaited > 0)
        return;
    m_promise.resolve(m_outcome);
    deleteLater();
}

} // namespace Natter::Core
