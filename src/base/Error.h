// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDebug>
#include <QString>

#include <chrono>

namespace Natter {

/// What went wrong, in terms of what a person or a caller can do about it.
enum class ErrorKind {
    Cancelled,         ///< the asker went away or the answer was dropped
    Network,           ///< no connection: DNS, refused, reset, unreachable
    Timeout,           ///< connected, but no answer within the deadline
    Tls,               ///< certificate or handshake refused
    Redirected,        ///< a redirect where none is followed
    TooLarge,          ///< the answer passed its size limit
    BadResponse,       ///< the peer answered something that is not in its contract
    BadInput,          ///< what the caller or the person gave is malformed
    Unauthorized,      ///< no or wrong session; log in
    WrongCredentials,  ///< passcode, OTP or password refused
    CodeExpired,       ///< the OTP is right or wrong, but too late
    TokenRefused,      ///< identity token refused by the gateway; `code` says why
    TokenExpired,      ///< engine token or refresh token past its end
    Revoked,           ///< the session was ended on purpose (log out everywhere, reuse detected)
    NotFound,          ///< the thing asked for does not exist
    RateLimited,       ///< too many tries; `retry` says when again
    ServerFailure,     ///< 5xx or the engine's internal error
    Protocol,          ///< an XMPP or WebSocket rule was broken by the peer
    KeychainLocked,    ///< the keychain is there but locked or the person said no
    KeychainBroken,    ///< the keychain cannot be used at all
    SecretAbsent,      ///< the keychain works and holds no such entry
    KeychainElsewhere, ///< another keychain than the one of this desktop holds it; `code` names it
    Storage,           ///< the local database or disk refused
    Configuration,     ///< profile or configuration file is wrong
    Conflict,          ///< the same thing exists or is being done already
};

/// When it makes sense to try the same thing again.
struct Retry
{
    enum class When { Now, Later, Never, AfterLogin };
    When when = When::Never;
    std::chrono::milliseconds after{0}; ///< only with Later; 0 means: the caller's own backoff

    static Retry now() { return {When::Now, {}}; }
    static Retry later(std::chrono::milliseconds after = {}) { return {When::Later, after}; }
    static Retry never() { return {When::Never, {}}; }
    static Retry afterLogin() { return {When::AfterLogin, {}}; }

    friend bool operator==(const Retry&, const Retry&) = default;
};

/// A typed failure. `detail` is English, for logs and reports, and never holds a secret or a message body;
/// people read the sentence that ui/ErrorText makes of `kind`. `code` is the machine-readable reason of the
/// contract (e.g. `nonce_expired`), empty where there is none. `words` is what the site itself says to the
/// person, plain text, in whatever language, quoted below our own sentence; empty nearly everywhere.
struct Error
{
    ErrorKind kind = ErrorKind::Cancelled;
    Retry retry;
    QString detail;
    QString code;
    QString words = {};

    static Error cancelled()
    {
        return {ErrorKind::Cancelled, Retry::never(), QStringLiteral("cancelled"), {}};
    }

    friend bool operator==(const Error&, const Error&) = default;
};

/// Stable English name of a kind, for logs and machine-readable reports.
QString errorKindName(ErrorKind kind);

QDebug operator<<(QDebug debug, const Error& error);

} // namespace Natter
