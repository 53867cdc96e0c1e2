// SPDX-License-Identifier: Apache-2.0
#include "gateway/SiteRoutes.h"

#include "gateway/Refusal.h"
#include "gateway/SiteTokens.h"
#include "gateway/TokenClaims.h"

#include <algorithm>

namespace Natter::Gateway {

namespace {

constexpr int LoginsOfAnAddress = 60; ///< in a minute: an office may have one address
constexpr int TriesOfALogin = 10;
constexpr int TokensOfAnAccount = 30;
constexpr qsizetype MaximumLoginLength = 256;
constexpr qsizetype MaximumPasswordLength = 1024;

Answer<Response> answered(const Error& error)
{
    return resolved<Response>(Response::refusal(error));
}

Response withoutStore(Response response)
{
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

} // namespace

SiteRoutes::SiteRoutes(const Config& config, const Clock& clock, Net::HttpClient& http,
    SessionService& sessions, QObject* parent)
    : QObject(parent)
    , m_config(config)
    , m_clock(clock)
    , m_sessions(sessions)
    , m_loginCheck(http)
    , m_perAddress(clock, LoginsOfAnAddress)
    , m_perLogin(clock, TriesOfALogin)
    , m_perAccount(clock, TokensOfAnAccount)
{}

void SiteRoutes::addTo(Router& router)
{
    router.addCall(
        "POST", QStringLiteral("auth/login_check"), [this](const Request& r) { return checkLogin(r); });
    router.add("POST", QStringLiteral("/dg/token"), [this](const Request& r) { return widgetToken(r); });
}

Answer<Response> SiteRoutes::checkLogin(const Request& request)
{
    const auto app = appWithLoginCheck(request);
    if (!app)
        return answered(app.error());
    const auto parameters = request.parameters();
    if (!parameters)
        return answered(parameters.error());
    const QString login = parameters->value(u"login").toString().trimmed();
    const Secret password(parameters->value(u"password").toString().toUtf8());
    const Secret nonce(parameters->value(u"nonce").toString().toUtf8());
    if (login.isEmpty() || login.size() > MaximumLoginLength || password.isEmpty() ||
        password.size() > MaximumPasswordLength)
        return answered(refused(
            ErrorKind::BadInput, "login_missing", "The login or the password is missing or too long."));
    if (nonce.size() > MaximumNonceLength || (nonce.isEmpty() && (*app)->isNonceRequired))
        return answered(refused(ErrorKind::BadInput, "nonce_missing", "The nonce is missing or is none."));
    if (auto admitted = admit(request, **app, login); !admitted)
        return answered(admitted.error());

    const Promise<Response> promise;
    onDone(m_loginCheck.check(**app, login, password), this,
        [this, promise, app = *app, nonce](const Result<UserId>& user) {
            promise.resolve(respond(user, [&](const UserId& id) {
                const Secret token = signLogin(*app, id, nonce, m_clock.now().toSecsSinceEpoch());
                return withoutStore(Response::json(
                    200, {{QStringLiteral("identity_token"), QString::fromLatin1(token.reveal())}}));
            }));
        });
    return promise.answer();
}

Answer<Response> SiteRoutes::widgetToken(const Request& request)
{
    const Promise<Response> promise;
    onDone(
        m_sessions.authenticate(request.sessionToken()), this, [this, promise](const Result<Caller>& caller) {
            promise.resolve(
                withoutStore(caller ? widgetResponse(*caller) : Response::refusal(caller.error())));
        });
    return promise.answer();
}

Response SiteRoutes::widgetResponse(const Caller& caller)
{
    const AppConfig& app = *caller.app;
    if (app.profile.protocol != LoginProtocolKind::Dg)
        return Response::refusal(
            503, QStringLiteral("widget_unavailable"), QStringLiteral("This app has no DG key."));
    if (auto admitted = m_perAccount.admit(RateLimiter::keyOf(QString::number(caller.account.id))); !admitted)
        return Response::refusal(admitted.error());
    const WidgetToken widget = signWidgetToken(app, caller.account.user, m_clock.now().toSecsSinceEpoch());
    return Response::json(200, {{QStringLiteral("auth_token"), QString::fromLatin1(widget.token.reveal())},
                                   {QStringLiteral("expires_at"), widget.expiresAt}});
}

Result<const AppConfig*> SiteRoutes::appWithLoginCheck(const Request& request) const
{
    // Whoever posts a login form knows its address and nothing of our headers.
    const QString named = request.query(QStringLiteral("app_id"));
    const QString appId = named.isEmpty() ? request.appId() : named;
    if (appId.isEmpty() && m_config.apps.size() > 1)
        return refused(ErrorKind::BadInput, "app_missing", "The app id is missing.");
    const auto app = std::find_if(m_config.apps.begin(), m_config.apps.end(),
        [&appId](const AppConfig& candidate) { return appId.isEmpty() || candidate.appId == appId; });
    if (app == m_config.apps.end())
        return refused(ErrorKind::Unauthorized, "app_unknown", "There is no such app here.");
    if (app->loginCheckUrl.isEmpty())
        return refused(ErrorKind::NotFound, "login_check_missing", "This app has no login check.");
    return &*app;
}

Result<void> SiteRoutes::admit(const Request& request, const AppConfig& app, const QString& login)
{
    auto admitted = m_perAddress.admit(RateLimiter::keyOf(request.client()));
    return admitted ? m_perLogin.admit(RateLimiter::keyOf(app.appId + u'\n' + login.toCaseFolded()))
                    : admitted;
}

} // namespace Natter::Gateway
