// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/EngineTokens.h"
#include "core/Session.h"
#include "net/Backoff.h"

#include <QTimer>

#include <variant>

namespace Natter::Core {

/// The session's works: one state at a time. A slot of any of its signals may change the state again.
class Session::Private
{
public:
    // The states: one of them at a time holds what it needs, and says how it looks from outside.
    struct Offline
    {
        SessionStatus status(const EngineTokens&) const { return {}; }
    };
    struct AwaitingToken
    {
        SessionStatus status(const EngineTokens& tokens) const
        {
            return {tokens.isUnlocking() ? SessionStatus::Phase::Unlocking : SessionStatus::Phase::Refreshing,
                {}, {}};
        }
    };
    struct Connecting
    {
        EngineTokens::Access access;
        bool isAsked = false; ///< false: the engine client is still ending what it did before

        SessionStatus status(const EngineTokens&) const { return {SessionStatus::Phase::Connecting, {}, {}}; }
    };
    struct Online
    {
        EngineTokens::Access access;
        std::chrono::milliseconds since; ///< monotonic

        SessionStatus status(const EngineTokens& tokens) const
        {
            return {SessionStatus::Phase::Online, tokens.storingProblem(), {}};
        }
    };
    struct Waiting
    {
        Error error;
        QDateTime retryAt;
        bool isForToken = false;

        SessionStatus status(const EngineTokens&) const
        {
            return {SessionStatus::Phase::Waiting, error, retryAt};
        }
    };
    struct KeychainLocked
    {
        Error error;

        SessionStatus status(const EngineTokens&) const
        {
            return {SessionStatus::Phase::KeychainLocked, error, {}};
        }
    };
    struct Refused
    {
        Error error;

        SessionStatus status(const EngineTokens&) const { return {SessionStatus::Phase::Refused, error, {}}; }
    };
    struct LoginNeeded
    {
        Error error;

        SessionStatus status(const EngineTokens&) const
        {
            return {SessionStatus::Phase::LoginNeeded, error, {}};
        }
    };
    using State = std::variant<Offline, AwaitingToken, Connecting, Online, Waiting, KeychainLocked, Refused,
        LoginNeeded>;

    Private(Session* session, Profile siteProfile, UserId userId, Identity::GatewayClient& gatewayClient,
        TokenVault& tokenVault, Xmpp::Client& engineClient, const Clock& systemClock);

    /// Without telling anybody yet.
    void become(State next);
    void updateStatus();
    void enter(State next);

    void seekToken();
    void takeToken(const Identity::Session& session);
    void missToken(const Error& error);
    void leaveUnlocking();
    void connectEngine(const EngineTokens::Access& access);
    void askEngine(Connecting& connecting);
    void engineOnline(bool isResumed);
    void engineLost(const Error& error);
    void tokenRefused(const Secret& token, const Error& error);
    void needLogin(const Error& error);
    void waitAndRetry(const Error& error, bool isForToken);

    Session* q;
    const Profile profile;
    const UserId user;
    Identity::GatewayClient& gateway;
    TokenVault& vault;
    Xmpp::Client& engine;
    const Clock& clock;
    EngineTokens tokens;
    const QString resource;
    State state;
    SessionStatus status;
    Net::Backoff backoff;
    QTimer retryTimer;
    QTimer keychainTimer; ///< asks a silent keychain again, whose answer may yet come
    int refusals = 0;     ///< by the engine, since a token last worked for a while
};

} // namespace Natter::Core
