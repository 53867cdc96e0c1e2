// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "core/TokenVault.h"
#include "identity/GatewayClient.h"
#include "xmpp/Client.h"

#include <QObject>

#include <memory>

namespace Natter::Core {

/// Where a session stands, as the banner shows it.
struct SessionStatus
{
    enum class Phase {
        Offline,    ///< not started, or stopped
        Unlocking,  ///< reading the keychain
        Refreshing, ///< asking the gateway for an engine token
        Connecting,
        Online,
        Waiting,        ///< `error` says why, `retryAt` when the next try comes
        KeychainLocked, ///< or broken, or elsewhere: needs retryNow() or a login; silent (`timeout`): or it
                        ///< answers after all
        Refused,        ///< fresh tokens were refused again and again: needs retryNow() or a login
        LoginNeeded,    ///< the gateway refused the refresh token for good, or the keychain holds none
    };
    /// What `error` means for the sign-in.
    enum class Cause {
        None,
        Network,  ///< nobody was reached; the sign-in is as good as before
        Expired,  ///< past its end
        Rejected, ///< not accepted, nobody knows why
        Revoked,  ///< ended on purpose: signed out elsewhere, or used twice
        Kicked,   ///< the engine ended the running session (`conflict`, `policy-violation`)
        Absent,   ///< the keychain works and holds none
        Other,
    };
    Phase phase = Phase::Offline;
    std::optional<Error> error;
    QDateTime retryAt; ///< UTC, only while Waiting

    Cause cause() const;
    /// Only a sign-in that is not there at all sends to the login page by itself; else a person decides.
    bool isNeverSignedIn() const { return phase == Phase::LoginNeeded && cause() == Cause::Absent; }

    friend bool operator==(const SessionStatus&, const SessionStatus&) = default;
};

/// Keeps one account online: keychain -> refresh -> engine, reconnecting with backoff and jitter. An engine
/// token is refreshed only when its end is near or the engine refuses it, never because a connection was
/// lost; one refresh at a time, and one for each refusal. After three refusals in a row it stops and a person
/// decides. It never logs out by itself.
class Session : public QObject
{
    Q_OBJECT

public:
    Session(Profile profile, UserId user, Identity::GatewayClient& gateway, TokenVault& vault,
        Xmpp::Client& engine, const Clock& clock, QObject* parent = nullptr);
    ~Session() override;

    const Profile& profile() const;
    UserId userId() const;
    const SessionStatus& status() const;

    /// From the keychain, at the app's start.
    void restore();
    /// Right after a login; `isStored` false: this session only.
    void start(const Identity::Session& session, bool isStored);
    /// Tries at once what is Waiting, KeychainLocked or Refused; while online, asks the engine for a sign of
    /// life (the computer woke up, the network changed).
    void retryNow();
    /// Ends the engine session, tells the gateway, removes the keychain's entry. The answer tells what
    /// failed, and the local part is done in any case.
    Answer<void> logout(bool everywhere);

    /// A valid engine token for a gateway call; refreshes first when needed, once for all askers.
    Answer<Secret> bearer();
    /// A gateway call answered Unauthorized with that token: the next bearer() refreshes.
    void rejectBearer(const Secret& bearer);

Q_SIGNALS:
    void statusChanged(const Natter::Core::SessionStatus& status);
    /// Engine is ready. Not resumed: catch up from the archive before flushing the outbox.
    void online(bool isResumed);
    /// The gateway named the user (first sign-in or refresh).
    void selfChanged(const Natter::User& self);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Natter::Core
