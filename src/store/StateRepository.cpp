// SPDX-License-Identifier: Apache-2.0
#include "store/StateRepository.h"

#include "store/Database.h"
#include "store/Statement.h"

namespace Natter::Store {

StateRepository::StateRepository(Database& database)
    : m_database(database)
{}

Answer<std::optional<QByteArray>> StateRepository::value(const QString& key)
{
    return m_database.run([key](QSqlDatabase& db) -> Result<std::optional<QByteArray>> {
        Statement select(db, QStringLiteral("SELECT value FROM state WHERE key = ?"));
        if (auto outcome = select.run({toColumn(key)}); !outcome)
            return outcome.error();
        std::optional<QByteArray> value;
        if (auto outcome = select.forEach([&] { value = select.bytes(0); }); !outcome)
            return outcome.error();
        return value;
    });
}

Answer<void> StateRepository::setValue(const QString& key, const QByteArray& value)
{
    return m_database.run([key, value](QSqlDatabase& db) -> Result<void> {
        Statement upsert(db, QStringLiteral("INSERT INTO state (key, value) VALUES (?, ?)"
                                            " ON CONFLICT (key) DO UPDATE SET value = excluded.value"));
        return upsert.run({toColumn(key), toColumn(value)});
    });
}

Answer<void> StateRepository::remove(const QString& key)
{
    return m_database.run([key](QSqlDatabase& db) -> Result<void> {
        return Statement(db, QStringLiteral("DELETE FROM state WHERE key = ?")).run({toColumn(key)});
    });
}

} // namespace Natter::Store
