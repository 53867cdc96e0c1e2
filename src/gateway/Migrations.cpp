// SPDX-License-Identifier: Apache-2.0
#include "gateway/Migrations.h"

#include "gateway/Database.h"

namespace Natter::Gateway {

namespace {

Result<void> runAll(Database& database, const QStringList& statements)
{
    for (const QString& statement : statements) {
        if (auto done = database.run(statement); !done)
            return done.error();
    }
    return {};
}

// Times are Unix seconds, UTC. Nonces and refresh tokens are kept as hashes only.
Result<void> makeFirstTables(Database& database)
{
    return runAll(database,
        {
            QStringLiteral("CREATE TABLE accounts (id %1, app_id TEXT NOT NULL, user_id TEXT NOT NULL, "
                           "address TEXT NOT NULL UNIQUE, name TEXT NOT NULL, avatar_url TEXT NOT NULL, "
                           "created_at BIGINT NOT NULL, UNIQUE (app_id, user_id))")
                .arg(database.identityColumn()),
            QStringLiteral("CREATE TABLE nonces (hash TEXT PRIMARY KEY, app_id TEXT NOT NULL, "
                           "expires_at BIGINT NOT NULL, used_at BIGINT)"),
            QStringLiteral("CREATE INDEX nonces_by_app ON nonces (app_id, expires_at)"),
            QStringLiteral(
                "CREATE TABLE sessions (id TEXT PRIMARY KEY, account_id BIGINT NOT NULL REFERENCES "
                "accounts (id), created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, "
                "revoked_at BIGINT)"),
            QStringLiteral("CREATE INDEX sessions_by_account ON sessions (account_id)"),
            QStringLiteral("CREATE INDEX sessions_by_end ON sessions (expires_at)"),
            QStringLiteral(
                "CREATE TABLE refresh_tokens (hash TEXT PRIMARY KEY, session_id TEXT NOT NULL "
                "REFERENCES sessions (id) ON DELETE CASCADE, expires_at BIGINT NOT NULL, used_at BIGINT, "
                "request_hash TEXT, successor_hash TEXT)"),
            QStringLiteral("CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id)"),
        });
}

// The state of the backend API for mesibo sites: one-time codes by their salt, opaque tokens as hashes only.
Result<void> makeBackendTables(Database& database)
{
    return runAll(database,
        {
            QStringLiteral("CREATE TABLE otps (app_id TEXT NOT NULL, address TEXT NOT NULL, salt TEXT NOT "
                           "NULL, tries_left INTEGER NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT, "
                           "asked_count INTEGER NOT NULL, asked_since BIGINT NOT NULL, "
                           "PRIMARY KEY (app_id, address))"),
            QStringLiteral("CREATE INDEX otps_by_end ON otps (expires_at)"),
            QStringLiteral("CREATE TABLE opaque_tokens (hash TEXT PRIMARY KEY, app_id TEXT NOT NULL, user_id "
                           "TEXT NOT NULL, nonce_hash TEXT NOT NULL, expires_at BIGINT NOT NULL, used_at "
                           "BIGINT, revoked_at BIGINT)"),
            QStringLiteral("CREATE INDEX opaque_tokens_by_user ON opaque_tokens (app_id, user_id)"),
            QStringLiteral("CREATE INDEX opaque_tokens_by_end ON opaque_tokens (expires_at)"),
        });
}

// Nonces prove themselves; only what was used is kept.
Result<void> keepOnlySpentNonces(Database& database)
{
    return runAll(database,
        {
            QStringLiteral("DROP TABLE nonces"),
            QStringLiteral("CREATE TABLE spent (hash TEXT PRIMARY KEY, expires_at BIGINT NOT NULL)"),
            QStringLiteral("CREATE INDEX spent_by_end ON spent (expires_at)"),
            QStringLiteral("ALTER TABLE opaque_tokens RENAME COLUMN nonce_hash TO nonce"),
        });
}

// When the engine's connections of a revoked session are to be ended; null: not at all, or not again.
Result<void> addKicks(Database& database)
{
    return runAll(database,
        {
            QStringLiteral("ALTER TABLE sessions ADD COLUMN kick_at BIGINT"),
            QStringLiteral("CREATE INDEX sessions_by_kick ON sessions (kick_at) WHERE kick_at IS NOT NULL"),
        });
}

// Per address: codes asked for and wrong ones since day_since.
Result<void> countCodesADay(Database& database)
{
    return runAll(
        database, {
                      QStringLiteral("ALTER TABLE otps ADD COLUMN day_since BIGINT NOT NULL DEFAULT 0"),
                      QStringLiteral("ALTER TABLE otps ADD COLUMN asked_today INTEGER NOT NULL DEFAULT 0"),
                      QStringLiteral("ALTER TABLE otps ADD COLUMN failed_today INTEGER NOT NULL DEFAULT 0"),
                  });
}

// A pause after wrong codes in a row instead of an end for the day; codes are counted by the hour.
Result<void> pauseCodes(Database& database)
{
    return runAll(
        database, {
                      QStringLiteral("ALTER TABLE otps RENAME COLUMN day_since TO hour_since"),
                      QStringLiteral("ALTER TABLE otps RENAME COLUMN asked_today TO asked_in_hour"),
                      QStringLiteral("ALTER TABLE otps RENAME COLUMN failed_today TO failed_in_row"),
                      QStringLiteral("ALTER TABLE otps ADD COLUMN paused_until BIGINT NOT NULL DEFAULT 0"),
                  });
}

// When the site confirmed that spelling of the id; null: somebody only opened a dialog with it. Whoever was
// there before this counts as confirmed, since nothing tells. must_empty: the engine holds messages to
// another spelling.
Result<void> confirmAccounts(Database& database)
{
    return runAll(
        database, {
                      QStringLiteral("ALTER TABLE accounts ADD COLUMN confirmed_at BIGINT"),
                      QStringLiteral("ALTER TABLE accounts ADD COLUMN must_empty INTEGER NOT NULL DEFAULT 0"),
                      QStringLiteral("UPDATE accounts SET confirmed_at = created_at"),
                  });
}

} // namespace

const QList<Migration>& migrations()
{
    static const QList<Migration> steps{makeFirstTables, makeBackendTables, keepOnlySpentNonces, addKicks,
        countCodesADay, pauseCodes, confirmAccounts};
    return steps;
}

} // namespace Natter::Gateway
