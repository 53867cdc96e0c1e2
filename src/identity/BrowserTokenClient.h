// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Profile.h"
#include "identity/LoginProtocol.h"

#include <QObject>

namespace Natter::Identity {

/// What a sign-in in the browser ended with, and what proves that it was ours.
struct BrowserGrant
{
    Secret code;
    Secret verifier; ///< whose challenge stood in the page's address (RFC 7636)
    Secret nonce;
    QUrl redirect; ///< as it stood in the page's address
};

/// The site's `browser_token` address: JSON `code`, `code_verifier`, `nonce`, `redirect_uri`, `app_id` ->
/// `{"identity_token"}`, the same for every login protocol. Asks once: a code works once.
class BrowserTokenClient
{
public:
    BrowserTokenClient(Net::HttpClient& http, const Profile& profile);

    /// WrongCredentials when the site refuses the code.
    Answer<Secret> redeem(const BrowserGrant& grant);

private:
    Net::HttpClient& m_http;
    QString m_appId;
    QUrl m_address;
    QObject m_context; ///< what is under way ends with the client
};

} // namespace Natter::Identity
