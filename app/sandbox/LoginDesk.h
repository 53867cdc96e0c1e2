// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Request.h"
#include "gateway/Response.h"

#include "FaultSwitches.h"
#include "IdentityTokens.h"
#include "OneTimeCodes.h"
#include "People.h"
#include "TryLimit.h"

#include <functional>

namespace Natter::Sandbox {

/// The demo site's private backend: checks a login and signs identity tokens (qiscus.md, sections 3.3 and 4).
/// Passcodes and one-time codes travel in the same member; which numbers are known is not told to anybody.
class LoginDesk
{
public:
    /// Somebody who delivers a code: here, the terminal.
    using Postman = std::function<void(const QString& login, const Secret& code)>;

    LoginDesk(
        const People& people, const IdentityTokens& tokens, const FaultSwitches& faults, const Clock& clock);
    void setPostman(Postman postman) { m_postman = std::move(postman); }

    /// `auth/verify`: `{"identity_token"}`, or 400, 401, 429 with `{"error": {"message", "reason"}}`.
    Gateway::Response verify(const Gateway::Request& request);
    /// `auth/otp`: `{"resend_after", "message"}`.
    Gateway::Response sendCode(const Gateway::Request& request);

private:
    enum class Proof { Right, Wrong, Expired };

    Proof check(const QString& login, const Person* person, const Secret& given);

    const People& m_people;
    const IdentityTokens& m_tokens;
    const FaultSwitches& m_faults;
    OneTimeCodes m_codes;
    TryLimit m_wrongTries;
    TryLimit m_codeRequests;
    Postman m_postman;
};

} // namespace Natter::Sandbox
