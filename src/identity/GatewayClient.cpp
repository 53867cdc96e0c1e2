// SPDX-License-Identifier: Apache-2.0
#include "identity/GatewayClient.h"

#include "domain/JsonValues.h"
#include "domain/UsersInfoReader.h"
#include "identity/JsonReply.h"
#include "identity/Mapped.h"
#include "net/RetryAfter.h"

namespace Natter::Identity {

namespace {

constexpr qsizetype LongestNonce = 4096;
constexpr qsizetype MostIds = 100;
constexpr int LongestSearch = 200;
constexpr qint64 LargestUsersPage = qint64(4) * 1024 * 1024;
constexpr std::chrono::seconds LogoutDeadline(5);

using HttpResult = Result<Net::HttpResponse>;

QString gatewayCall(const char* call)
{
    return QStringLiteral("gateway, %1").arg(QLatin1String(call));
}

bool isAccessRefused(const JsonReply& reply)
{
    return (reply.status() == 401 || reply.status() == 403) && reply.isRefusal();
}

/// `results` of a success; refusals are left to `refused(reply) -> Error`.
template <typename Refused>
Result<QJsonObject> resultsOf(const JsonReply& reply, Refused refused)
{
    if (!reply.isSuccess())
        return refused(reply);
    const QJsonValue results = reply.body().value(QLatin1String("results"));
    if (!results.isObject())
        return reply.malformed(QStringLiteral("no results"));
    return results.toObject();
}

Error verifyRefusal(const JsonReply& reply)
{
    if (isAccessRefused(reply) || (reply.status() == 400 && reply.isRefusal()))
        return reply.failure(ErrorKind::TokenRefused, reply.retry().value_or(Retry::now()));
    return reply.commonFailure();
}

Error refreshRefusal(const JsonReply& reply)
{
    // A 401 that is not the gateway's own (a proxy, a captive portal) must not end a session.
    if (!isAccessRefused(reply))
        return reply.commonFailure();
    const QString& reason = reply.reason();
    if (reason == u"refresh_reused" || reason == u"refresh_revoked")
        return reply.failure(ErrorKind::Revoked, Retry::afterLogin());
    if (reason == u"refresh_expired")
        return reply.failure(ErrorKind::TokenExpired, Retry::afterLogin());
    return reply.failure(ErrorKind::Unauthorized, Retry::afterLogin());
}

Error bearerRefusal(const JsonReply& reply)
{
    if (isAccessRefused(reply))
        return reply.failure(ErrorKind::Unauthorized, Retry::afterLogin());
    if (reply.status() == 404 && reply.reason() == u"user_unknown")
        return reply.failure(ErrorKind::NotFound);
    return reply.commonFailure();
}

Result<Nonce> readNonce(const HttpResult& answer)
{
    if (!answer)
        return answer.error();
    const JsonReply reply(gatewayCall("POST auth/nonce"), *answer);
    const auto results = resultsOf(reply, [](const JsonReply& r) { return r.commonFailure(); });
    if (!results)
        return results.error();
    const Secret nonce = readToken(results->value(QLatin1String("nonce")));
    if (nonce.isEmpty() || nonce.size() > LongestNonce)
        return reply.malformed(QStringLiteral("no nonce, a text"));
    return Nonce{nonce, readTime(results->value(QLatin1String("expired_at")))};
}

Result<Session> readSession(const char* call, Error (*refused)(const JsonReply&), const QString& engineDomain,
    const HttpResult& answer)
{
    if (!answer)
        return answer.error();
    const JsonReply reply(gatewayCall(call), *answer);
    const auto results = resultsOf(reply, refused);
    if (!results)
        return results.error();
    const QJsonObject account = results->value(QLatin1String("user")).toObject();
    const QJsonValue engine = results->value(QLatin1String("engine"));

    Session session;
    session.user.id = UserId(account.value(QLatin1String("email")).toString());
    session.user.name = account.value(QLatin1String("username")).toString().left(1024);
    session.user.avatarUrl = readWebUrl(account.value(QLatin1String("avatar_url")));
    if (session.user.id.isEmpty() || session.user.id.toString().size() > LongestUserId)
        return reply.malformed(QStringLiteral("no user id in results.user.email"));

    const auto jid = Jid::parse(engine[QLatin1String("jid")].toString());
    if (!jid || jid->local().isEmpty() || !jid->resource().isEmpty())
        return reply.malformed(QStringLiteral("no bare address in results.engine.jid"));
    if (jid->domain().compare(engineDomain, Qt::CaseInsensitive) != 0)
        return reply.malformed(
            QStringLiteral("results.engine.jid is not on the engine of the profile, %1").arg(engineDomain));
    session.account = *jid;

    session.engineToken = readToken(account.value(QLatin1String("token")));
    session.refreshToken = readToken(account.value(QLatin1String("refresh_token")));
    if (session.engineToken.isEmpty() || session.refreshToken.isEmpty())
        return reply.malformed(QStringLiteral("no token or no refresh_token in results.user"));
    session.engineExpiresAt = readTime(account.value(QLatin1String("token_expires_at")));
    if (!session.engineExpiresAt.isValid())
        return reply.malformed(QStringLiteral("no time in results.user.token_expires_at"));
    session.answeredAt = Net::parseHttpDate(answer->header("Date")).value_or(QDateTime());
    return session;
}

Result<UsersPage> readUsersPage(const char* call, const HttpResult& answer)
{
    if (!answer)
        return answer.error();
    const JsonReply reply(gatewayCall(call), *answer);
    const auto results = resultsOf(reply, bearerRefusal);
    if (!results)
        return results.error();
    const QJsonValue users = results->value(QLatin1String("users"));
    if (!users.isArray())
        return reply.malformed(QStringLiteral("results.users is not a list"));
    return UsersPage{readUsersInfo(users)};
}

} // namespace

GatewayClient::GatewayClient(Net::HttpClient& http, const Profile& profile)
    : m_http(http)
    , m_profile(profile)
{}

Answer<Nonce> GatewayClient::requestNonce()
{
    Net::HttpRequest request;
    request.method = "POST";
    request.url = endpoint(QStringLiteral("auth/nonce"));
    return mapped<Nonce>(send(request, {}), &m_context, readNonce);
}

Answer<Session> GatewayClient::verify(const Secret& identityToken)
{
    const QJsonObject body{{QStringLiteral("identity_token"), QString::fromUtf8(identityToken.reveal())}};
    return mapped<Session>(post(QStringLiteral("auth/verify_identity_token"), body), &m_context,
        [domain = m_profile.engineDomain](const HttpResult& answer) {
            return readSession("POST auth/verify_identity_token", verifyRefusal, domain, answer);
        });
}

Answer<Session> GatewayClient::refresh(const Secret& refreshToken, const QString& requestId)
{
    const QJsonObject body{{QStringLiteral("refresh_token"), QString::fromUtf8(refreshToken.reveal())},
        {QStringLiteral("request_id"), requestId}};
    return mapped<Session>(post(QStringLiteral("refresh_user_token"), body), &m_context,
        [domain = m_profile.engineDomain](const HttpResult& answer) {
            return readSession("POST refresh_user_token", refreshRefusal, domain, answer);
        });
}

Answer<void> GatewayClient::logout(const Secret& refreshToken, bool everywhere)
{
    QJsonObject body{{QStringLiteral("refresh_token"), QString::fromUtf8(refreshToken.reveal())}};
    if (everywhere)
        body.insert(QStringLiteral("everywhere"), true);
    Net::HttpRequest request = jsonPost(endpoint(QStringLiteral("logout")), body);
    request.deadline = LogoutDeadline;
    return mapped<void>(send(request, {}), &m_context, [](const HttpResult& answer) -> Result<void> {
        if (!answer)
            return answer.error();
        const JsonReply reply(gatewayCall("POST logout"), *answer);
        // A token that is not valid any more is what was asked for.
        if ((reply.isSuccess() && reply.isObject()) || isAccessRefused(reply))
            return {};
        return reply.isSuccess() ? reply.malformed({}) : reply.commonFailure();
    });
}

Answer<UsersPage> GatewayClient::users(const QStringList& ids, const Secret& bearer)
{
    if (ids.isEmpty())
        return resolved<UsersPage>(UsersPage{});
    if (ids.size() > MostIds)
        return resolved<UsersPage>(Error{
            ErrorKind::BadInput, Retry::never(), QStringLiteral("more than 100 ids in one request"), {}});
    QStringList encoded;
    for (const QString& id : ids)
        encoded += QString::fromLatin1(QUrl::toPercentEncoding(id));
    return mapped<UsersPage>(
        get(QStringLiteral("users"), QStringLiteral("ids=") + encoded.join(u','), bearer), &m_context,
        [](const HttpResult& answer) { return readUsersPage("GET users", answer); });
}

Answer<UsersPage> GatewayClient::searchUsers(const QString& text, const Secret& bearer)
{
    const QByteArray encoded = QUrl::toPercentEncoding(text.trimmed().left(LongestSearch));
    return mapped<UsersPage>(
        get(QStringLiteral("users/search"), QStringLiteral("query=") + QString::fromLatin1(encoded), bearer),
        &m_context, [](const HttpResult& answer) { return readUsersPage("GET users/search", answer); });
}

Answer<User> GatewayClient::openDialog(const UserId& id, const Secret& bearer)
{
    if (id.toString().size() > LongestUserId || !Jid::forUser(id, m_profile.engineDomain))
        return resolved<User>(
            Error{ErrorKind::BadInput, Retry::never(), QStringLiteral("the id cannot be an address"), {}});
    const QJsonObject body{{QStringLiteral("user_id"), id.toString()}};
    const PeerId wanted = peerIdOf(id);
    return mapped<User>(post(QStringLiteral("dialogs"), body, bearer), &m_context,
        [wanted](const HttpResult& answer) -> Result<User> {
            if (!answer)
                return answer.error();
            const JsonReply reply(gatewayCall("POST dialogs"), *answer);
            const auto results = resultsOf(reply, bearerRefusal);
            if (!results)
                return results.error();
            const QList<User> users = readUsersInfo(results->value(QLatin1String("user")));
            if (users.size() != 1 || users.first().peer() != wanted)
                return reply.malformed(QStringLiteral("results.user is not the person asked for"));
            return users.first();
        });
}

Answer<Net::HttpResponse> GatewayClient::get(const QString& path, const QString& query, const Secret& bearer)
{
    Net::HttpRequest request;
    request.url = endpoint(path);
    request.url.setQuery(query, QUrl::StrictMode);
    request.headers = {{"Accept", "application/json"}};
    request.maximumBytes = LargestUsersPage;
    return send(request, bearer);
}

Answer<Net::HttpResponse> GatewayClient::post(
    const QString& path, const QJsonObject& body, const Secret& bearer)
{
    return send(jsonPost(endpoint(path), body), bearer);
}

Answer<Net::HttpResponse> GatewayClient::send(Net::HttpRequest request, const Secret& bearer)
{
    request.headers.emplace_back("qiscus-sdk-app-id", m_profile.appId.toUtf8());
    request.headers.emplace_back("qiscus-sdk-version", "natter-" NATTER_VERSION);
    if (!bearer.isEmpty())
        request.headers.emplace_back("Authorization", "Bearer " + bearer.reveal());
    return m_http.send(request);
}

QUrl GatewayClient::endpoint(const QString& path) const
{
    return m_profile.gateway.resolved(QUrl(QStringLiteral("api/v2/sdk/") + path));
}

} // namespace Natter::Identity
