// SPDX-License-Identifier: Apache-2.0
#include "store/UserRepository.h"

#include "store/Database.h"
#include "store/Statement.h"

#include <QJsonDocument>

namespace Natter::Store {

namespace {

QVariant urlColumn(const QUrl& url)
{
    return toColumn(url.toString(QUrl::FullyEncoded));
}

User readUser(const Statement& row)
{
    User user;
    user.id = UserId(row.text(0));
    user.name = row.text(1);
    user.avatarUrl = QUrl(row.text(2), QUrl::StrictMode);
    user.profileUrl = QUrl(row.text(3), QUrl::StrictMode);
    user.badge = row.text(4);
    user.lastLogin = row.time(5);
    user.extra = QJsonDocument::fromJson(row.text(6).toUtf8()).object();
    user.fetchedAt = row.time(7);
    user.isUnknown = row.boolean(8);
    return user;
}

} // namespace

UserRepository::UserRepository(Database& database)
    : m_database(database)
{}

Answer<QList<User>> UserRepository::all()
{
    return m_database.run([](QSqlDatabase& db) -> Result<QList<User>> {
        Statement select(db,
            QStringLiteral("SELECT id, name, avatar_url, profile_url, badge, last_login, extra, fetched_at,"
                           " is_unknown FROM users"));
        if (auto outcome = select.run(); !outcome)
            return outcome.error();
        QList<User> users;
        if (auto outcome = select.forEach([&] { users += readUser(select); }); !outcome)
            return outcome.error();
        return users;
    });
}

Answer<void> UserRepository::save(const QList<User>& users)
{
    return m_database.run([users](QSqlDatabase& db) -> Result<void> {
        Statement replace(
            db, QStringLiteral(
                    "INSERT OR REPLACE INTO users (peer, id, name, avatar_url, profile_url, badge,"
                    " last_login, extra, fetched_at, is_unknown) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
        for (const User& user : users) {
            const QString extra = QString::fromUtf8(QJsonDocument(user.extra).toJson(QJsonDocument::Compact));
            auto outcome = replace.run(
                {toColumn(user.peer().toString()), toColumn(user.id.toString()), toColumn(user.name),
                    urlColumn(user.avatarUrl), urlColumn(user.profileUrl), toColumn(user.badge),
                    toColumn(user.lastLogin), toColumn(extra), toColumn(user.fetchedAt), user.isUnknown});
            if (!outcome)
                return outcome;
        }
        return {};
    });
}

} // namespace Natter::Store
