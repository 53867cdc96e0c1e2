// SPDX-License-Identifier: Apache-2.0
#include "identity/UsersInfoReader.h"

#include "base/PlainText.h"
#include "identity/JsonReply.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>
#include <optional>

namespace Natter::Identity {

namespace {

constexpr qsizetype LongestName = 1024;
constexpr int LongestBadge = 64;
constexpr qsizetype LongestUrl = 2048;
constexpr qsizetype LargestExtra = qsizetype(16) * 1024;

QString readId(const QJsonValue& value)
{
    if (value.isString())
        return value.toString().trimmed();
    constexpr qint64 NotWhole = -1;
    const qint64 number = value.toInteger(NotWhole);
    return number > NotWhole ? QString::number(number) : QString();
}

QJsonObject readExtra(QJsonObject entry)
{
    for (const char* known : {"user_id", "name", "avatar_url", "profile_url", "badge", "lastlogin"})
        entry.remove(QLatin1String(known));
    const bool isSmall = QJsonDocument(entry).toJson(QJsonDocument::Compact).size() <= LargestExtra;
    return isSmall ? entry : QJsonObject();
}

std::optional<User> readEntry(const QJsonObject& entry)
{
    User user;
    const QString id = readId(entry.value(QLatin1String("user_id")));
    user.name = entry.value(QLatin1String("name")).toString().left(LongestName);
    if (id.isEmpty() || id.size() > LongestUserId || plainLine(user.name).isEmpty())
        return std::nullopt;
    user.id = UserId(id);
    user.avatarUrl = readWebUrl(entry.value(QLatin1String("avatar_url")));
    user.profileUrl = readWebUrl(entry.value(QLatin1String("profile_url")));
    user.badge = plainLine(entry.value(QLatin1String("badge")).toString(), LongestBadge);
    user.lastLogin = readTime(entry.value(QLatin1String("lastlogin")));
    user.extra = readExtra(entry);
    return user;
}

QJsonArray entriesOf(const QJsonValue& value)
{
    if (value.isArray())
        return value.toArray();
    if (value[QLatin1String("data")].isArray())
        return value[QLatin1String("data")].toArray();
    return value.isObject() ? QJsonArray{value} : QJsonArray();
}

} // namespace

QList<User> readUsersInfo(const QJsonValue& value)
{
    QList<User> users;
    QHash<UserId, qsizetype> places;
    const QJsonArray entries = entriesOf(value);
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

QUrl readWebUrl(const QJsonValue& value)
{
    const QString text = value.toString();
    if (text.isEmpty() || text.size() > LongestUrl)
        return {};
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == u"https" || url.scheme() == u"http";
    return url.isValid() && isWeb && !url.host().isEmpty() ? url : QUrl();
}

} // namespace Natter::Identity
