// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "base/Secret.h"

#include <QDateTime>

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
    QDateTime expiresAt; ///< UTC
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

} // namespace Natter::Identity
