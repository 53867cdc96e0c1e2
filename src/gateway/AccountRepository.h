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
    bool isConfirmed = false; ///< the site signed for that spelling of the id
    bool mustEmpty = false;   ///< the engine's account is to be emptied before they see it
};

/// Who has which engine address. Since addresses are in lower case, two user ids that differ in case only
/// would share one: the first that the site confirmed has it, the second is refused. A spelling that only
/// somebody's dialog named keeps nobody out.
class AccountRepository
{
public:
    AccountRepository(Database& database, const Clock& clock);

    /// Finds or makes the account of somebody who was asked for. Errors: Conflict (`user_id_conflict`),
    /// BadInput (`user_id_impossible`), Storage.
    Result<Account> ensure(const QString& appId, const QString& domain, const UserId& user);
    /// The same for whom the site signs for: takes the address over from another spelling that was not
    /// confirmed, and then the account must be emptied. A name or avatar that is not empty replaces the
    /// known one.
    Result<Account> confirm(const QString& appId, const QString& domain, const UserId& user,
        const QString& name = {}, const QString& avatarUrl = {});
    Result<void> noteEmptied(qint64 id);

    Result<std::optional<Account>> byId(qint64 id);
    Result<std::optional<Account>> byAddress(const Jid& address);

private:
    Result<void> keepConfirmed(const QString& appId, const UserId& user, const Jid& address);
    Result<std::optional<Account>> findOne(const QString& condition, const QVariantList& values);

    Database& m_database;
    const Clock& m_clock;
};

} // namespace Natter::Gateway
