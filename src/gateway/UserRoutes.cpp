// SPDX-License-Identifier: Apache-2.0
#include "gateway/UserRoutes.h"

#include "base/PlainText.h"
#include "domain/JsonValues.h"
#include "gateway/Refusal.h"
#include "jwt/Base64Url.h"

#include <QCryptographicHash>

namespace Natter::Gateway {

namespace {

constexpr int MaximumSearchLength = 200;
constexpr int CallsOfAnAccount =
    600; ///< in a minute: 60,000 people, of whom a start may need thousands at once

QStringList readIds(const QString& text)
{
    QStringList ids;
    for (const QString& part : text.split(u',')) {
        const QString id = part.trimmed();
        if (!id.isEmpty() && !ids.contains(id))
            ids.append(id);
        if (ids.size() > UsersInfoClient::MaximumIds)
            break;
    }
    return ids;
}

Response usersResponse(const Request& request, const QJsonArray& users)
{
    Response response = Response::success({{QStringLiteral("users"), users}});
    const QByteArray digest = QCryptographicHash::hash(response.body, QCryptographicHash::Sha256).left(15);
    const QByteArray tag = '"' + Jwt::toBase64Url(digest) + '"';
    if (request.header("if-none-match").contains(tag)) {
        response.status = 304;
        response.body.clear();
    }
    response.headers = {
        {"ETag", tag}, {"Cache-Control", "private, max-age=60"}, {"Vary", "Authorization, qiscus-sdk-token"}};
    return response;
}

} // namespace

UserRoutes::UserRoutes(const Clock& clock, SessionService& sessions,
    QHash<QString, DirectoryService*> directories, QObject* parent)
    : QObject(parent)
    , m_sessions(sessions)
    , m_directories(std::move(directories))
    , m_perAccount(clock, CallsOfAnAccount)
{}

void UserRoutes::addTo(Router& router)
{
    router.addCall("GET", QStringLiteral("users"),
        withSession([this](const Request& r, DirectoryService& d) { return users(r, d); }));
    router.addCall("GET", QStringLiteral("users/search"),
        withSession([this](const Request& r, DirectoryService& d) { return search(r, d); }));
    router.addCall("POST", QStringLiteral("dialogs"),
        withSession([this](const Request& r, DirectoryService& d) { return dialogs(r, d); }));
}

Router::Handler UserRoutes::withSession(const Action& action)
{
    return [this, action](const Request& request) {
        const Promise<Response> promise;
        onDone(m_sessions.authenticate(request.sessionToken()), this,
            [this, promise, action, request](const Result<Caller>& caller) {
                if (!caller)
                    return promise.resolve(Response::refusal(caller.error()));
                const auto admitted =
                    m_perAccount.admit(RateLimiter::keyOf(QString::number(caller->account.id)));
                if (!admitted)
                    return promise.resolve(Response::refusal(admitted.error()));
                onDone(action(request, *m_directories.value(caller->app->appId)), this,
                    [promise](const Result<Response>& response) { promise.resolve(response); });
            });
        return promise.answer();
    };
}

Answer<Response> UserRoutes::users(const Request& request, DirectoryService& directory)
{
    const QString plain = request.query(QStringLiteral("ids"));
    const QStringList ids = readIds(plain.isEmpty() ? request.query(QStringLiteral("user_ids")) : plain);
    if (ids.size() > UsersInfoClient::MaximumIds)
        return resolved<Response>(Response::refusal(
            refused(ErrorKind::BadInput, "too_many_ids", "At most 100 ids can be asked for at once.")));
    const Promise<Response> promise;
    onDone(directory.people(ids), this, [promise, request](const Result<QJsonArray>& result) {
        promise.resolve(
            respond(result, [&request](const QJsonArray& people) { return usersResponse(request, people); }));
    });
    return promise.answer();
}

Answer<Response> UserRoutes::search(const Request& request, DirectoryService& directory)
{
    const QString text = plainLine(request.query(QStringLiteral("query")), MaximumSearchLength);
    const Promise<Response> promise;
    onDone(directory.search(text), this, [promise](const Result<QJsonArray>& result) {
        promise.resolve(respond(result, [](const QJsonArray& people) {
            return Response::success({{QStringLiteral("users"), people}});
        }));
    });
    return promise.answer();
}

Answer<Response> UserRoutes::dialogs(const Request& request, DirectoryService& directory)
{
    const auto parameters = request.parameters();
    if (!parameters)
        return resolved<Response>(Response::refusal(parameters.error()));
    const Promise<Response> promise;
    onDone(directory.openDialog(UserId(readUserId(parameters->value(u"user_id")))), this,
        [promise](const Result<DirectoryService::Dialog>& result) {
            promise.resolve(respond(result, [](const DirectoryService::Dialog& dialog) {
                return Response::success({{QStringLiteral("user"), dialog.user},
                    {QStringLiteral("jid"), dialog.address.toString()}});
            }));
        });
    return promise.answer();
}

} // namespace Natter::Gateway
