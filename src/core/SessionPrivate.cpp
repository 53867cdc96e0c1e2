// SPDX-License-Identifier: Apache-2.0
#include "core/SessionPrivate.h"

#include "base/Log.h"

#include <QRandomGenerator>

#include <algorithm>

namespace Natter::Core {

namespace {

using namespace std::chrono_literals;

/// An engine session of this length was a good one: troubles before it are history.
constexpr std::chrono::milliseconds StableTime = 20s;
constexpr std::chrono::milliseconds LongestToldWait = 10min;
/// Between two questions to a keychain that does not answer; each waits for its deadline, and the keychain
/// is asked once for all of them.
constexpr std::chrono::milliseconds KeychainPause = 1s;
/// So many tokens in a row are refused before a person is asked.
constexpr int MostRefusals = 3;

/// The only failures of a refresh that end a session.
bool isLoginNeededAfter(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::SecretAbsent:
    case ErrorKind::Revoked:
    case ErrorKind::TokenExpired:
    case ErrorKind::Unauthorized:
        return true;
    default:
        return false;
    }
}

bool isKeychainTrouble(const Error& error)
{
    return error.kind == ErrorKind::KeychainLocked || error.kind == ErrorKind::KeychainBroken ||
           error.kind == ErrorKind::KeychainElsewhere;
}

} // namespace

Session::Private::Private(Session* session, Profile siteProfile, UserId userId,
    Identity::GatewayClient& gatewayClient, TokenVault& tokenVault, Xmpp::Client& engineClient,
    const Clock& systemClock)
    : q(session)
    , profile(std::move(siteProfile))
    , user(std::move(userId))
    , gateway(gatewayClient)
    , vault(tokenVault)
    , engine(engineClient)
    , clock(systemClock)
    , tokens(profile.siteKey(), user, gateway, vault, clock)
    , resource(QStringLiteral("natter-%1").arg(QRandomGenerator::global()->generate(), 8, 16, QChar(u'0')))
{
    retryTimer.setSingleShot(true);
    connect(&retryTimer, &QTimer::timeout, q, [this] { seekToken(); });
    keychainTimer.setSingleShot(true);
    connect(&keychainTimer, &QTimer::timeout, q, [this] { tokens.request(); });
    connect(&tokens, &EngineTokens::unlocked, q, [this] { leaveUnlocking(); });
    connect(&tokens, &EngineTokens::storingProblemChanged, q, [this] { updateStatus(); });
    connect(
        &tokens, &EngineTokens::obtained, q, [this](const Identity::Session& fresh) { takeToken(fresh); });
    connect(&tokens, &EngineTokens::failed, q, [this](const Error& error) { missToken(error); });
    connect(&engine, &Xmpp::Client::online, q, [this](bool isResumed) { engineOnline(isResumed); });
    connect(&engine, &Xmpp::Client::disconnected, q, [this](const Error& error) { engineLost(error); });
}

void Session::Private::become(State next)
{
    retryTimer.stop();
    keychainTimer.stop();
    state = std::move(next);
}

void Session::Private::updateStatus()
{
    SessionStatus now = std::visit([this](const auto& current) { return current.status(tokens); }, state);
    if (status == now)
        return;
    status = std::move(now);
    Q_EMIT q->statusChanged(status);
}

void Session::Private::enter(State next)
{
    become(std::move(next));
    updateStatus();
}

void Session::Private::seekToken()
{
    if (const auto access = tokens.current())
        return connectEngine(*access);
    tokens.request();
    enter(AwaitingToken{});
}

void Session::Private::takeToken(const Identity::Session& session)
{
    Q_EMIT q->selfChanged(session.user);
    if (std::holds_alternative<AwaitingToken>(state))
        seekToken();
}

void Session::Private::missToken(const Error& error)
{
    if (isLoginNeededAfter(error))
        return needLogin(error);
    if (!std::holds_alternative<AwaitingToken>(state) && !std::holds_alternative<KeychainLocked>(state))
        return;
    if (!isKeychainTrouble(error))
        return waitAndRetry(error, true);
    enter(KeychainLocked{error});
    // Somebody may be at its prompt. Locked or broken, it has answered, and would prompt again.
    if (std::holds_alternative<KeychainLocked>(state) && error.code == u"timeout")
        keychainTimer.start(KeychainPause);
}

/// The keychain has answered, perhaps after it was given up.
void Session::Private::leaveUnlocking()
{
    if (std::holds_alternative<KeychainLocked>(state))
        become(AwaitingToken{});
    updateStatus();
}

void Session::Private::connectEngine(const EngineTokens::Access& access)
{
    enter(Connecting{access});
    if (auto* connecting = std::get_if<Connecting>(&state))
        askEngine(*connecting);
}

void Session::Private::askEngine(Connecting& connecting)
{
    if (connecting.isAsked || engine.state() != Xmpp::Client::State::Disconnected)
        return;
    connecting.isAsked = true;
    engine.connectToEngine(
        {profile.engineWebSocket, connecting.access.account, connecting.access.token, resource});
}

void Session::Private::engineOnline(bool isResumed)
{
    const auto* connecting = std::get_if<Connecting>(&state);
    if (!connecting || !connecting->isAsked)
        return;
    enter(Online{connecting->access, clock.monotonic()});
    if (std::holds_alternative<Online>(state))
        Q_EMIT q->online(isResumed);
}

void Session::Private::engineLost(const Error& error)
{
    Secret used;
    if (auto* connecting = std::get_if<Connecting>(&state)) {
        if (!connecting->isAsked)
            return askEngine(*connecting);
        used = connecting->access.token;
    } else if (const auto* online = std::get_if<Online>(&state)) {
        used = online->access.token;
        if (clock.monotonic() - online->since >= StableTime) {
            backoff.reset();
            refusals = 0;
        }
    } else {
        return;
    }
    const bool isTokenInDoubt = error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Revoked;
    if (isTokenInDoubt)
        tokenRefused(used, error);
    else
        waitAndRetry(error, false);
}

/// One refresh for each refusal, and none before the next refusal.
void Session::Private::tokenRefused(const Secret& token, const Error& error)
{
    tokens.reject(token);
    ++refusals;
    if (refusals >= MostRefusals)
        enter(Refused{error});
    else if (refusals == 1)
        seekToken();
    else
        waitAndRetry(error, false);
}

void Session::Private::needLogin(const Error& error)
{
    if (std::holds_alternative<Offline>(state))
        return;
    become(LoginNeeded{error});
    tokens.drop();
    engine.disconnectFromEngine();
    updateStatus();
}

void Session::Private::waitAndRetry(const Error& error, bool isForToken)
{
    std::chrono::milliseconds delay = backoff.next();
    if (error.retry.when == Retry::When::Later)
        delay = std::max(delay, std::min(error.retry.after, LongestToldWait));
    qCInfo(lcCore) << "session waits" << delay.count() << "ms after" << error;
    enter(Waiting{error, clock.now().addMSecs(delay.count()), isForToken});
    if (std::holds_alternative<Waiting>(state))
        retryTimer.start(delay);
}

} // namespace Natter::Core
