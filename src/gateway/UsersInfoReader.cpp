// SPDX-License-Identifier: Apache-2.0
#include "gateway/UsersInfoReader.h"

#include "gateway/LooseJson.h"
#include "gateway/Refusal.h"

#include <QJsonArray>
#include <QUrl>

#include <cmath>

namespace Natter::Gateway {

namespace {

constexpr double LargestExactDouble = 9007199254740992.0;
constexpr qint64 FirstMilliseconds = 100'000'000'000; // seconds reach this in the year 5138

Error unusable(const char* message)
{
    return refused(ErrorKind::BadResponse, "users_info_unavailable", message);
}

/// An id or a name: text, or a whole number as text. Empty for everything else.
QString textOf(const QJsonValue& value)
{
    if (value.isString())
        return value.toString().trimmed();
    if (!value.isDouble() || std::abs(value.toDouble()) > LargestExactDouble)
        return {};
    const qint64 number = value.toInteger();
    return double(number) == value.toDouble() ? QString::number(number) : QString();
}

bool isWebAddress(const QJsonValue& value)
{
    const QUrl url(value.toString(), QUrl::StrictMode);
    const bool isHttp = url.scheme() == u"https" || url.scheme() == u"http";
    return isHttp && url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty();
}

void cleanFace(QJsonObject& face)
{
    for (const QString& name : {QStringLiteral("avatar_url"), QStringLiteral("profile_url")}) {
        if (face.contains(name) && !isWebAddress(face.value(name)))
            face.remove(name);
    }
    face.remove(QStringLiteral("user_mail"));
    face.remove(QStringLiteral("email"));
}

QJsonObject cleanProfiles(const QJsonObject& profiles)
{
    QJsonObject clean;
    for (auto it = profiles.begin(); it != profiles.end(); ++it) {
        QJsonObject face = it.value().toObject();
        const QString id = textOf(face.value(u"user_id"));
        const QString name = textOf(face.value(u"name"));
        if (id.isEmpty() || name.isEmpty())
            continue;
        face.insert(QStringLiteral("user_id"), id);
        face.insert(QStringLiteral("name"), name);
        face.remove(QStringLiteral("profiles")); // one level deep
        cleanFace(face);
        clean.insert(it.key(), face);
    }
    return clean;
}

UsersInfoEntry readEntry(QJsonObject members)
{
    UsersInfoEntry entry;
    entry.userId = textOf(members.value(u"user_id"));
    const QString name = textOf(members.value(u"name"));
    if (name.isEmpty())
        entry.userId.clear();
    members.insert(QStringLiteral("user_id"), entry.userId);
    members.insert(QStringLiteral("name"), name);
    cleanFace(members);

    const QJsonObject profiles = cleanProfiles(members.value(u"profiles").toObject());
    members.remove(QStringLiteral("profiles"));
    if (!profiles.isEmpty())
        members.insert(QStringLiteral("profiles"), profiles);

    const qint64 lastLogin = members.value(u"lastlogin").toInteger(0);
    members.remove(QStringLiteral("lastlogin"));
    if (lastLogin > 0)
        members.insert(
            QStringLiteral("lastlogin"), lastLogin >= FirstMilliseconds ? lastLogin / 1000 : lastLogin);
    if (!members.value(u"badge").isString())
        members.remove(QStringLiteral("badge"));
    entry.members = members;
    return entry;
}

} // namespace

Result<QList<UsersInfoEntry>> readUsersInfo(const QByteArray& body)
{
    const QJsonDocument document = parseLooseJson(body);
    QJsonArray list = document.array();
    if (document.isObject()) {
        const QJsonObject object = document.object();
        if (object.value(u"data").isArray())
            list = object.value(u"data").toArray();
        else if (object.contains(u"user_id"))
            list = {object};
        else if (object.contains(u"error") || object.contains(u"errors") ||
                 object.value(u"code").toInt(0) != 200)
            return unusable(
                "The site's users-info refused the gateway or answered something else than users.");
    } else if (!document.isArray()) {
        return unusable("The site's users-info did not answer with JSON.");
    }

    QList<UsersInfoEntry> entries;
    for (const auto& value : list) {
        UsersInfoEntry entry = readEntry(value.toObject());
        if (!entry.userId.isEmpty())
            entries.append(std::move(entry));
    }
    return entries;
}

} // namespace Natter::Gateway
