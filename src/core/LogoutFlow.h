// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/TokenVault.h"
#include "identity/GatewayClient.h"

#include <QObject>

namespace Natter::Core {

/// Ends a session at the gateway and takes its refresh token out of the keychain, both whatever becomes of
/// the other. Deletes itself when both have answered.
class LogoutFlow : public QObject
{
public:
    LogoutFlow(const QString& siteKey, const UserId& user, bool everywhere, Identity::GatewayClient& gateway,
        TokenVault& vault, QObject* parent);

    /// Success, or the first of the failures.
    Answer<void> answer() const { return m_promise.answer(); }

private:
    void end(const Result<StoredToken>& stored);
    void oneDone(const Result<void>& outcome);

    const QString m_siteKey;
    const UserId m_user;
    const bool m_everywhere;
    Identity::GatewayClient& m_gateway;
    TokenVault& m_vault;
    Promise<void> m_promise;
    Result<void> m_outcome;
    int m_awaited = 2;
};

} // namespace Natter::Core
