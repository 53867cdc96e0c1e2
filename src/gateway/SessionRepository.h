// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Result.h"
#include "base/Secret.h"

#include <QList>

#include <chrono>
#include <optional>

namespace Natter::Gateway {

class Database;

/// Login sessions: each is a family of refresh tokens of which one at a time is good (the README says how
/// they rotate).
class SessionRepository
{
public:
    /// `key` makes a token's successor from the token, so that a lost answer can be repeated though only
    /// hashes are kept.
    SessionRepository(Database& database, const Clock& clock, Secret key, std::chrono::seconds lifetime);

    struct Session
    {
        QString id;
        qint64 accountId = 0;
        Secret refreshToken;
    };
    Result<Session> begin(qint64 accountId);
    /// Errors: Revoked with `refresh_invalid`, `refresh_expired`, `refresh_revoked` or `refresh_reused`
    /// (which revokes the session); Storage.
    Result<Session> rotate(const Secret& refreshToken, const QString& requestId);

    enum class Which { Any, Good };
    /// The session of a refresh token, used or not; std::nullopt for one that was not issued here. Errors:
    /// Revoked, as rotate(), for one that is not good any more when only good ones are asked for.
    Result<std::optional<Session>> find(const Secret& refreshToken, Which which);
    /// True for a session that was begun, not revoked and not yet purged.
    Result<bool> isAlive(const QString& sessionId, qint64 accountId);

    /// One logout. Reuse of a refresh token and revokeAll() end the engine's connections as well.
    Result<void> revoke(const QString& sessionId);
    Result<void> revokeAll(qint64 accountId);
    /// Accounts whose connections are to be ended now, some of them.
    Result<QList<qint64>> accountsToKick();
    /// It was done. Once more when the last engine token from before the revocation has ended, since until
    /// then whoever holds one can connect again.
    Result<void> noteKicked(qint64 accountId, std::chrono::seconds tokenLifetime);
    Result<void> purge();

private:
    struct Row;

    Result<std::optional<Row>> readRow(const QString& hash);
    Result<void> keepToken(const QString& sessionId, const Secret& token);
    Result<Session> answerAgain(const Row& row, const Secret& token, const QString& requestId);
    Secret successorOf(const Secret& token, const QString& requestId) const;
    qint64 now() const { return m_clock.now().toSecsSinceEpoch(); }

    Database& m_database;
    const Clock& m_clock;
    Secret m_key;
    std::chrono::seconds m_lifetime;
};

} // namespace Natter::Gateway
