// SPDX-License-Identifier: Apache-2.0
#include "store/Migrations.h"

#include "store/Statement.h"

#include <QStringList>

#include <array>

namespace Natter::Store {

namespace {

Result<void> runAll(QSqlDatabase& db, const QStringList& statements)
{
    for (const QString& sql : statements) {
        if (auto outcome = Statement(db, sql).run(); !outcome)
            return outcome;
    }
    return {};
}

/// Times are milliseconds since 1970, UTC. Ids of messages are never used again.
Result<void> createFirstTables(QSqlDatabase& db)
{
    return runAll(
        db, {
                QStringLiteral("CREATE TABLE dialogs ("
                               " id INTEGER PRIMARY KEY,"
                               " peer TEXT NOT NULL UNIQUE,"
                               " created_at INTEGER NOT NULL,"
                               " unread_count INTEGER NOT NULL DEFAULT 0,"
                               " draft TEXT NOT NULL DEFAULT '',"
                               " is_pinned INTEGER NOT NULL DEFAULT 0,"
                               " is_muted INTEGER NOT NULL DEFAULT 0)"),
                QStringLiteral("CREATE TABLE messages ("
                               " id INTEGER PRIMARY KEY AUTOINCREMENT,"
                               " dialog_id INTEGER NOT NULL REFERENCES dialogs(id) ON DELETE CASCADE,"
                               " is_outgoing INTEGER NOT NULL,"
                               " body TEXT NOT NULL,"
                               " time INTEGER NOT NULL,"
                               " origin_id TEXT,"
                               " archive_id TEXT,"
                               " state INTEGER NOT NULL,"
                               " failure_code TEXT NOT NULL DEFAULT '')"),
                QStringLiteral("CREATE INDEX messages_in_order ON messages(dialog_id, time, id)"),
                QStringLiteral("CREATE UNIQUE INDEX messages_by_archive_id ON messages(archive_id)"
                               " WHERE archive_id IS NOT NULL"),
                QStringLiteral("CREATE UNIQUE INDEX messages_by_origin_id"
                               " ON messages(origin_id, dialog_id, is_outgoing) WHERE origin_id IS NOT NULL"),
                QStringLiteral("CREATE INDEX messages_waiting ON messages(time, id) WHERE state = 0"),
                QStringLiteral("CREATE INDEX messages_archived ON messages(dialog_id, time, id)"
                               " WHERE archive_id IS NOT NULL"),
                QStringLiteral("CREATE TABLE users ("
                               " peer TEXT PRIMARY KEY,"
                               " id TEXT NOT NULL,"
                               " name TEXT NOT NULL,"
                               " avatar_url TEXT NOT NULL,"
                               " profile_url TEXT NOT NULL,"
                               " badge TEXT NOT NULL,"
                               " last_login INTEGER,"
                               " extra TEXT NOT NULL,"
                               " fetched_at INTEGER,"
                               " is_unknown INTEGER NOT NULL)"),
                QStringLiteral("CREATE TABLE state (key TEXT PRIMARY KEY, value BLOB NOT NULL)"),
            });
}

using Migration = Result<void> (*)(QSqlDatabase&);

/// Append only: what was released is never changed, and each has a dump of its outcome in tests/data/store.
constexpr std::array<Migration, 1> Migrations{createFirstTables};

Result<int> schemaVersion(QSqlDatabase& db)
{
    Statement statement(db, QStringLiteral("PRAGMA user_version"));
    if (auto outcome = statement.run(); !outcome)
        return outcome.error();
    int version = 0;
    if (auto outcome = statement.forEach([&] { version = int(statement.integer(0)); }); !outcome)
        return outcome.error();
    return version;
}

} // namespace

int latestSchemaVersion()
{
    return int(Migrations.size());
}

Result<void> migrate(QSqlDatabase& db)
{
    const auto version = schemaVersion(db);
    if (!version)
        return version.error();
    if (*version > latestSchemaVersion())
        return Error{ErrorKind::Storage, Retry::never(),
            QStringLiteral("schema %1 is newer than %2").arg(*version).arg(latestSchemaVersion()),
            QStringLiteral("newer_schema")};
    for (int index = *version; index < latestSchemaVersion(); ++index) {
        if (auto outcome = Migrations.at(size_t(index))(db); !outcome)
            return outcome;
    }
    return Statement(db, QStringLiteral("PRAGMA user_version = %1").arg(latestSchemaVersion())).run();
}

} // namespace Natter::Store
