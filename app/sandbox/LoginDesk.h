// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Request.h"
#include "gateway/Response.h"

#include "OneTimeCodes.h"
#include "People.h"
#include "TryLimit.h"

#include <QUrl>

#include <functional>

namespace Natter::Sandbox {

/// The demo site's private backend: checks a login and signs identity tokens (qiscus.md, sections 3.3 and 4).
/// Passcodes and one-time codes travel in the same member; which numbers are known is not told to anybody.
class LoginDesk
{
public:
    /// Somebody who delivers a code: here, the terminal.
    using Postman = std::function<void(const QString& login, const Secret& code)>;
    /// The picture's address for the token's `avatar_url`.
    using AvatarUrl = std::function<QUrl(const Person&)>;

    LoginDesk(const People& people, QString appId, Secret signingSecret, const Clock& clock);
    void setPostman(Postman postman) { m_postman = std::move(postman); }
    void setAvatarUrl(AvatarUrl avatarUrl) { m_avatarUrl = std::move(avatarUrl); }

    /// `auth/verify`: `{"identity_token"}`, or 400, 401, 429 with `{"error": {"message", "reason"}}`.
    Gateway::Response verify(const Gateway::Request& request);
    /// `auth/otp`: `{"resend_after", "message"}`.
    Gateway::Response sendCode(const Gateway::Request& request);

    /// An identity token for somebody who has proved who they are.
    Secret identityToken(const Person& person, const QString& nonce) const;

private:
    enum class Proof { Right, Wrong, Expired };

    Proof check(const QString& login, const Person* person, const Secret& given);

    const People& m_people;
    QString m_appId;
    Secret m_signingSecret;
    const Clock& m_clock;
    OneTimeCodes m_codes;
    TryLimit m_wrongTries;
    TryLimit m_codeRequests;
    Postman m_postman;
    AvatarUrl m_avatarUrl;
};

} // namespace Natter::Sandbox
