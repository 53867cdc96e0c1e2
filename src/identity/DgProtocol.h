// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Profile.h"
#include "identity/LoginProtocol.h"

#include <QObject>

namespace Natter::Net {
class HttpClient;
}

namespace Natter::Identity {

/// A token endpoint as DigitalGenius' customers have it (dg.md, 2): JSON `login`, `password`, `nonce` ->
/// `{"auth_token": JWT}`. 401 and 403 are "not signed in"; what may pass by itself is asked three times more.
/// `expires_at` is not needed: the token is used once, at once, and the session lives on the gateway's. It
/// has no one-time codes.
class DgProtocol final : public LoginProtocol
{
public:
    /// Before the first, second and third further try.
    static constexpr std::chrono::milliseconds Pauses[] = {
        std::chrono::seconds(1), std::chrono::seconds(2), std::chrono::seconds(4)};

    /// `pauseFactor` below 1 is for tests that do not want to wait.
    DgProtocol(Net::HttpClient& http, const Profile& profile, double pauseFactor = 1);

    Answer<OtpSent> requestOtp(const QString& login) override;
    Answer<Secret> login(const Credentials& credentials, const Nonce& nonce) override;

private:
    Net::HttpClient& m_http;
    QUrl m_backend;
    double m_pauseFactor;
    QObject m_context; ///< what is under way ends with the protocol
};

} // namespace Natter::Identity
