// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Profile.h"
#include "identity/LoginProtocol.h"

#include <QObject>

namespace Natter::Net {
class HttpClient;
}

namespace Natter::Identity {

/// A login check as ImbaChat's customers have it, which also signs the user token (imbachat.md, 4 and 5):
/// form `login`, `password`, `nonce` -> `{"token": JWT}`. Its refusals come as 403 inside a 200, its words
/// as HTML. Asks once, never again by itself. It has no one-time codes.
class ImbachatProtocol final : public LoginProtocol
{
public:
    ImbachatProtocol(Net::HttpClient& http, const Profile& profile);

    Answer<OtpSent> requestOtp(const QString& login) override;
    Answer<Secret> login(const Credentials& credentials, const Nonce& nonce) override;

private:
    Net::HttpClient& m_http;
    QUrl m_backend;
    QObject m_context; ///< what is under way ends with the protocol
};

} // namespace Natter::Identity
