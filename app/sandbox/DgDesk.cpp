// SPDX-License-Identifier: Apache-2.0
#include "DgDesk.h"

#include "FormFields.h"

namespace Natter::Sandbox {

namespace {

using Gateway::Response;
using namespace std::chrono_literals;

Response refusal(int status, const char* message)
{
    return Response::json(status,
        {{QStringLiteral("error"), QJsonObject{{QStringLiteral("message"), QLatin1String(message)}}}});
}

} // namespace

DgDesk::DgDesk(PasswordCheck& passwords, const IdentityTokens& tokens, const Clock& clock)
    : m_passwords(passwords)
    , m_tokens(tokens)
    , m_clock(clock)
{}

Response DgDesk::token(const Gateway::Request& request)
{
    const auto fields = request.parameters();
    if (!fields)
        return refusal(400, "The body is not a JSON object.");
    const auto [person, wait] =
        m_passwords.check(textField(*fields, u"login"), Secret(textField(*fields, u"password").toUtf8()));
    if (wait > 0ms)
        return throttled(refusal(429, "Too many tries. Please wait a little."), wait);
    if (!person)
        return refusal(401, "Login and password do not match.");
    const Secret token = m_tokens.make(LoginProtocolKind::Dg, *person, textField(*fields, u"nonce"));
    const qint64 end =
        m_clock.now().toSecsSinceEpoch() + IdentityTokens::lifetime(LoginProtocolKind::Dg).count();
    Response response =
        Response::json(200, {{QStringLiteral("auth_token"), QString::fromLatin1(token.reveal())},
                                {QStringLiteral("expires_at"), end}});
    response.headers.emplaceBack("Cache-Control", "no-store");
    return response;
}

} // namespace Natter::Sandbox
