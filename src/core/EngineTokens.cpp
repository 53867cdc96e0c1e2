// SPDX-License-Identifier: Apache-2.0
#include "core/EngineTokens.h"

#include "base/Log.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace Natter::Core {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds LongestMargin = 30s;
/// However short the life: or a gateway that hands out tokens at their end would be asked without a pause.
constexpr std::chrono::milliseconds ShortestUse = 5s;
/// For a token that seems to have ended before it came: one of the clocks is wrong, and the engine will
/// judge.
constexpr std::chrono::milliseconds DoubtfulLifetime = 60s;

/// A gateway that says "for ever" is asked once a day.
constexpr std::chrono::milliseconds LongestUse = 24h;
/// Many clients that signed in together must not come back together.
constexpr std::chrono::milliseconds LongestJitter = 5min;
/// Timers stand still while the computer sleeps: they are looked after this often.
constexpr std::chrono::milliseconds LongestTimer = 10min;

/// Until the token's end by the gateway's clock, if it told the time.
std::chrono::milliseconds lifetimeOf(const Identity::Session& session, const QDateTime& localNow)
{
    const QDateTime now = session.answeredAt.isValid() ? session.answeredAt : localNow;
    return std::min(std::chrono::milliseconds(now.msecsTo(session.engineExpiresAt)), LongestUse);
}

/// How long to use a token: until shortly before its end.
std::chrono::milliseconds usableTime(std::chrono::milliseconds lifetime)
{
    if (lifetime <= 0ms)
        return DoubtfulLifetime;
    return std::max(lifetime - std::min(LongestMargin, lifetime / 4), ShortestUse);
}

std::chrono::milliseconds jitterWithin(std::chrono::milliseconds usable)
{
    const auto longest = std::min(LongestJitter, usable / 8).count();
    return std::chrono::milliseconds(QRandomGenerator::global()->bounded(qint64(longest) + 1));
}

Error otherAccount()
{
    return {ErrorKind::BadResponse, Retry::later(),
        QStringLiteral("the gateway answered for another account"), QStringLiteral("other_account")};
}

} // namespace

EngineTokens::EngineTokens(const QString& siteKey, const UserId& user, Identity::GatewayClient& gateway,
    TokenVault& vault, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_siteKey(siteKey)
    , m_user(user)
    , m_gateway(gateway)
    , m_vault(vault)
    , m_clock(clock)
    , m_renewalBackoff(30s, LongestTimer)
    , m_storingBackoff(30s, 10min)
{
    m_renewalTimer.setSingleShot(true);
    connect(&m_renewalTimer, &QTimer::timeout, this, &EngineTokens::renewIfDue);
    m_storingTimer.setSingleShot(true);
    connect(&m_storingTimer, &QTimer::timeout, this, &EngineTokens::retryStoring);
}

void EngineTokens::adopt(const Identity::Session& session, bool isStored)
{
    drop();
    m_isStored = isStored;
    if (!isStored)
        m_vault.remember(m_siteKey, m_user, TokenVault::withNewRequestId(session.refreshToken));
    use(session);
}

void EngineTokens::drop()
{
    m_round = Idle{};
    m_askers.clear();
    m_access.reset();
    m_renewAt.reset();
    m_renewalTimer.stop();
    m_isStored = true;
    m_storingAgain = {};
    setStoringProblem({});
}

std::optional<EngineTokens::Access> EngineTokens::current() const
{
    return m_clock.monotonic() < m_goodUntil ? m_access : std::nullopt;
}

void EngineTokens::request()
{
    if (!current())
        begin();
}

void EngineTokens::begin()
{
    if (!std::holds_alternative<Idle>(m_round))
        return;
    m_renewalTimer.stop();
    m_round = Unlocking{Question(m_vault.load(m_siteKey, m_user), [this](const Result<StoredToken>& stored) {
        if (stored)
            refresh(*stored);
        else
            fail(stored.error());
    })};
}

void EngineTokens::renewIfDue()
{
    if (!m_access || !m_renewAt)
        return;
    const std::chrono::milliseconds left = *m_renewAt - m_clock.monotonic();
    if (left <= 0ms)
        begin();
    else
        m_renewalTimer.start(std::min(left, LongestTimer));
}

void EngineTokens::awaitRenewal(std::chrono::milliseconds delay)
{
    m_renewAt = m_clock.monotonic() + delay;
    renewIfDue();
}

Answer<Secret> EngineTokens::token()
{
    if (const auto access = current())
        return resolved<Secret>(access->token);
    const Promise<Secret> promise;
    m_askers += promise;
    request();
    return promise.answer();
}

void EngineTokens::reject(const Secret& token)
{
    if (m_access && constantTimeEquals(m_access->token.reveal(), token.reveal()))
        m_access.reset();
}

void EngineTokens::refresh(const StoredToken& stored)
{
    m_round = Refreshing{Question(m_gateway.refresh(stored.refreshToken, stored.requestId),
        [this](const Result<Identity::Session>& session) {
            if (session)
                take(*session);
            else
                fail(session.error());
        })};
    Q_EMIT unlocked();
}

void EngineTokens::take(const Identity::Session& session)
{
    if (session.user.peer() != peerIdOf(m_user))
        return fail(otherAccount());
    const StoredToken next = TokenVault::withNewRequestId(session.refreshToken);
    if (!m_isStored) {
        m_vault.remember(m_siteKey, m_user, next);
        return finish(session);
    }
    m_round =
        Storing{Question(m_vault.save(m_siteKey, m_user, next), [this, session](const Result<void>& outcome) {
            setStoringProblem(outcome ? std::nullopt : std::optional(outcome.error()));
            finish(session);
        })};
}

void EngineTokens::use(const Identity::Session& session)
{
    m_access = Access{session.account, session.engineToken};
    const std::chrono::milliseconds lifetime = lifetimeOf(session, m_clock.now());
    const std::chrono::milliseconds usable = usableTime(lifetime);
    m_goodUntil = m_clock.monotonic() + usable;
    m_renewalBackoff.reset();
    m_renewAt.reset();
    // In doubt, or with a token that ends at once, only who needs one asks: it would go on for ever.
    if (usable < lifetime)
        awaitRenewal(usable - jitterWithin(usable));
}

void EngineTokens::finish(const Identity::Session& session)
{
    // Until the end of this function, since `session` may live in the question of this round.
    const auto ended = std::exchange(m_round, Idle{});
    use(session);
    for (const Promise<Secret>& asker : std::exchange(m_askers, {}))
        asker.resolve(session.engineToken);
    Q_EMIT obtained(session);
}

void EngineTokens::fail(const Error& error)
{
    const auto ended = std::exchange(m_round, Idle{});
    qCInfo(lcCore) << "no engine token:" << error;
    for (const Promise<Secret>& asker : std::exchange(m_askers, {}))
        asker.resolve(error);
    if (m_access && m_renewAt)
        awaitRenewal(m_renewalBackoff.next());
    Q_EMIT failed(error);
}

void EngineTokens::retryStoring()
{
    if (!m_storingProblem)
        return;
    // From memory: the vault keeps the newest token, whatever the keychain said.
    m_storingAgain = Question(m_vault.saveAgain(m_siteKey, m_user), [this](const Result<void>& outcome) {
        setStoringProblem(outcome ? std::nullopt : std::optional(outcome.error()));
    });
}

void EngineTokens::setStoringProblem(const std::optional<Error>& problem)
{
    m_storingTimer.stop();
    if (problem)
        m_storingTimer.start(m_storingBackoff.next());
    else
        m_storingBackoff.reset();
    if (std::exchange(m_storingProblem, problem) != problem)
        Q_EMIT storingProblemChanged();
}

} // namespace Natter::Core
