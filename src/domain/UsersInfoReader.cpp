// SPDX-License-Identifier: Apache-2.0
#include "domain/UsersInfoReader.h"

#include "base/PlainText.h"
#include "domain/JsonValues.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>
#include <optional>

namespace Natter {

namespace {

constexpr qsizetype LongestName = 1024;
constexpr int LongestBadge = 64;
constexpr qsizetype LargestExtra = qsizetype(16) * 1024;
constexpr double LargestExactDouble = 9007199254740992.0;

/// In whole seconds, as it is passed on; none when it could not be read again.
QDateTime readLastLogin(const QJsonValue& value)
{
    const QDateTime time = readTime(value);
    const qint64 seconds = time.isValid() ? time.toSecsSinceEpoch() : 0;
    const bool isKnown = seconds > 0 && seconds < FirstMillisecondsTime;
    return isKnown ? QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC) : QDateTime();
}

/// A text, or a whole number as text; empty when nothing of it can be drawn.
QString readName(const QJsonValue& value)
{
    QString name = value.toString().trimmed().left(LongestName).trimmed();
    const double number = value.toDouble(0.5);
    if (std::abs(number) <= LargestExactDouble && std::floor(number) == number)
        name = QString::number(qint64(number));
    return plainLine(name).isEmpty() ? QString() : name;
}

/// The members that a person and each of their faces have.
void putFace(QJsonObject& face, const QString& id, const QString& name)
{
    face.insert(QStringLiteral("user_id"), id);
    face.insert(QStringLiteral("name"), name);
    for (const QString& address : {QStringLiteral("avatar_url"), QStringLiteral("profile_url")}) {
        if (readWebUrl(face.value(address)).isEmpty())
            face.remove(address);
    }
    face.remove(QStringLiteral("user_mail"));
    face.remove(QStringLiteral("email"));
}

QJsonObject readProfiles(const QJsonObject& profiles)
{
    QJsonObject clean;
    for (auto it = profiles.begin(); it != profiles.end(); ++it) {
        QJsonObject face = it.value().toObject();
        const QString id = readUserId(face.value(u"user_id"));
        const QString name = readName(face.value(u"name"));
        if (id.isEmpty() || name.isEmpty())
            continue;
        putFace(face, id, name);
        face.remove(QStringLiteral("profiles")); // one level deep
        clean.insert(it.key(), face);
    }
    return clean;
}

QJsonObject readExtra(QJsonObject entry)
{
    for (const char* known : {"user_id", "name", "avatar_url", "profile_url", "badge", "lastlogin"})
        entry.remove(QLatin1String(known));
    const QJsonObject profiles = readProfiles(entry.value(u"profiles").toObject());
    entry.remove(QStringLiteral("profiles"));
    if (!profiles.isEmpty())
        entry.insert(QStringLiteral("profiles"), profiles);
    const bool isSmall = QJsonDocument(entry).toJson(QJsonDocument::Compact).size() <= LargestExtra;
    return isSmall ? entry : QJsonObject();
}

std::optional<User> readEntry(QJsonObject entry)
{
    User user;
    const QString id = readUserId(entry.value(u"user_id"));
    user.name = readName(entry.value(u"name"));
    if (id.isEmpty() || user.name.isEmpty())
        return std::nullopt;
    user.id = UserId(id);
    putFace(entry, id, user.name);
    user.avatarUrl = readWebUrl(entry.value(u"avatar_url"));
    user.profileUrl = readWebUrl(entry.value(u"profile_url"));
    user.badge = plainLine(entry.value(u"badge").toString(), LongestBadge);
    user.lastLogin = readLastLogin(entry.value(u"lastlogin"));
    user.extra = readExtra(std::move(entry));
    return user;
}

} // namespace

QJsonArray usersInfoEntries(const QJsonValue& answer)
{
    if (answer.isArray())
        return answer.toArray();
    const QJsonValue data = answer[QLatin1String("data")];
    if (data.isArray())
        return data.toArray();
    if (data.toObject().contains(u"user_id"))
        return {data};
    return answer.isObject() ? QJsonArray{answer} : QJsonArray();
}

QList<User> readUsersInfo(const QJsonValue& answer)
{
    QList<User> users;
    QHash<UserId, qsizetype> places;
    const QJsonArray entries = usersInfoEntries(answer);
    for (const auto& entry : entries) {
        const std::optional<User> user = readEntry(entry.toObject());
        if (!user)
            continue;
        if (const auto place = places.constFind(user->id); place != places.constEnd()) {
            users[*place] = *user;
        } else {
            places.insert(user->id, users.size());
            users += *user;
        }
    }
    return users;
}

QJsonObject usersInfoEntry(const User& user)
{
    QJsonObject entry = user.extra;
    entry.insert(QStringLiteral("user_id"), user.id.toString());
    entry.insert(QStringLiteral("name"), user.name);
    const auto putText = [&entry](const QString& name, const QString& text) {
        if (!text.isEmpty())
            entry.insert(name, text);
    };
    putText(QStringLiteral("avatar_url"), user.avatarUrl.toString(QUrl::FullyEncoded));
    putText(QStringLiteral("profile_url"), user.profileUrl.toString(QUrl::FullyEncoded));
    putText(QStringLiteral("badge"), user.badge);
    if (user.lastLogin.isValid())
        entry.insert(QStringLiteral("lastlogin"), user.lastLogin.toSecsSinceEpoch());
    return entry;
}

} // namespace Natter
