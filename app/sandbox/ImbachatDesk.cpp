// SPDX-License-Identifier: Apache-2.0
#include "ImbachatDesk.h"

#include "FormFields.h"

namespace Natter::Sandbox {

namespace {

using Gateway::Response;
using namespace std::chrono_literals;

Response refusal(int status, int code, const char* error)
{
    return Response::json(
        status, {{QStringLiteral("code"), code}, {QStringLiteral("error"), QLatin1String(error)},
                    {QStringLiteral("debug"), QString()}});
}

QJsonObject formOf(const Gateway::Request& request)
{
    const auto fields = request.parameters();
    return fields ? *fields : QJsonObject();
}

} // namespace

ImbachatDesk::ImbachatDesk(PasswordCheck& passwords, const IdentityTokens& tokens, const UsersInfo& usersInfo)
    : m_passwords(passwords)
    , m_tokens(tokens)
    , m_usersInfo(usersInfo)
{}

PasswordCheck::Outcome ImbachatDesk::check(const Gateway::Request& request)
{
    const QJsonObject fields = formOf(request);
    return m_passwords.check(textField(fields, u"login"), Secret(textField(fields, u"password").toUtf8()));
}

Response ImbachatDesk::token(const Gateway::Request& request)
{
    const auto [person, wait] = check(request);
    if (wait > 0ms)
        return throttled(refusal(429, 429, "Too many tries. Please wait a little."), wait);
    if (!person)
        return refusal(403, 403, "Login and password do not match.");
    const QString nonce = textField(formOf(request), u"nonce");
    return Response::json(
        200, {{QStringLiteral("token"),
                 QString::fromLatin1(m_tokens.make(LoginProtocolKind::Imbachat, *person, nonce).reveal())}});
}

Response ImbachatDesk::checkLogin(const Gateway::Request& request)
{
    if (!m_usersInfo.isAuthorized(request))
        return UsersInfo::unauthorized();
    const auto [person, wait] = check(request);
    if (!person)
        return refusal(200, 403, wait > 0ms ? "Too many tries." : "Login and password do not match.");
    return Response::json(200, {{QStringLiteral("name"), person->name.toHtmlEscaped()},
                                   {QStringLiteral("user_id"), UsersInfo::idOf(*person)}});
}

} // namespace Natter::Sandbox
