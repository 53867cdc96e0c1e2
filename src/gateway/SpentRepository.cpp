// SPDX-License-Identifier: Apache-2.0
#include "gateway/SpentRepository.h"

#include "gateway/Database.h"

namespace Natter::Gateway {

namespace {

constexpr qint64 KeptSpentSeconds = 3600; // clocks of several gateways differ

} // namespace

SpentRepository::SpentRepository(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{}

Result<bool> SpentRepository::spend(const QString& hash, qint64 expiresAt)
{
    const auto won = m_database.change(
        QStringLiteral("INSERT INTO spent (hash, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING"),
        {hash, expiresAt});
    if (!won)
        return won.error();
    return *won == 1;
}

Result<void> SpentRepository::purge()
{
    auto purged = m_database.run(QStringLiteral("DELETE FROM spent WHERE expires_at < ?"),
        {m_clock.now().toSecsSinceEpoch() - KeptSpentSeconds});
    return purged ? Result<void>() : Result<void>(purged.error());
}

} // namespace Natter::Gateway
