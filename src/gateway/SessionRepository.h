// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Result.h"
#include "base/Secret.h"

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

    /// The session of a refresh token, used or not; std::nullopt for one that was not issued here.
    Result<std::optional<Session>> find(const Secret& refreshToken);
    /// True for a session that was begun, not revoked and not yet purged.
    Result<bool> isAlive(const QString& sessionId, qint64 accountId);

    Result<void> revoke(const QString& sessionId);
    Result<void> revokeAll(qint64 accountId);
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
