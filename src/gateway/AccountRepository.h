// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "base/Jid.h"
#include "base/Result.h"

#include <optional>

namespace Natter::Gateway {

class Database;

/// A person who has an address in the engine.
struct Account
{
    qint64 id = 0;
    QString appId;
    UserId user;
    Jid address; ///< bare
    QString name;
    QString avatarUrl;
};

/// Who has which engine address. Since addresses are in lower case, two user ids that differ in case only
/// would share one: the first has it, the second is refused.
class AccountRepository
{
public:
    AccountRepository(Database& database, const Clock& clock);

    /// Finds or makes the account. A name or avatar that is not empty replaces the known one. Errors:
    /// Conflict
    /// (`user_id_conflict`), BadInput (`user_id_impossible`), Storage.
    Result<Account> ensure(const QString& appId, const QString& domain, const UserId& user,
        const QString& name = {}, const QString& avatarUrl = {});

    Result<std::optional<Account>> byId(qint64 id);
    Result<std::optional<Account>> byAddress(const Jid& address);

private:
    Result<std::optional<Account>> findOne(const QString& condition, const QVariantList& values);

    Database& m_database;
    const Clock& m_clock;
};

} // namespace Natter::Gateway
