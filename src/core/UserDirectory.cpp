// SPDX-License-Identifier: Apache-2.0
#include "core/UserDirectory.h"

#include "base/Log.h"
#include "core/AuthorizedCall.h"
#include "core/UserLookups.h"
#include "identity/Mapped.h"

#include <algorithm>

namespace Natter::Core {

namespace {

constexpr qint64 FreshSeconds = 600;
constexpr qint64 UnknownSeconds = 120;

bool isFresh(const User& user, const QDateTime& now)
{
    if (!user.fetchedAt.isValid())
        return false;
    const qint64 age = user.fetchedAt.secsTo(now);
    // From the future: this computer's clock was set back, and the age means nothing.
    return age >= 0 && age < (user.isUnknown ? UnknownSeconds : FreshSeconds);
}

bool isSamePerson(User a, const User& b)
{
    a.fetchedAt = b.fetchedAt;
    return a == b;
}

/// How well somebody fits a search, best first; -1: not at all.
int rankOf(const User& user, const QString& text)
{
    if (user.id.toString().compare(text, Qt::CaseInsensitive) == 0)
        return 0;
    if (user.name.startsWith(text, Qt::CaseInsensitive))
        return 1;
    if (user.name.contains(u' ' + text, Qt::CaseInsensitive))
        return 2;
    if (user.name.contains(text, Qt::CaseInsensitive))
        return 3;
    return user.id.toString().contains(text, Qt::CaseInsensitive) ? 4 : -1;
}

} // namespace

class UserDirectory::Private
{
public:
    /// Takes what is new into memory; the answer is who changed.
    QList<PeerId> merge(const QList<User>& users);
    void takeAnswer(const QList<User>& users, const QList<UserId>& leftOut);
    void takeCached(const QList<User>& users);
    void takeSelf(const User& self);
    void save(const QList<User>& users);

    UserDirectory* q;
    Session& session;
    Identity::GatewayClient& gateway;
    Store::UserRepository& repository;
    const Clock& clock;
    UserLookups lookups;
    QHash<PeerId, User> people;
};

QList<PeerId> UserDirectory::Private::merge(const QList<User>& users)
{
    QList<PeerId> changed;
    for (const User& user : users) {
        const PeerId peer = user.peer();
        const auto known = people.constFind(peer);
        if (known == people.constEnd() || !isSamePerson(*known, user))
            changed += peer;
        people.insert(peer, user);
    }
    return changed;
}

void UserDirectory::Private::takeAnswer(const QList<User>& users, const QList<UserId>& leftOut)
{
    QList<User> taken = users;
    for (User& user : taken)
        user.fetchedAt = clock.now();
    for (const UserId& id : leftOut) {
        User user = people.value(peerIdOf(id));
        user.id = id;
        user.isUnknown = true;
        user.fetchedAt = clock.now();
        taken += user;
    }
    const QList<PeerId> changed = merge(taken);
    save(taken);
    if (!changed.isEmpty())
        Q_EMIT q->usersChanged(changed);
}

void UserDirectory::Private::takeCached(const QList<User>& users)
{
    QList<PeerId> added;
    QSet<PeerId> fresh;
    for (const User& user : users) {
        if (people.contains(user.peer()))
            continue;
        people.insert(user.peer(), user);
        added += user.peer();
        if (isFresh(user, clock.now()))
            fresh.insert(user.peer());
    }
    lookups.settle(fresh);
    if (!added.isEmpty())
        Q_EMIT q->usersChanged(added);
}

/// The gateway's words about oneself stand in until users-info, which knows more, has answered.
void UserDirectory::Private::takeSelf(const User& self)
{
    User user = people.value(self.peer());
    if (user.fetchedAt.isValid() || self.name.isEmpty())
        return;
    user.id = self.id;
    user.name = self.name;
    user.avatarUrl = self.avatarUrl;
    const QList<PeerId> changed = merge({user});
    save({user});
    if (!changed.isEmpty())
        Q_EMIT q->usersChanged(changed);
}

void UserDirectory::Private::save(const QList<User>& users)
{
    if (users.isEmpty())
        return;
    onDone(repository.save(users), q, [](const Result<void>& saved) {
        if (!saved)
            qCWarning(lcCore) << "people are not cached:" << saved.error();
    });
}

UserDirectory::UserDirectory(Session& session, Identity::GatewayClient& gateway,
    Store::UserRepository& repository, const Clock& clock, QObject* parent)
    : QObject(parent)
    , d(new Private{this, session, gateway, repository, clock, UserLookups(session, gateway), {}})
{
    connect(&d->lookups, &UserLookups::answered, this,
        [this](const QList<User>& users, const QList<UserId>& leftOut) { d->takeAnswer(users, leftOut); });
    connect(&session, &Session::selfChanged, this, [this](const User& self) { d->takeSelf(self); });
}

UserDirectory::~UserDirectory() = default;

Answer<void> UserDirectory::load()
{
    const Promise<void> promise;
    d->lookups.hold();
    onDone(d->repository.all(), this, [this, promise](const Result<QList<User>>& cached) {
        if (cached)
            d->takeCached(*cached);
        d->lookups.release();
        promise.resolve(cached ? Result<void>() : cached.error());
    });
    return promise.answer();
}

User UserDirectory::user(const PeerId& peer)
{
    const auto known = d->people.constFind(peer);
    if (known == d->people.constEnd()) {
        User placeholder;
        placeholder.id = UserId(peer.toString());
        d->lookups.want(placeholder.id);
        return placeholder;
    }
    if (!isFresh(*known, d->clock.now()))
        d->lookups.want(known->id);
    return *known;
}

void UserDirectory::insert(const QList<User>& users)
{
    QList<User> usable;
    QSet<PeerId> peers;
    for (const User& user : users) {
        if (UserLookups::isPossible(user.id) && !user.name.isEmpty()) {
            usable += user;
            peers.insert(user.peer());
        }
    }
    d->lookups.settle(peers);
    d->takeAnswer(usable, {});
}

Answer<QList<User>> UserDirectory::search(const QString& text)
{
    const auto page = AuthorizedCall<Identity::UsersPage>::run(d->session, this,
        [this, text](const Secret& bearer) { return d->gateway.searchUsers(text, bearer); });
    return Identity::mapped<QList<User>>(
        page, this, [this](const Result<Identity::UsersPage>& found) -> Result<QList<User>> {
            if (!found)
                return found.error();
            insert(found->users);
            return found->users;
        });
}

QList<User> UserDirectory::known(const QString& text, int limit) const
{
    QList<std::pair<int, User>> found;
    for (const User& user : std::as_const(d->people)) {
        const int rank = user.isUnknown ? -1 : rankOf(user, text.trimmed());
        if (rank >= 0)
            found.emplaceBack(rank, user);
    }
    const qsizetype count = std::clamp<qsizetype>(limit, 0, found.size());
    std::partial_sort(found.begin(), found.begin() + count, found.end(), [](const auto& a, const auto& b) {
        if (a.first != b.first)
            return a.first < b.first;
        const int order = a.second.displayName().compare(b.second.displayName(), Qt::CaseInsensitive);
        return order != 0 ? order < 0 : a.second.id < b.second.id;
    });
    QList<User> best;
    for (qsizetype i = 0; i < count; ++i)
        best += found.at(i).second;
    return best;
}

} // namespace Natter::Core
