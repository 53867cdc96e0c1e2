// SPDX-License-Identifier: Apache-2.0
#include "gateway/AuthRoutes.h"

#include "gateway/Refusal.h"

#include <algorithm>

namespace Natter::Gateway {

namespace {

Secret secretOf(const QJsonObject& parameters, const QString& name)
{
    return Secret(parameters.value(name).toString().toUtf8());
}

/// The `account` of qiscus.md, section 5. There is no Qiscus message store behind this gateway, so its
/// counters are 0.
QJsonObject accountObject(const Login& login, qsizetype appNumber)
{
    const Account& account = login.account;
    const QString id = QString::number(account.id);
    const QString name = account.name.isEmpty() ? account.user.toString() : account.name;
    return {
        {QStringLiteral("app"),
            QJsonObject{{QStringLiteral("code"), login.app->appId}, {QStringLiteral("id"), appNumber},
                {QStringLiteral("id_str"), QString::number(appNumber)},
                {QStringLiteral("name"), login.app->name}}},
        {QStringLiteral("avatar"),
            QJsonObject{{QStringLiteral("avatar"), QJsonObject{{QStringLiteral("url"), account.avatarUrl}}}}},
        {QStringLiteral("avatar_url"), account.avatarUrl},
        {QStringLiteral("email"), account.user.toString()},
        {QStringLiteral("extras"), QJsonObject()},
        {QStringLiteral("id"), account.id},
        {QStringLiteral("id_str"), id},
        {QStringLiteral("last_comment_id"), 0},
        {QStringLiteral("last_comment_id_str"), QStringLiteral("0")},
        {QStringLiteral("last_sync_event_id"), 0},
        {QStringLiteral("pn_android_configured"), false},
        {QStringLiteral("pn_ios_configured"), false},
        {QStringLiteral("rtKey"), QStringLiteral("")},
        {QStringLiteral("token"), QString::fromLatin1(login.engineToken.token.reveal())},
        {QStringLiteral("username"), name},
        {QStringLiteral("refresh_token"), QString::fromLatin1(login.refreshToken.reveal())},
        {QStringLiteral("token_expires_at"), login.engineToken.expiresAt.toString(Qt::ISODate)},
    };
}

Origin originOf(const Request& request)
{
    return {request.client().toString(), request.id()};
}

bool isTrue(const QJsonValue& value)
{
    return value.toBool() || value.toString() == u"true" || value.toString() == u"1" || value.toInt() == 1;
}

} // namespace

AuthRoutes::AuthRoutes(const Config& config, const Clock& clock, LoginService& logins,
    SessionService& sessions, AuditLog& audit, QObject* parent)
    : QObject(parent)
    , m_config(config)
    , m_logins(logins)
    , m_sessions(sessions)
    , m_audit(audit)
    , m_limiter(clock, config.loginCallsPerMinute)
{}

void AuthRoutes::addTo(Router& router)
{
    router.addCall(
        "POST", QStringLiteral("auth/nonce"), limited([this](const Request& r) { return nonce(r); }));
    router.addCall("POST", QStringLiteral("auth/verify_identity_token"),
        limited([this](const Request& r) { return verify(r); }));
    router.addCall("POST", QStringLiteral("refresh_user_token"),
        limited([this](const Request& r) { return refresh(r); }));
    router.addCall(
        "POST", QStringLiteral("logout"), limited([this](const Request& r) { return logout(r, false); }));
    router.addCall("POST", QStringLiteral("expire_user_token"),
        limited([this](const Request& r) { return logout(r, true); }));
}

Router::Handler AuthRoutes::limited(const Router::Handler& handler)
{
    return [this, handler](const Request& request) {
        if (const auto refusal = m_limiter.refusal(RateLimiter::keyOf(request.client()))) {
            // Once for each flood: the log must not grow with it.
            if (refusal->isFirst)
                m_audit.write(
                    {"rate_limited", request.appId().left(128), {}, refusal->error.code}, originOf(request));
            return resolved<Response>(Response::refusal(refusal->error));
        }
        return handler(request);
    };
}

Answer<Response> AuthRoutes::nonce(const Request& request)
{
    return resolved<Response>(respond(m_logins.issueNonce(request.appId()), [](const Nonces::Nonce& nonce) {
        return Response::success({{QStringLiteral("nonce"), QString::fromLatin1(nonce.value.reveal())},
            {QStringLiteral("expired_at"), nonce.expiresAt}});
    }));
}

Answer<Response> AuthRoutes::verify(const Request& request)
{
    const auto parameters = request.parameters();
    if (!parameters)
        return resolved<Response>(Response::refusal(parameters.error()));
    const Secret token = secretOf(*parameters, QStringLiteral("identity_token"));
    if (token.isEmpty())
        return resolved<Response>(Response::refusal(refused(
            ErrorKind::BadInput, "identity_token_missing", "The identity_token is missing or no text.")));
    const Promise<Response> promise;
    onDone(m_logins.verify(token, request.appId(), originOf(request)), this,
        [this, promise](const Result<Login>& result) {
            promise.resolve(respond(
                result, [this](const Login& login) { return Response::success(loginResults(login)); }));
        });
    return promise.answer();
}

Answer<Response> AuthRoutes::refresh(const Request& request)
{
    const auto parameters = request.parameters();
    if (!parameters)
        return resolved<Response>(Response::refusal(parameters.error()));
    const Secret token = secretOf(*parameters, QStringLiteral("refresh_token"));
    if (token.isEmpty())
        return resolved<Response>(Response::refusal(refused(
            ErrorKind::BadInput, "refresh_token_missing", "The refresh_token is missing or no text.")));
    const Promise<Response> promise;
    onDone(m_sessions.refresh(token, parameters->value(u"request_id").toString().left(256),
               parameters->value(u"user_id").toVariant().toString(), originOf(request)),
        this, [this, promise](const Result<Login>& result) {
            promise.resolve(respond(result, [this](const Login& login) {
                QJsonObject results = loginResults(login);
                const QJsonObject user = results.value(u"user").toObject();
                for (const QString& name : {QStringLiteral("token"), QStringLiteral("refresh_token"),
                         QStringLiteral("token_expires_at")})
                    results.insert(name, user.value(name));
                return Response::success(results);
            }));
        });
    return promise.answer();
}

Answer<Response> AuthRoutes::logout(const Request& request, bool everywhere)
{
    const auto parameters = request.parameters();
    if (!parameters)
        return resolved<Response>(Response::refusal(parameters.error()));
    const Secret sent = secretOf(*parameters, QStringLiteral("token"));
    const Promise<Response> promise;
    onDone(m_sessions.logout(secretOf(*parameters, QStringLiteral("refresh_token")),
               sent.isEmpty() ? request.sessionToken() : sent,
               everywhere || isTrue(parameters->value(u"everywhere")), originOf(request)),
        this, [promise](const Result<void>& result) {
            promise.resolve(result ? Response::success({}) : Response::refusal(result.error()));
        });
    return promise.answer();
}

QJsonObject AuthRoutes::loginResults(const Login& login) const
{
    const auto app = std::find_if(m_config.apps.begin(), m_config.apps.end(),
        [&login](const AppConfig& candidate) { return &candidate == login.app; });
    const Profile& profile = login.app->profile;
    return {
        {QStringLiteral("user"), accountObject(login, app - m_config.apps.begin() + 1)},
        {QStringLiteral("engine"), QJsonObject{{QStringLiteral("jid"), login.account.address.toString()},
                                       {QStringLiteral("websocket"), profile.engineWebSocket.toString()},
                                       {QStringLiteral("domain"), profile.engineDomain}}},
    };
}

} // namespace Natter::Gateway
