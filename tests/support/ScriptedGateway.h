// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/HttpClient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QUrlQuery>

#include <optional>

namespace Natter::Test {

/// A gateway that knows a few people: answers `users`, `users/search` and `dialogs` at once, or with
/// whatever the test asks for.
class ScriptedGateway final : public Net::HttpClient
{
public:
    QMap<QString, QString> people; ///< user id -> name
    QStringList muted;             ///< ids of those who may not send
    std::optional<Error> failure;  ///< every call fails with it while set
    bool isSilent = false;         ///< calls wait for answerHeld() while set
    int refusals = 0;              ///< so many calls of `dialogs` are answered with 401
    QList<Net::HttpRequest> requests;

    Answer<Net::HttpResponse> send(const Net::HttpRequest& request) override
    {
        requests.append(request);
        if (isSilent) {
            m_held.append({request, {}});
            return m_held.last().second.answer();
        }
        return resolved<Net::HttpResponse>(answerTo(request));
    }
    void answerHeld()
    {
        isSilent = false;
        for (const auto& [request, promise] : std::exchange(m_held, {}))
            promise.resolve(answerTo(request));
    }
    /// How often that call was made, e.g. `dialogs`.
    qsizetype count(const QString& call) const
    {
        return std::count_if(requests.cbegin(), requests.cend(),
            [&call](const Net::HttpRequest& request) { return request.url.path().endsWith(u'/' + call); });
    }

private:
    Result<Net::HttpResponse> answerTo(const Net::HttpRequest& request)
    {
        if (failure)
            return *failure;
        const QString path = request.url.path();
        if (path.endsWith(u"/refresh_user_token"))
            return success(freshTokens());
        if (path.endsWith(u"/dialogs")) {
            if (refusals > 0) {
                --refusals;
                return refusal(401, "token_expired");
            }
            const QString id =
                QJsonDocument::fromJson(request.body).object().value(QStringLiteral("user_id")).toString();
            if (!people.contains(id))
                return refusal(404, "user_unknown");
            return success({{QStringLiteral("user"), entry(id)}});
        }
        const QUrlQuery query(request.url);
        QJsonArray users;
        if (path.endsWith(u"/users")) {
            const QStringList ids =
                query.queryItemValue(QStringLiteral("ids"), QUrl::FullyDecoded).split(u',');
            for (const QString& id : ids) {
                if (people.contains(id))
                    users.append(entry(id));
            }
        } else if (path.endsWith(u"/search")) {
            const QString text = query.queryItemValue(QStringLiteral("query"), QUrl::FullyDecoded);
            for (auto it = people.cbegin(); it != people.cend(); ++it) {
                if (it.value().contains(text, Qt::CaseInsensitive))
                    users.append(entry(it.key()));
            }
        } else {
            return refusal(404, "not_found");
        }
        return success({{QStringLiteral("users"), users}});
    }

    QJsonObject entry(const QString& id) const
    {
        QJsonObject person{{QStringLiteral("user_id"), id}, {QStringLiteral("name"), people.value(id)}};
        if (muted.contains(id))
            person.insert(
                QStringLiteral("permissions"), QJsonObject{{QStringLiteral("send_message"), false}});
        return person;
    }
    /// For user `1`, whoever asks.
    static QJsonObject freshTokens()
    {
        const QJsonObject user{{QStringLiteral("email"), QStringLiteral("1")},
            {QStringLiteral("token"), QStringLiteral("fresh-engine-token")},
            {QStringLiteral("refresh_token"), QStringLiteral("fresh-refresh-token")},
            {QStringLiteral("token_expires_at"), QStringLiteral("2030-01-01T00:00:00Z")}};
        const QJsonObject engine{{QStringLiteral("jid"), QStringLiteral("1@chat.example")}};
        return {{QStringLiteral("user"), user}, {QStringLiteral("engine"), engine}};
    }
    static Net::HttpResponse success(const QJsonObject& results)
    {
        const QJsonObject body{{QStringLiteral("results"), results}, {QStringLiteral("status"), 200}};
        return {200, {}, QJsonDocument(body).toJson()};
    }
    static Net::HttpResponse refusal(int status, const char* reason)
    {
        const QJsonObject error{{QStringLiteral("message"), QLatin1String(reason)},
            {QStringLiteral("reason"), QLatin1String(reason)}};
        const QJsonObject body{{QStringLiteral("error"), error}, {QStringLiteral("status"), status}};
        return {status, {}, QJsonDocument(body).toJson()};
    }

    QList<std::pair<Net::HttpRequest, Promise<Net::HttpResponse>>> m_held;
};

} // namespace Natter::Test
