// SPDX-License-Identifier: Apache-2.0
#include "gateway/UsersInfoAnswer.h"

#include "base/HtmlText.h"
#include "domain/JsonValues.h"
#include "domain/UsersInfoReader.h"
#include "gateway/Refusal.h"
#include "net/LooseJson.h"

#include <QJsonArray>

namespace Natter::Gateway {

namespace {

Error unusable(const char* message)
{
    return refused(ErrorKind::BadResponse, "users_info_unavailable", message);
}

/// imbachat.md, sections 3 and 5: refusals come with HTTP 200 too, and WordPress' `code` is a text.
bool isRefusal(const QJsonObject& object)
{
    if (object.contains(u"user_id"))
        return false;
    const QJsonValue code = object.value(u"code");
    const QJsonValue data = object.value(u"data");
    const bool hasData = data.isArray() || data.toObject().contains(u"user_id");
    return !isNothing(object.value(u"error")) || !isNothing(object.value(u"errors")) ||
           (readCode(code) != 200 && !(hasData && isNothing(code)));
}

void decodeName(QJsonObject& face)
{
    if (const QJsonValue name = face.value(u"name"); name.isString())
        face.insert(QStringLiteral("name"), decodeEntities(name.toString()));
}

QJsonArray withPlainNames(const QJsonArray& entries)
{
    QJsonArray plain;
    for (const auto& value : entries) {
        QJsonObject entry = value.toObject();
        decodeName(entry);
        QJsonObject profiles = entry.value(u"profiles").toObject();
        for (auto it = profiles.begin(); it != profiles.end(); ++it) {
            QJsonObject face = it.value().toObject();
            decodeName(face);
            it.value() = face;
        }
        if (!profiles.isEmpty())
            entry.insert(QStringLiteral("profiles"), profiles);
        plain.append(entry);
    }
    return plain;
}

} // namespace

Result<QList<User>> readUsersInfoAnswer(const QByteArray& body, NameForm form)
{
    const QJsonDocument document = Net::parseLooseJson(body);
    if (document.isNull())
        return unusable("The site's users-info did not answer with JSON.");
    if (document.isObject() && isRefusal(document.object()))
        return unusable("The site's users-info refused the gateway or answered something else than users.");
    const QJsonArray entries =
        usersInfoEntries(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()));
    return readUsersInfo(form == NameForm::Escaped ? withPlainNames(entries) : entries);
}

} // namespace Natter::Gateway
