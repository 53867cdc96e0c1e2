// SPDX-License-Identifier: Apache-2.0
#include "gateway/AccountRepository.h"

#include "gateway/Database.h"
#include "gateway/Refusal.h"

namespace Natter::Gateway {

namespace {

Error conflict()
{
    return refused(ErrorKind::Conflict, "user_id_conflict",
        "Another user id that differs only in case has this address.");
}

Error impossible()
{
    return refused(ErrorKind::BadInput, "user_id_impossible", "This user id cannot have an address.");
}

bool isOf(const Account& account, const QString& appId, const UserId& user)
{
    return account.user == user && account.appId == appId;
}

} // namespace

AccountRepository::AccountRepository(Database& database, const Clock& clock)
    : m_database(database)
    , m_clock(clock)
{}

Result<Account> AccountRepository::ensure(const QString& appId, const QString& domain, const UserId& user)
{
    const auto address = Jid::forUser(user, domain);
    if (!address)
        return impossible();
    auto account = byAddress(*address);
    if (account && !*account) {
        auto made = m_database.run(
            QStringLiteral("INSERT INTO accounts (app_id, user_id, address, name, avatar_url, created_at) "
                           "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"),
            {appId, user.toString(), address->toString(), QStringLiteral(""), QStringLiteral(""),
                m_clock.now().toSecsSinceEpoch()});
        if (!made)
            return made.error();
        account = byAddress(*address); // another gateway may have been faster
    }
    if (!account)
        return account.error();
    return *account && isOf(**account, appId, user) ? Result(**account) : Result<Account>(conflict());
}

Result<Account> AccountRepository::confirm(const QString& appId, const QString& domain, const UserId& user,
    const QString& name, const QString& avatarUrl)
{
    const auto address = Jid::forUser(user, domain);
    if (!address)
        return impossible();
    auto account = byAddress(*address);
    if (account && (!*account || !(*account)->isConfirmed)) {
        if (auto kept = keepConfirmed(appId, user, *address); !kept)
            return kept.error();
        account = byAddress(*address); // another gateway may have been faster
    }
    if (!account)
        return account.error();
    if (!*account || !isOf(**account, appId, user))
        return conflict();

    Account known = **account;
    const QString newName = name.isEmpty() ? known.name : name;
    const QString newAvatar = avatarUrl.isEmpty() ? known.avatarUrl : avatarUrl;
    if (newName != known.name || newAvatar != known.avatarUrl) {
        auto changed =
            m_database.run(QStringLiteral("UPDATE accounts SET name = ?, avatar_url = ? WHERE id = ?"),
                {newName, newAvatar, known.id});
        if (!changed)
            return changed.error();
        known.name = newName;
        known.avatarUrl = newAvatar;
    }
    return known;
}

Result<void> AccountRepository::noteEmptied(qint64 id)
{
    auto changed = m_database.run(QStringLiteral("UPDATE accounts SET must_empty = 0 WHERE id = ?"), {id});
    return changed ? Result<void>() : Result<void>(changed.error());
}

Result<void> AccountRepository::keepConfirmed(const QString& appId, const UserId& user, const Jid& address)
{
    const qint64 now = m_clock.now().toSecsSinceEpoch();
    // Not as one upsert: its ON CONFLICT minds one unique index, and the row has two.
    auto made = m_database.change(
        QStringLiteral("INSERT INTO accounts (app_id, user_id, address, name, avatar_url, created_at, "
                       "confirmed_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"),
        {appId, user.toString(), address.toString(), QStringLiteral(""), QStringLiteral(""), now, now});
    if (!made)
        return made.error();
    if (*made > 0)
        return {};
    // The other row is of the app's time under another domain.
    auto changed = m_database.run(
        QStringLiteral(
            "UPDATE accounts SET user_id = ?, confirmed_at = ?, must_empty = CASE WHEN user_id = ? "
            "THEN 0 ELSE 1 END WHERE address = ? AND app_id = ? AND confirmed_at IS NULL AND NOT "
            "EXISTS (SELECT 1 FROM accounts AS other WHERE other.app_id = accounts.app_id AND "
            "other.user_id = ? AND other.address <> accounts.address)"),
        {user.toString(), now, user.toString(), address.toString(), appId, user.toString()});
    return changed ? Result<void>() : Result<void>(changed.error());
}

Result<std::optional<Account>> AccountRepository::byId(qint64 id)
{
    return findOne(QStringLiteral("id = ?"), {id});
}

Result<std::optional<Account>> AccountRepository::byAddress(const Jid& address)
{
    return findOne(QStringLiteral("address = ?"), {address.toString()});
}

Result<std::optional<Account>> AccountRepository::findOne(
    const QString& condition, const QVariantList& values)
{
    auto found = m_database.run(
        QStringLiteral("SELECT id, app_id, user_id, address, name, avatar_url, confirmed_at, must_empty "
                       "FROM accounts WHERE ") +
            condition,
        values);
    if (!found)
        return found.error();
    if (!found.value().next())
        return std::optional<Account>();
    return std::optional<Account>(
        Account{found->value(0).toLongLong(), found->value(1).toString(), UserId(found->value(2).toString()),
            Jid::parse(found->value(3).toString()).value_or(Jid()), found->value(4).toString(),
            found->value(5).toString(), !found->value(6).isNull(), found->value(7).toInt() != 0});
}

} // namespace Natter::Gateway
