// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Database.h"
#include "support/PostgresProcess.h"

#include <QCoreApplication>
#include <QList>

#include <memory>
#include <utility>

namespace Natter::Test {

/// An empty database of its own for as long as this object lives: in memory, or with
/// NATTER_TEST_DATABASE=QPSQL in a PostgreSQL that lives as long as the test. Making one there takes longer
/// than most tests; so those that were given back are emptied and lent again.
class LentDatabase
{
public:
    LentDatabase()
    {
        if (qEnvironmentVariable("NATTER_TEST_DATABASE") != u"QPSQL") {
            config.name = QStringLiteral(":memory:");
            config.timeout = std::chrono::seconds(20); // tests run on busy machines
            return;
        }
        if (!s_postgres) {
            s_postgres = std::make_unique<PostgresProcess>();
            qAddPostRoutine([] { s_postgres.reset(); });
        }
        m_lent = s_free.isEmpty() ? s_postgres->makeDatabase() : emptied(s_free.takeLast());
        config = m_lent;
    }
    ~LentDatabase()
    {
        if (!m_lent.name.isEmpty())
            s_free.append(m_lent);
    }
    Q_DISABLE_COPY_MOVE(LentDatabase)

    Gateway::DatabaseConfig config;

private:
    /// Whoever used it before is gone: a transaction that is still open would be waited for, in vain.
    static Gateway::DatabaseConfig emptied(const Gateway::DatabaseConfig& used)
    {
        Gateway::Database database(used);
        if (!database.open())
            qFatal("cannot open a database again");
        auto tables = database.run("SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables "
                                   "WHERE schemaname = 'public' AND tablename <> 'schema_steps'");
        if (!tables)
            qFatal("cannot read the tables of a database");
        const QString names = tables.value().next() ? tables->value(0).toString() : QString();
        if (!names.isEmpty() && !database.run("TRUNCATE " + names + " RESTART IDENTITY"))
            qFatal("cannot empty a database");
        return used;
    }

    inline static std::unique_ptr<PostgresProcess> s_postgres;
    inline static QList<Gateway::DatabaseConfig> s_free;
    Gateway::DatabaseConfig m_lent;
};

} // namespace Natter::Test
