// SPDX-License-Identifier: Apache-2.0
#include "UsersInfo.h"

#include "AvatarShelf.h"
#include "PeoplePages.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace Natter::Sandbox {

namespace {

using Gateway::Response;

Response refusal(int status, const char* message)
{
    return Response::json(
        status, {{QStringLiteral("code"), status}, {QStringLiteral("version"), 1},
                    {QStringLiteral("error"), QLatin1String(message)}, {QStringLiteral("debug"), QString()}});
}

/// The nine that WordPress grants to everybody, and `available_chat`.
QJsonObject permissionsOf(const Person& person)
{
    QJsonObject permissions;
    for (const char* name : {"send_message", "send_files", "send_geo", "send_sketchboard", "audio_calls",
             "video_calls", "audio_message", "video_message", "audio_message_enable", "available_chat"})
        permissions.insert(QLatin1String(name), !person.denied.contains(QLatin1String(name)));
    return permissions;
}

Response array(const QJsonArray& entries)
{
    Response response;
    response.body = QJsonDocument(entries).toJson(QJsonDocument::Compact);
    return response;
}

/// The first of the query members that is there, else what the path has below the call's own name.
QString argumentOf(const Gateway::Request& request, const QStringList& members)
{
    for (const QString& member : members) {
        QString value = request.query(member);
        if (!value.isEmpty())
            return value;
    }
    return request.path().section(u'/', 2);
}

} // namespace

UsersInfo::UsersInfo(
    const People& people, QUrl site, const QString& login, Secret password, const QDateTime& now, Style style)
    : m_people(people)
    , m_site(std::move(site))
    , m_login(login.toLower())
    , m_password(std::move(password))
    , m_now(now)
    , m_style(style)
{}

Response UsersInfo::unauthorized()
{
    Response response = refusal(401, "Authenticate required!");
    response.headers.emplaceBack("WWW-Authenticate", "Basic realm=\"Backend\"");
    return response;
}

Response UsersInfo::lookUp(const Gateway::Request& request) const
{
    if (!isAuthorized(request))
        return unauthorized();
    QSet<QString> asked;
    QJsonArray entries;
    const QString ids = argumentOf(request, {QStringLiteral("user_ids"), QStringLiteral("ids")});
    for (const QString& part : ids.split(u',')) {
        const QString id = part.trimmed();
        if (id.isEmpty() || asked.contains(id))
            continue;
        asked += id;
        if (asked.size() > MostIds)
            return refusal(400, "At most 100 ids.");
        if (const Person* person = m_people.find(UserId(id)))
            entries += entryOf(*person);
    }
    return array(entries);
}

Response UsersInfo::search(const Gateway::Request& request) const
{
    if (!isAuthorized(request))
        return unauthorized();
    const QString text = argumentOf(request, {QStringLiteral("query"), QStringLiteral("str")}).trimmed();
    QJsonArray found;
    for (const Person& person : m_people.all()) {
        const bool matches =
            !text.isEmpty() && (person.name.contains(text, Qt::CaseInsensitive) ||
                                   person.id.toString().compare(text, Qt::CaseInsensitive) == 0);
        if (matches && found.size() < MostFound)
            found += QJsonObject{
                {QStringLiteral("user_id"), idOf(person)}, {QStringLiteral("name"), nameOf(person)}};
    }
    return array(found);
}

bool UsersInfo::isAuthorized(const Gateway::Request& request) const
{
    const QByteArray header = request.header("authorization");
    if (header.left(6).toLower() != "basic ")
        return false;
    const auto decoding = QByteArray::fromBase64Encoding(
        header.mid(6).trimmed(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray& decoded = decoding.decoded;
    const qsizetype colon = decoding ? decoded.indexOf(':') : -1;
    if (colon < 0)
        return false;
    const QByteArray login = QString::fromUtf8(decoded.left(colon)).toLower().toUtf8();
    const bool isLogin = constantTimeEquals(login, m_login.toUtf8());
    const bool isPassword = constantTimeEquals(decoded.mid(colon + 1), m_password.reveal());
    return isLogin && isPassword;
}

QString UsersInfo::nameOf(const Person& person) const
{
    return m_style == Style::Wordpress ? person.name.toHtmlEscaped() : person.name;
}

QJsonValue UsersInfo::idOf(const Person& person)
{
    return person.isNumber ? QJsonValue(person.id.toString().toLongLong()) : QJsonValue(person.id.toString());
}

QUrl UsersInfo::avatarUrl(const Person& person) const
{
    switch (person.avatar) {
    case AvatarKind::False:
    case AvatarKind::Absent:
        return {};
    case AvatarKind::Script:
        return QUrl(QStringLiteral("javascript:alert(1)"));
    default:
        break;
    }
    QUrl url = m_site;
    url.setPath(AvatarShelf::pathOf(person));
    if (person.avatar == AvatarKind::Foreign)
        url.setHost(QStringLiteral("127.0.0.2"));
    return url;
}

QJsonObject UsersInfo::faceOf(const Person& person) const
{
    QJsonObject face{{QStringLiteral("user_id"), idOf(person)}, {QStringLiteral("name"), nameOf(person)}};
    if (person.avatar == AvatarKind::False)
        face.insert(QStringLiteral("avatar_url"), false);
    else if (person.avatar != AvatarKind::Absent)
        face.insert(QStringLiteral("avatar_url"), avatarUrl(person).toString(QUrl::FullyEncoded));
    return face;
}

QJsonObject UsersInfo::entryOf(const Person& person) const
{
    QJsonObject entry = faceOf(person);
    const auto minutesAway = static_cast<qint64>(::qHash(person.id.toString(), 0) % 4000);
    entry.insert(QStringLiteral("lastlogin"), m_now.toSecsSinceEpoch() - 60 * minutesAway);
    entry.insert(QStringLiteral("badge"),
        person.badge.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(person.badge));
    entry.insert(QStringLiteral("profile_url"),
        m_site.resolved(QUrl(PeoplePages::pathOf(person))).toString(QUrl::FullyEncoded));
    QJsonObject faces;
    for (auto it = person.faces.begin(); it != person.faces.end(); ++it) {
        if (const Person* face = m_people.findBySiteId(UserId(it.value().toString())))
            faces.insert(it.key(), faceOf(*face));
    }
    if (!faces.isEmpty())
        entry.insert(QStringLiteral("profiles"), faces);
    if (m_style == Style::Wordpress) {
        entry.insert(QStringLiteral("permissions"), permissionsOf(person));
        entry.insert(QStringLiteral("chat_role"),
            person.badge == u"staff" ? QStringLiteral("admin") : QStringLiteral("user"));
    }
    // A member of this site's own: readers keep or ignore it.
    entry.insert(QStringLiteral("is_bot"), person.bot != BotKind::None);
    return entry;
}

} // namespace Natter::Sandbox
