// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Request.h"
#include "gateway/Response.h"

#include "IdentityTokens.h"
#include "PasswordCheck.h"

namespace Natter::Sandbox {

/// The demo site's own server that signs DG's user tokens (dg.md, sections 2 and 3): login, password and
/// nonce for `{"auth_token", "expires_at"}`.
class DgDesk
{
public:
    DgDesk(PasswordCheck& passwords, const IdentityTokens& tokens, const Clock& clock);

    /// 401 `{"error": {"message"}}` when they do not match.
    Gateway::Response token(const Gateway::Request& request);

private:
    PasswordCheck& m_passwords;
    const IdentityTokens& m_tokens;
    const Clock& m_clock;
};

} // namespace Natter::Sandbox
