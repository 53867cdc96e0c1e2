// SPDX-License-Identifier: Apache-2.0
#include "gateway/SessionRepository.h"

#include "gateway/Database.h"
#include "gateway/Refusal.h"
#include "gateway/Tokens.h"
#include "jwt/Base64Url.h"
#include "jwt/Signature.h"

namespace Natter::Gateway {

namespace {

constexpr qint64 KeptAfterEndSeconds = 604'800; // a week
constexpr qint64 ClockDifferenceSeconds = 5;    // between the engine's clock and ours
constexpr int MostKicks = 100;                  // at a time

Error ended(const char* reason, const char* message)
{
    return refused(ErrorKind::Revoked, reason, message);
}

Result<void> withoutValue(const Result<Rows>& result)
{
    return result ? Result<void>() : Result<void>(result.error());
}

} // namespace

struct SessionRepository::Row
{
    QString sessionId;
    qint64 accountId;
    qint64 expiresAt;
    bool isUsed;
    bool isRevoked;
    QString requestHash;
    QString successorHash;
};

SessionRepository::SessionRepository(
    Database& database, const Clock& clock, Secret key, std::chrono::seconds lifetime)
    : m_database(database)
    , m_clock(clock)
    , m_key(std::move(key))
    , m_lifetime(lifetime)
{}

Result<SessionRepository::Session> SessionRepository::begin(qint64 accountId)
{
    const Session session{fingerprint(randomToken()).left(32), accountId, randomToken()};
    auto begun = m_database.inTransaction([&]() -> Result<void> {
        auto made = m_database.run(
            QStringLiteral(
                "INSERT INTO sessions (id, account_id, created_at, expires_at) VALUES (?, ?, ?, ?)"),
            {session.id, accountId, now(), now() + qint64(m_lifetime.count())});
        return made ? keepToken(session.id, session.refreshToken) : Result<void>(made.error());
    });
    if (!begun)
        return begun.error();
    return session;
}

Result<SessionRepository::Session> SessionRepository::rotate(
    const Secret& refreshToken, const QString& requestId)
{
    const QString hash = fingerprint(refreshToken);
    const auto found = readRow(hash);
    if (!found)
        return found.error();
    if (!*found)
        return ended("refresh_invalid", "refresh token invalid");
    const Row& row = **found;
    if (row.isRevoked)
        return ended("refresh_revoked", "The session was ended.");
    if (row.isUsed)
        return answerAgain(row, refreshToken, requestId);
    if (row.expiresAt <= now())
        return ended("refresh_expired", "The session has expired.");

    const Secret successor = successorOf(refreshToken, requestId);
    bool isWinner = false;
    auto rotated = m_database.inTransaction([&]() -> Result<void> {
        const auto won = m_database.change(
            QStringLiteral("UPDATE refresh_tokens SET used_at = ?, request_hash = ?, successor_hash = ? "
                           "WHERE hash = ? AND used_at IS NULL"),
            {now(), requestId.isEmpty() ? QVariant() : fingerprint(Secret(requestId.toUtf8())),
                fingerprint(successor), hash});
        if (!won)
            return won.error();
        isWinner = *won == 1;
        if (!isWinner)
            return {};
        if (auto kept = keepToken(row.sessionId, successor); !kept)
            return kept;
        return withoutValue(m_database.run(QStringLiteral("UPDATE sessions SET expires_at = ? WHERE id = ?"),
            {now() + qint64(m_lifetime.count()), row.sessionId}));
    });
    if (!rotated)
        return rotated.error();
    if (!isWinner) // Another gateway was faster: judge what it left.
        return rotate(refreshToken, requestId);
    return Session{row.sessionId, row.accountId, successor};
}

Result<SessionRepository::Session> SessionRepository::answerAgain(
    const Row& row, const Secret& token, const QString& requestId)
{
    const bool isSameRequest =
        !requestId.isEmpty() && row.requestHash == fingerprint(Secret(requestId.toUtf8()));
    if (isSameRequest) {
        const auto successor = readRow(row.successorHash);
        if (!successor)
            return successor.error();
        if (*successor && !(*successor)->isUsed && (*successor)->expiresAt > now())
            return Session{row.sessionId, row.accountId, successorOf(token, requestId)};
    }
    auto revoked = m_database.run(QStringLiteral("UPDATE sessions SET revoked_at = ?, kick_at = ? WHERE id = "
                                                 "? AND revoked_at IS NULL"),
        {now(), now(), row.sessionId});
    if (!revoked)
        return revoked.error();
    return ended("refresh_reused", "This refresh token was used before; the session is ended.");
}

Result<std::optional<SessionRepository::Session>> SessionRepository::find(
    const Secret& refreshToken, Which which)
{
    const auto row = readRow(fingerprint(refreshToken));
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<Session>();
    if (which == Which::Good && (*row)->isRevoked)
        return ended("refresh_revoked", "The session was ended.");
    if (which == Which::Good && (*row)->isUsed)
        return ended("refresh_invalid", "refresh token invalid");
    if (which == Which::Good && (*row)->expiresAt <= now())
        return ended("refresh_expired", "The session has expired.");
    return std::optional<Session>(Session{(*row)->sessionId, (*row)->accountId, {}});
}

Result<bool> SessionRepository::isAlive(const QString& sessionId, qint64 accountId)
{
    auto found = m_database.run(
        QStringLiteral("SELECT 1 FROM sessions WHERE id = ? AND account_id = ? AND revoked_at IS NULL"),
        {sessionId, accountId});
    if (!found)
        return found.error();
    return found.value().next();
}

Result<void> SessionRepository::revoke(const QString& sessionId)
{
    return withoutValue(m_database.run(
        QStringLiteral("UPDATE sessions SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL"),
        {now(), sessionId}));
}

Result<void> SessionRepository::revokeAll(qint64 accountId)
{
    return withoutValue(m_database.run(
        QStringLiteral(
            "UPDATE sessions SET revoked_at = ?, kick_at = ? WHERE account_id = ? AND revoked_at IS NULL"),
        {now(), now(), accountId}));
}

Result<QList<qint64>> SessionRepository::accountsToKick()
{
    auto found =
        m_database.run(QStringLiteral("SELECT DISTINCT account_id FROM sessions WHERE kick_at <= ? LIMIT ?"),
            {now(), MostKicks});
    if (!found)
        return found.error();
    QList<qint64> accounts;
    while (found.value().next())
        accounts.append(found->value(0).toLongLong());
    return accounts;
}

Result<void> SessionRepository::noteKicked(qint64 accountId, std::chrono::seconds tokenLifetime)
{
    const qint64 wait = tokenLifetime.count() + ClockDifferenceSeconds;
    return withoutValue(m_database.run(
        QStringLiteral("UPDATE sessions SET kick_at = CASE WHEN revoked_at > ? THEN revoked_at "
                       "+ ? ELSE NULL END WHERE account_id = ? AND kick_at <= ?"),
        {now() - wait, wait, accountId, now()}));
}

Result<void> SessionRepository::purge()
{
    const qint64 before = now() - KeptAfterEndSeconds;
    auto tokens = m_database.run(QStringLiteral("DELETE FROM refresh_tokens WHERE expires_at < ?"), {before});
    if (!tokens)
        return tokens.error();
    return withoutValue(
        m_database.run(QStringLiteral("DELETE FROM sessions WHERE expires_at < ?"), {before}));
}

Result<std::optional<SessionRepository::Row>> SessionRepository::readRow(const QString& hash)
{
    auto found = m_database.run(
        QStringLiteral("SELECT s.id, s.account_id, t.expires_at, t.used_at, s.revoked_at, t.request_hash, "
                       "t.successor_hash FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id "
                       "WHERE t.hash = ?"),
        {hash});
    if (!found)
        return found.error();
    if (!found.value().next())
        return std::optional<Row>();
    return std::optional<Row>(Row{found->value(0).toString(), found->value(1).toLongLong(),
        found->value(2).toLongLong(), !found->value(3).isNull(), !found->value(4).isNull(),
        found->value(5).toString(), found->value(6).toString()});
}

Result<void> SessionRepository::keepToken(const QString& sessionId, const Secret& token)
{
    return withoutValue(m_database.run(
        QStringLiteral("INSERT INTO refresh_tokens (hash, session_id, expires_at) VALUES (?, ?, ?)"),
        {fingerprint(token), sessionId, now() + qint64(m_lifetime.count())}));
}

Secret SessionRepository::successorOf(const Secret& token, const QString& requestId) const
{
    if (requestId.isEmpty())
        return randomToken();
    return Secret(Jwt::toBase64Url(
        Jwt::hmac(Jwt::Algorithm::HS256, m_key, "successor\n" + token.reveal() + '\n' + requestId.toUtf8())));
}

} // namespace Natter::Gateway
