// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"
#include "domain/Profile.h"

#include <QList>

#include <optional>

namespace Natter::App {

/// An account that is signed in on this computer. Its token is in the keychain, its messages in its own
/// store.
struct KnownAccount
{
    QString site; ///< what the profile was fetched from, to fetch it anew
    Profile profile;
    UserId user;
    qint64 used = 0; ///< counts up with every use of any account

    bool isSame(const KnownAccount& other) const
    {
        return user == other.user && profile.siteKey() == other.profile.siteKey();
    }
};

/// The list of signed-in accounts in the order in which they came: `accounts.json` in the data folder,
/// nothing secret. It is read once before the window is there; writes happen in the thread pool, in order,
/// each atomic.
class AccountRegistry
{
public:
    explicit AccountRegistry(const QString& folder);

    const QList<KnownAccount>& accounts() const { return m_accounts; }
    /// The last used one, or the last used one of that site.
    std::optional<KnownAccount> latest(const QString& site) const;
    /// Adds it as the last used one, or takes its profile and site anew.
    void remember(const KnownAccount& account);
    void markUsed(const KnownAccount& account);
    void forget(const KnownAccount& account);

    /// Where that account's store and pictures live.
    QString folderOf(const KnownAccount& account) const;

private:
    QList<KnownAccount>::iterator find(const KnownAccount& account);
    qint64 nextUse() const;
    void save() const;

    QString m_folder;
    QList<KnownAccount> m_accounts;
};

} // namespace Natter::App
