// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QDateTime>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

namespace Natter::Store {

/// One prepared statement, run as often as needed. Worker thread only.
class Statement
{
public:
    /// A statement that cannot be prepared fails when it is run.
    Statement(QSqlDatabase& db, const QString& sql);

    /// Runs it with these values for its `?`, in order.
    Result<void> run(const QVariantList& values = {});
    /// Calls `fn()` on each row of the last run.
    template <typename Function>
    Result<void> forEach(Function&& fn)
    {
        while (m_query.next())
            fn();
        return finish();
    }

    bool isNull(int column) const { return m_query.isNull(column); }
    bool boolean(int column) const { return m_query.value(column).toBool(); }
    qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    QString text(int column) const { return m_query.value(column).toString(); }
    QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    QDateTime time(int column) const; ///< UTC; invalid for NULL

    qint64 insertedId() const { return m_query.lastInsertId().toLongLong(); }
    int changedRows() const { return m_query.numRowsAffected(); }

private:
    Result<void> finish();

    QSqlQuery m_query;
    bool m_isPrepared;
};

/// Values as the schema keeps them. Text is never NULL; what SQLite could not give back (lone surrogates,
/// U+FFFE, U+FFFF) becomes U+FFFD.
QVariant toColumn(const QString& text);
QVariant toColumn(const QByteArray& bytes);
QVariant toColumn(const QDateTime& time); ///< milliseconds, NULL when invalid
/// For columns where "none" is NULL, so that unique indexes pass it over.
QVariant toNullableColumn(const QString& text);

/// Storage error with SQLite's own text; codes `disk_full`, `corrupt`, `busy`, `read_only`, `unusable`, or
/// none.
Error storageError(const QSqlError& error);

} // namespace Natter::Store
