// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "base/Secret.h"

#include <QDateTime>

#include <memory>

namespace Natter {
struct Profile;
}

namespace Natter::Net {
class HttpClient;
}

namespace Natter::Identity {

/// What a person typed. `proof` is the passcode or the one-time code.
struct Credentials
{
    QString login;
    Secret proof;
};

/// What the gateway gave: good for one login until `expiresAt`.
struct Nonce
{
    Secret value;
    QDateTime expiresAt; ///< UTC, gateway's clock; invalid: it did not say
};

/// Answer to "send me a code".
struct OtpSent
{
    int resendAfterSeconds = 30;
    QString message; ///< from the backend, plain text, may be empty
};

/// The private backend's side of a login, one implementation per contract, chosen by the profile.
/// Errors: WrongCredentials, CodeExpired, RateLimited (retry says when), BadInput, BadResponse, ServerFailure
/// and those of Net::HttpClient.
class LoginProtocol
{
public:
    virtual ~LoginProtocol() = default;
    /// Asks the backend to send a one-time code to the person.
    virtual Answer<OtpSent> requestOtp(const QString& login) = 0;
    /// Credentials and nonce for an identity token.
    virtual Answer<Secret> login(const Credentials& credentials, const Nonce& nonce) = 0;
};

/// The protocol that the profile names. `http` must live longer.
std::unique_ptr<LoginProtocol> makeLoginProtocol(const Profile& profile, Net::HttpClient& http);

} // namespace Natter::Identity
