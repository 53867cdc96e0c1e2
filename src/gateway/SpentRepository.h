// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Result.h"

#include <QString>

namespace Natter::Gateway {

class Database;

/// Which nonces and identity tokens were used, by fingerprint, until they end by themselves. Only what was
/// proved to be good is ever spent, so nobody but the site can fill this table.
class SpentRepository
{
public:
    SpentRepository(Database& database, const Clock& clock);

    /// True for the first, however many ask at once. `expiresAt` in Unix seconds.
    Result<bool> spend(const QString& hash, qint64 expiresAt);
    Result<void> purge();

private:
    Database& m_database;
    const Clock& m_clock;
};

} // namespace Natter::Gateway
