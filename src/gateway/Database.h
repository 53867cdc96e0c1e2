// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "gateway/DatabaseConfig.h"

#include <QElapsedTimer>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

#include <functional>
#include <unordered_map>

namespace Natter::Gateway {

/// What a statement gave: all of its rows, and how many it changed.
class Rows
{
public:
    Rows(QList<QVariantList> rows, int changed)
        : m_rows(std::move(rows))
        , m_changed(changed)
    {}

    /// To the first row, then to the next; false behind the last.
    bool next() { return ++m_current < m_rows.size(); }
    /// A column of the current row.
    QVariant value(qsizetype column) const { return m_rows.at(m_current).at(column); }
    int changed() const { return m_changed; }

private:
    QList<QVariantList> m_rows;
    qsizetype m_current = -1;
    int m_changed = 0;
};

/// `database_unavailable`, to be tried again soon.
Error databaseUnavailable();

/// One SQL connection. Statements are portable and stay prepared; what differs between SQLite and PostgreSQL
/// is in Database.cpp alone. A connection that was lost is made again by the next statement outside a
/// transaction, at most once a second. Errors: Storage (`database_unavailable`). One thread.
class Database
{
public:
    explicit Database(DatabaseConfig config);
    ~Database();
    Q_DISABLE_COPY(Database)

    /// Connects. Errors: Configuration (no such driver), Storage.
    Result<void> open();
    /// Brings the schema up to date. Several gateways may do so at once.
    Result<void> migrate();

    /// Runs one statement with `?` placeholders.
    Result<Rows> run(const QString& sql, const QVariantList& values = {});
    /// The same, for how many rows it touched.
    Result<int> change(const QString& sql, const QVariantList& values = {});
    /// Commits when `body` succeeds and the asker still waits, and rolls back when not. Within another one it
    /// is a part of that, whose body must then fail with it.
    Result<void> inTransaction(const std::function<Result<void>()>& body);

    /// Says whether nobody waits for the answer any more: then nothing more is done.
    void setAbandoned(std::function<bool()> isAbandoned) { m_isAbandoned = std::move(isAbandoned); }

    /// Column type of a row number that the database counts up itself.
    QString identityColumn() const;

private:
    Result<void> prepareConnection();
    Result<void> ensureConnected();
    Result<Rows> execute(const QString& sql, const QVariantList& values);
    Result<Rows> executePrepared(const QString& sql, const QVariantList& values);
    Result<Rows> rowsOf(const QString& sql, QSqlQuery& query);
    Error failure(const QString& what, const QSqlError& error);
    void close();

    const DatabaseConfig m_config;
    QSqlDatabase m_database;
    std::unordered_map<QString, QSqlQuery> m_statements; ///< prepared, by text
    std::function<bool()> m_isAbandoned;
    QElapsedTimer m_lastUse;
    QElapsedTimer m_lastFailure;
    bool m_isInTransaction = false;
    bool m_isLost = false;
};

} // namespace Natter::Gateway
