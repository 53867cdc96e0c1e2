// SPDX-License-Identifier: Apache-2.0
#include "gateway/DirectoryService.h"

#include "domain/UsersInfoReader.h"
#include "gateway/Refusal.h"
#include "gateway/TokenClaims.h"

namespace Natter::Gateway {

namespace {

constexpr qsizetype MaximumFound = 50;

QStringList askable(const QStringList& ids)
{
    QStringList good;
    for (const QString& id : ids) {
        if (isPossibleUserId(id))
            good.append(id);
    }
    return good;
}

} // namespace

DirectoryService::DirectoryService(const AppConfig& app, const Clock& clock, Net::HttpClient& http,
    DatabasePool& database, EngineClient& engine, QObject* parent)
    : QObject(parent)
    , m_app(app)
    , m_clock(clock)
    , m_database(database)
    , m_engine(engine)
    , m_usersInfo(http, app.usersInfo, app.hasEscapedNames ? NameForm::Escaped : NameForm::Plain)
    , m_lookUp(m_usersInfo, clock, app.usersInfo.cacheLifetime)
{
    connect(&m_usersInfo, &UsersInfoClient::asked, this, &DirectoryService::usersInfoAsked);
}

Answer<QJsonArray> DirectoryService::people(const QStringList& ids)
{
    const QStringList good = askable(ids);
    const Promise<QJsonArray> promise;
    onDone(
        m_lookUp.lookUp(good), this, [this, good, promise](const Result<UserLookupService::Entries>& first) {
            if (!first)
                return promise.resolve(first.error());
            QStringList unknown = good;
            unknown.removeIf([&first](const QString& id) { return first->contains(id); });
            if (unknown.isEmpty())
                return promise.resolve(listed(*first));
            addOtherSpellings(*first, unknown, promise);
        });
    return promise.answer();
}

void DirectoryService::addOtherSpellings(
    const UserLookupService::Entries& known, const QStringList& unknown, const Promise<QJsonArray>& promise)
{
    onDone(otherSpellings(unknown), this, [this, promise, known](const Result<QStringList>& others) {
        if (!others || others->isEmpty())
            return promise.resolve(listed(known));
        onDone(m_lookUp.lookUp(*others), this,
            [this, promise, entries = known](const Result<UserLookupService::Entries>& second) mutable {
                if (!second)
                    return promise.resolve(second.error());
                entries.insert(*second);
                promise.resolve(listed(entries));
            });
    });
}

Answer<QJsonArray> DirectoryService::search(const QString& text)
{
    if (!m_usersInfo.canSearch())
        return resolved<QJsonArray>(
            refused(ErrorKind::NotFound, "search_unavailable", "This site has no user search."));
    if (text.isEmpty())
        return resolved<QJsonArray>(QJsonArray());
    const Promise<QJsonArray> promise;
    onDone(m_usersInfo.search(text), this, [this, promise](const Result<QList<User>>& found) {
        if (!found)
            return promise.resolve(found.error());
        UserLookupService::Entries entries;
        for (const User& person : *found) {
            if (entries.size() < MaximumFound && isPossibleUserId(person.id.toString()))
                entries.insert(person.id.toString(), usersInfoEntry(person));
        }
        // A search names people shortly; users-info knows their faces.
        onDone(m_lookUp.lookUp(askable(entries.keys())), this,
            [this, promise, entries](const Result<UserLookupService::Entries>& full) mutable {
                if (full)
                    entries.insert(*full);
                promise.resolve(listed(entries));
            });
    });
    return promise.answer();
}

Answer<DirectoryService::Dialog> DirectoryService::openDialog(const UserId& user)
{
    if (!isPossibleUserId(user.toString()))
        return resolved<Dialog>(
            refused(ErrorKind::BadInput, "user_id_impossible", "This user id cannot have an address."));
    const Promise<Dialog> promise;
    onDone(people({user.toString()}), this, [this, promise](const Result<QJsonArray>& found) {
        if (!found)
            return promise.resolve(found.error());
        if (found->isEmpty())
            return promise.resolve(
                refused(ErrorKind::NotFound, "user_unknown", "The site does not know this user."));
        ensureDialog(found->first().toObject(), promise);
    });
    return promise.answer();
}

void DirectoryService::ensureDialog(const QJsonObject& user, const Promise<Dialog>& promise)
{
    auto made = m_database.run([&clock = m_clock, id = m_app.appId, domain = m_app.profile.engineDomain,
                                   asked = UserId(user.value(u"user_id").toString())](Database& database) {
        return AccountRepository(database, clock).ensure(id, domain, asked);
    });
    onDone(made, this, [this, promise, user](const Result<Account>& account) {
        if (!account)
            return promise.resolve(account.error());
        onDone(m_engine.ensureAccount(account->address), this,
            [promise, dialog = Dialog{user, account->address}](const Result<void>& ensured) {
                promise.resolve(ensured ? Result<Dialog>(dialog) : Result<Dialog>(ensured.error()));
            });
    });
}

Answer<QStringList> DirectoryService::otherSpellings(const QStringList& ids)
{
    return m_database.run([&clock = m_clock, appId = m_app.appId, domain = m_app.profile.engineDomain, ids](
                              Database& database) -> Result<QStringList> {
        AccountRepository accounts(database, clock);
        QStringList others;
        for (const QString& id : ids) {
            const auto address = Jid::forUser(UserId(id), domain);
            const auto account = address ? accounts.byAddress(*address) : Result(std::optional<Account>());
            if (account && *account && (*account)->appId == appId && (*account)->user.toString() != id)
                others.append((*account)->user.toString());
        }
        return others;
    });
}

QJsonArray DirectoryService::listed(const UserLookupService::Entries& entries) const
{
    QStringList ids = entries.keys();
    ids.sort(); // so that the same people have the same ETag
    QJsonArray people;
    for (const QString& id : std::as_const(ids)) {
        QJsonObject entry = entries.value(id);
        if (const auto address = Jid::forUser(UserId(id), m_app.profile.engineDomain))
            entry.insert(QStringLiteral("address"), address->toString());
        people.append(entry);
    }
    return people;
}

} // namespace Natter::Gateway
