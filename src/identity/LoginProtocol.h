// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "base/Secret.h"

#include <QDateTime>

#include <chrono>
#include <memory>
#include <optional>

namespace Natter {
struct Profile;
}

namespace Natter::Net {
class HttpClient;
}

namespace Natter::Identity {

/// What a person typed. `proof` is the passcode, the password or the one-time code.
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
    QString message = {};                      ///< from the backend, plain text, may be empty
    std::chrono::milliseconds messageDelay{0}; ///< when to show it, seen from now; at most 10 s
    Secret identityToken = {}; ///< not empty: the backend trusts this login already and wants no code
};

/// The private backend's side of a login, one implementation per contract, chosen by the profile.
/// Errors: WrongCredentials, CodeExpired, RateLimited (retry says when), BadInput, BadResponse,
/// ServerFailure, Configuration (the profile and the backend do not fit together) and those of
/// Net::HttpClient.
class LoginProtocol
{
public:
    virtual ~LoginProtocol() = default;
    /// Asks the backend to send a one-time code to the person.
    virtual Answer<OtpSent> requestOtp(const QString& login) = 0;
    /// Credentials and nonce for an identity token.
    virtual Answer<Secret> login(const Credentials& credentials, const Nonce& nonce) = 0;
    /// Tells the backend that the person leaves, where its contract has a call for that. Nobody waits for it,
    /// and what is under way goes on without this object.
    virtual void logout(const Secret& /*identityToken*/) {}
    /// The backend's clock minus ours, at its last answer that told the time. For reports only.
    virtual std::optional<std::chrono::seconds> clockOffset() const { return std::nullopt; }
};

/// The protocol that the profile names. `http` must live longer.
std::unique_ptr<LoginProtocol> makeLoginProtocol(const Profile& profile, Net::HttpClient& http);

} // namespace Natter::Identity
