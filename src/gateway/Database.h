// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

#include <functional>

namespace Natter::Gateway {

/// The gateway's SQL connection. Statements are prepared and portable; what differs between SQLite and
/// PostgreSQL is in Database.cpp alone. Errors: Storage. One thread.
class Database
{
public:
    Database() = default;
    ~Database();
    Q_DISABLE_COPY(Database)

    /// Opens the database and brings its schema up to date.
    Result<void> open(const QString& driver, const QString& name);

    /// Runs one statement with `?` placeholders.
    Result<QSqlQuery> run(const QString& sql, const QVariantList& values = {});
    /// The same, for how many rows it touched.
    Result<int> change(const QString& sql, const QVariantList& values = {});
    /// Commits when `body` succeeds and rolls back when not.
    Result<void> inTransaction(const std::function<Result<void>()>& body);

    /// Column type of a row number that the database counts up itself.
    QString identityColumn() const;

private:
    Result<void> migrate();

    QSqlDatabase m_database;
};

} // namespace Natter::Gateway
