// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Request.h"
#include "gateway/Response.h"

#include "IdentityTokens.h"
#include "PasswordCheck.h"
#include "UsersInfo.h"

namespace Natter::Sandbox {

/// The demo site as one that has ImbaChat (imbachat.md, sections 4 and 5): a token for login and password,
/// and the login check that the chat asks with its API login.
class ImbachatDesk
{
public:
    /// `usersInfo` knows the API's login and password.
    ImbachatDesk(PasswordCheck& passwords, const IdentityTokens& tokens, const UsersInfo& usersInfo);

    /// Form `login`, `password`, `nonce`: `{"token"}`, or 403 in the shape of the login check.
    Gateway::Response token(const Gateway::Request& request);
    /// "authUser": `{"name", "user_id"}`, or `{"code": 403, ...}` under HTTP 200.
    Gateway::Response checkLogin(const Gateway::Request& request);

private:
    PasswordCheck::Outcome check(const Gateway::Request& request);

    PasswordCheck& m_passwords;
    const IdentityTokens& m_tokens;
    const UsersInfo& m_usersInfo;
};

} // namespace Natter::Sandbox
