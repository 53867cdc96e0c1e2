// SPDX-License-Identifier: Apache-2.0
#include "gateway/BackendRoutes.h"

#include "gateway/Refusal.h"

#include <algorithm>
#include <array>

namespace Natter::Gateway {

namespace {

constexpr int RefusedTokensPerMinute = 30;
constexpr int LongestOperation = 32;

/// The words that a private backend may know, in the style of mesibo's own.
constexpr std::array<std::pair<const char*, const char*>, 11> Codes{{
    {"app_token_refused", "AUTHFAIL"},
    {"op_unknown", "BADOP"},
    {"address_missing", "MISSINGADDRESS"},
    {"user_id_impossible", "BADADDRESS"},
    {"user_id_conflict", "BADADDRESS"},
    {"appid_missing", "MISSINGAPPID"},
    {"appid_refused", "BADAPPID"},
    {"nonce_missing", "MISSINGNONCE"},
    {"otp_refused", "BADOTP"},
    {"too_many_codes", "TOOMANY"},
    {"too_many_calls", "TOOMANY"},
}};

QString codeOf(const Error& error)
{
    const auto found = std::find_if(Codes.begin(), Codes.end(),
        [&error](const auto& code) { return error.code == QLatin1String(code.first); });
    if (found != Codes.end())
        return QLatin1String(found->second);
    return error.kind == ErrorKind::BadInput ? QStringLiteral("BADREQUEST") : QStringLiteral("UNAVAILABLE");
}

Response refusal(const QString& op, const Error& error)
{
    Response response = Response::refusal(error); // its status, Retry-After and reason
    response.body =
        Response::json(response.status, {{QStringLiteral("op"), op}, {QStringLiteral("result"), false},
                                            {QStringLiteral("error"), codeOf(error)}})
            .body;
    return response;
}

Response success(const QString& op, QJsonObject members)
{
    members.insert(QStringLiteral("op"), op);
    members.insert(QStringLiteral("result"), true);
    Response response = Response::json(200, members);
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

QString echoOf(const QJsonObject& members)
{
    const QString op = members.value(u"op").toString().trimmed().toLower();
    const bool isWord = std::all_of(op.begin(), op.end(), [](QChar c) { return c >= u'a' && c <= u'z'; });
    return isWord ? op.left(LongestOperation) : QString();
}

} // namespace

BackendRoutes::BackendRoutes(
    const Config& config, const Clock& clock, DatabasePool& database, QObject* parent)
    : QObject(parent)
    , m_backend(config, clock, database)
    , m_refusedTokens(clock, RefusedTokensPerMinute)
{}

void BackendRoutes::addTo(Router& router)
{
    const auto fromBody = [this](const Request& request) {
        const QByteArray text = request.body().trimmed();
        return answer(request, text.startsWith('{') ? parseBackendJson(text) : request.parameters());
    };
    router.add("GET", QStringLiteral("/api.php"),
        [this](const Request& request) { return answer(request, request.queryMembers()); });
    router.add("POST", QStringLiteral("/api.php"), fromBody);
    router.add("POST", QStringLiteral("/backend"), fromBody);
}

Answer<Response> BackendRoutes::answer(const Request& request, const Result<QJsonObject>& members)
{
    if (!members)
        return resolved<Response>(refusal({}, members.error()));
    const QString op = echoOf(*members);
    // Before the token is looked at: whoever guesses gets no answer any more, not even to the right one.
    const QByteArray client = RateLimiter::keyOf(request.client());
    if (auto allowed = m_refusedTokens.look(client); !allowed)
        return resolved<Response>(refusal(op, allowed.error()));
    const auto app = m_backend.appOf(backendToken(*members));
    if (!app) {
        const auto counted = m_refusedTokens.admit(client);
        return resolved<Response>(refusal(op, counted ? app.error() : counted.error()));
    }
    const auto read = readBackendRequest(*members);
    if (!read)
        return resolved<Response>(refusal(op, read.error()));
    return dispatch(op, **app, *read);
}

Answer<Response> BackendRoutes::dispatch(
    const QString& op, const AppConfig& app, const BackendRequest& request)
{
    const Promise<Response> promise;
    switch (request.operation) {
    case BackendRequest::Operation::Otp:
        onDone(m_backend.makeCode(app, request), this, [promise, op](const Result<Secret>& code) {
            promise.resolve(code ? success(op, {{QStringLiteral("otp"), QString::fromLatin1(code->reveal())}})
                                 : refusal(op, code.error()));
        });
        break;
    case BackendRequest::Operation::UserAdd:
        onDone(m_backend.addUser(app, request), this,
            [promise, op](const Result<BackendService::NewUser>& made) {
                if (!made)
                    return promise.resolve(refusal(op, made.error()));
                const QJsonObject user{{QStringLiteral("uid"), made->uid},
                    {QStringLiteral("token"), QString::fromLatin1(made->token.reveal())}};
                promise.resolve(success(op, {{QStringLiteral("user"), user}}));
            });
        break;
    case BackendRequest::Operation::Logout:
        onDone(m_backend.endToken(app, request), this, [promise, op](const Result<void>& ended) {
            promise.resolve(ended ? success(op, {}) : refusal(op, ended.error()));
        });
        break;
    }
    return promise.answer();
}

} // namespace Natter::Gateway
