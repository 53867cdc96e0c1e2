// SPDX-License-Identifier: Apache-2.0
#include "core/Session.h"

#include "base/Log.h"
#include "core/EngineTokens.h"
#include "core/LogoutFlow.h"
#include "net/Backoff.h"

#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>
#include <variant>

namespace Natter::Core {

namespace {

using namespace std::chrono_literals;
using Phase = SessionStatus::Phase;

/// An engine session of this length was a good one: troubles before it are history.
constexpr std::chrono::milliseconds StableTime = 20s;
constexpr std::chrono::milliseconds LongestToldWait = 10min;

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
    return error.kind == ErrorKind::KeychainLocked || error.kind == ErrorKind::KeychainBroken;
}

Error notSignedIn()
{
    return {ErrorKind::Unauthorized, Retry::afterLogin(), QStringLiteral("not signed in"), {}};
}

} // namespace

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
            return {tokens.isUnlocking() ? Phase::Unlocking : Phase::Refreshing, {}, {}};
        }
    };
    struct Connecting
    {
        EngineTokens::Access access;
        bool isAsked = false; ///< false: the engine client is still ending what it did before

        SessionStatus status(const EngineTokens&) const { return {Phase::Connecting, {}, {}}; }
    };
    struct Online
    {
        EngineTokens::Access access;
        std::chrono::milliseconds since; ///< monotonic

        SessionStatus status(const EngineTokens& tokens) const
        {
            return {Phase::Online, tokens.storingProblem(), {}};
        }
    };
    struct Waiting
    {
        Error error;
        QDateTime retryAt;
        bool isForToken = false;

        SessionStatus status(const EngineTokens&) const { return {Phase::Waiting, error, retryAt}; }
    };
    struct KeychainLocked
    {
        Error error;

        SessionStatus status(const EngineTokens&) const { return {Phase::KeychainLocked, error, {}}; }
    };
    struct LoginNeeded
    {
        Error error;

        SessionStatus status(const EngineTokens&) const { return {Phase::LoginNeeded, error, {}}; }
    };
    using State =
        std::variant<Offline, AwaitingToken, Connecting, Online, Waiting, KeychainLocked, LoginNeeded>;

    Private(Session* session, Profile siteProfile, UserId userId, Identity::GatewayClient& gatewayClient,
        TokenVault& tokenVault, Xmpp::Client& engineClient, const Clock& systemClock);

    void become(State next);
    void updateStatus();
    void enter(State next);

    void seekToken();
    void takeToken(const Identity::Session& session);
    void missToken(const Error& error);
    void connectEngine(const EngineTokens::Access& access);
    void askEngine(Connecting& connecting);
    void engineOnline(bool isResumed);
    void engineLost(const Error& error);
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
    /// The engine refused a token since it last worked, and that token was replaced: it is not the token
    /// then.
    bool hasReplacedToken = false;
};

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
    connect(&tokens, &EngineTokens::unlocked, q, [this] { updateStatus(); });
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

/// Whoever hears statusChanged() may change the state again: look at it afterwards.
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
    if (!std::holds_alternative<AwaitingToken>(state))
        return;
    if (isKeychainTrouble(error))
        enter(KeychainLocked{error});
    else
        waitAndRetry(error, true);
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
            hasReplacedToken = false;
        }
    } else {
        return;
    }
    const bool isTokenInDoubt = error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Revoked;
    if (!isTokenInDoubt || hasReplacedToken)
        return waitAndRetry(error, false);
    hasReplacedToken = true;
    tokens.reject(used);
    seekToken();
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

Session::Session(Profile profile, UserId user, Identity::GatewayClient& gateway, TokenVault& vault,
    Xmpp::Client& engine, const Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(profile), std::move(user), gateway, vault, engine, clock))
{}

Session::~Session() = default;

const Profile& Session::profile() const
{
    return d->profile;
}

UserId Session::userId() const
{
    return d->user;
}

const SessionStatus& Session::status() const
{
    return d->status;
}

void Session::restore()
{
    if (std::holds_alternative<Private::Offline>(d->state))
        d->seekToken();
}

void Session::start(const Identity::Session& session, bool isStored)
{
    if (session.user.peer() != peerIdOf(d->user)) {
        qCWarning(lcCore) << "a session of another account was offered";
        return;
    }
    d->become(Private::Offline{});
    d->engine.disconnectFromEngine();
    d->backoff.reset();
    d->hasReplacedToken = false;
    d->tokens.adopt(session, isStored);
    Q_EMIT selfChanged(session.user);
    d->seekToken();
}

void Session::retryNow()
{
    d->tokens.retryStoring();
    if (std::holds_alternative<Private::Waiting>(d->state) ||
        std::holds_alternative<Private::KeychainLocked>(d->state))
        d->seekToken();
}

Answer<void> Session::logout(bool everywhere)
{
    d->become(Private::Offline{});
    d->tokens.drop();
    d->engine.disconnectFromEngine();
    d->engine.forgetSession();
    d->updateStatus();
    const auto* flow = new LogoutFlow(d->profile.siteKey(), d->user, everywhere, d->gateway, d->vault, this);
    return flow->answer();
}

Answer<Secret> Session::bearer()
{
    if (const auto* locked = std::get_if<Private::KeychainLocked>(&d->state))
        return resolved<Secret>(locked->error);
    if (std::holds_alternative<Private::Offline>(d->state) ||
        std::holds_alternative<Private::LoginNeeded>(d->state))
        return resolved<Secret>(notSignedIn());
    // The gateway is asked again when it is time, not by everybody who needs a token meanwhile.
    const auto* waiting = std::get_if<Private::Waiting>(&d->state);
    if (waiting && waiting->isForToken)
        return resolved<Secret>(waiting->error);
    return d->tokens.token();
}

void Session::rejectBearer(const Secret& bearer)
{
    d->tokens.reject(bearer);
}

} // namespace Natter::Core
