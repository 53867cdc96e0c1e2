// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"
#include "base/Result.h"
#include "base/StrongId.h"
#include "domain/Profile.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QObject>

#include <functional>
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

/// An account whose person signed out: not listed any more, and what is left of it here is to be removed.
struct LeavingAccount
{
    KnownAccount account;
    bool everywhere = false; ///< the other devices' sign-ins end, too
};

/// The list of signed-in accounts in the order in which they came: `accounts.json` in the data folder,
/// nothing secret. It is read once before the window is there; writes happen in a thread of their own, in
/// order, each atomic. What cannot be read is never written over: such an entry is kept as it stands, such a
/// file is moved aside. GUI thread.
class AccountRegistry : public QObject
{
    Q_OBJECT

public:
    explicit AccountRegistry(const QString& folder, QObject* parent = nullptr);

    const QList<KnownAccount>& accounts() const { return m_accounts; }
    /// Signed out, but not removed yet: of an earlier run, when that one ended in the middle.
    const QList<LeavingAccount>& leaving() const { return m_leaving; }
    /// Why the file could not be read, with code `accounts_unreadable`; it stands aside then.
    const std::optional<Error>& readError() const { return m_readError; }

    /// The last used one, or the last used one of that site, as it was spelled.
    std::optional<KnownAccount> latest(const QString& site) const;
    /// The last used one of Profile::siteKey().
    std::optional<KnownAccount> latestOf(const QString& siteKey) const;
    /// Adds it as the last used one, or takes its profile and site anew. It does not leave any more.
    void remember(const KnownAccount& account);
    void markUsed(const KnownAccount& account);
    /// From now on it leaves, also when the app ends before forget().
    void markLeaving(const KnownAccount& account, bool everywhere);
    /// Removes the folder of one that leaves, and then itself. It goes on leaving when that fails.
    void forget(const KnownAccount& account);

    /// Where that account's store and pictures live.
    QString folderOf(const KnownAccount& account) const;

Q_SIGNALS:
    /// The disk refused: code `accounts_unwritable`, or none where a folder could not be removed.
    void writeFailed(const Natter::Error& error);

private:
    void read();
    bool readEntry(const QJsonObject& entry);
    void moveAside(const QString& why);
    QList<KnownAccount>::iterator find(const KnownAccount& account);
    template <typename Predicate>
    std::optional<KnownAccount> latestWhere(Predicate isMeant) const;
    bool isLeaving(const KnownAccount& account) const;
    bool stopLeaving(const KnownAccount& account);
    qint64 nextUse() const;
    void save();
    void runInOrder(std::function<Result<void>()> work, std::function<void()> done);

    QString m_folder;
    QList<KnownAccount> m_accounts;
    QList<LeavingAccount> m_leaving;
    QJsonArray m_unread; ///< entries that say nothing to this version
    std::optional<Error> m_readError;
    bool m_isBlocked = false; ///< an unreadable file that could not be moved stands where ours would go
};

} // namespace Natter::App
