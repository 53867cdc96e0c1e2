// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "gateway/Request.h"
#include "gateway/Response.h"

#include "IdentityTokens.h"
#include "PasswordCheck.h"

#include <QUrl>

namespace Natter::Sandbox {

/// The site's own sign-in page, for apps that leave the login to the browser: authorization code with PKCE
/// (RFC 6749, section 4.1; RFC 7636) and a loopback or `natter:` redirect (RFC 8252). A code lives one
/// minute and works once; a token never travels in a URL.
class BrowserSignIn
{
public:
    static constexpr char PagePath[] = "/sign-in";
    static constexpr char TokenPath[] = "/sign-in/token";

    BrowserSignIn(PasswordCheck& passwords, const IdentityTokens& tokens, const FaultSwitches& faults,
        const Clock& clock);

    /// `?response_type=code&app_id&redirect_uri&state&nonce&code_challenge&code_challenge_method=S256`: the
    /// form, or 400.
    Gateway::Response page(const Gateway::Request& request) const;
    /// The filled-in form: back to the app with `code` and `state`, with `error=access_denied` and `state`,
    /// or the form once more.
    Gateway::Response submit(const Gateway::Request& request);
    /// JSON `{"code", "code_verifier", "nonce", "redirect_uri", "app_id"}`: `{"identity_token"}`, or 400 with
    /// `{"error": {"message", "reason"}}`.
    Gateway::Response token(const Gateway::Request& request);

private:
    /// What the app sent along, and the form sends back.
    struct Query
    {
        QString appId;
        QString redirect;
        QString state;
        QString nonce;
        QString challenge;
        LoginProtocolKind protocol = LoginProtocolKind::Qiscus;
    };
    struct Grant
    {
        Query query;
        const Person* person = nullptr;
        std::chrono::milliseconds end{0};
    };

    static std::optional<Query> readQuery(const QJsonObject& fields);
    static Gateway::Response form(const Query& query, const QString& complaint, int status);
    Gateway::Response backToApp(const Query& query, const QString& member, const QString& value) const;
    QString grant(const Query& query, const Person& person);

    PasswordCheck& m_passwords;
    const IdentityTokens& m_tokens;
    const FaultSwitches& m_faults;
    const Clock& m_clock;
    QHash<QString, Grant> m_grants;
};

} // namespace Natter::Sandbox
