// SPDX-License-Identifier: Apache-2.0
#include "LoginDesk.h"

#include "FormFields.h"
#include "SiteApp.h"

namespace Natter::Sandbox {

namespace {

using namespace std::chrono_literals;

constexpr int ResendAfterSeconds = 30;

using Gateway::Response;

Response refusal(int status, const char* reason, const char* message)
{
    return Response::json(
        status, {{QStringLiteral("error"), QJsonObject{{QStringLiteral("message"), QLatin1String(message)},
                                               {QStringLiteral("reason"), QLatin1String(reason)}}}});
}

Response tooManyTries(std::chrono::milliseconds wait)
{
    return throttled(refusal(429, "throttled", "Too many tries. Please wait a little."), wait);
}

/// The `user` object of a JSON body, or the fields of a form, written `user[phone_number]` or plainly.
Result<QJsonObject> userFields(const Gateway::Request& request)
{
    const auto parameters = request.parameters();
    if (!parameters || parameters->value(u"user").isObject())
        return parameters ? parameters->value(u"user").toObject() : parameters;
    QJsonObject fields;
    for (auto it = parameters->begin(); it != parameters->end(); ++it) {
        QString name = it.key();
        if (name.startsWith(u"user[") && name.endsWith(u']'))
            name = name.mid(5).chopped(1);
        fields.insert(name, it.value());
    }
    return fields;
}

} // namespace

LoginDesk::LoginDesk(
    const People& people, const IdentityTokens& tokens, const FaultSwitches& faults, const Clock& clock)
    : m_people(people)
    , m_tokens(tokens)
    , m_faults(faults)
    , m_codes(clock)
    , m_wrongTries(10, 5min, clock)
    , m_codeRequests(5, 5min, clock)
{}

Response LoginDesk::verify(const Gateway::Request& request)
{
    const auto fields = userFields(request);
    if (!fields)
        return refusal(400, "body_malformed", "The body is neither JSON nor a form.");
    const QString login = People::normalLogin(textField(*fields, u"phone_number"));
    const Secret given(textField(*fields, u"passcode").trimmed().toUtf8());
    const QString nonce = textField(*fields, u"nonce");
    if (login.isEmpty() || given.isEmpty() || nonce.isEmpty())
        return refusal(400, "field_missing", "phone_number, passcode and nonce are needed.");
    if (textField(*fields, u"app_id") != siteAppFor(LoginProtocolKind::Qiscus).appId)
        return refusal(400, "app_unknown", "This app is not known here.");
    if (const auto wait = m_wrongTries.waitFor(login); wait > 0ms)
        return tooManyTries(wait);

    const Person* person = m_people.findByLogin(login);
    const Proof proof = check(login, person, given);
    if (proof == Proof::Right && person) {
        m_wrongTries.forget(login);
        return Response::json(200,
            {{QStringLiteral("identity_token"),
                QString::fromLatin1(m_tokens.make(LoginProtocolKind::Qiscus, *person, nonce).reveal())}});
    }
    m_wrongTries.count(login);
    if (proof == Proof::Expired)
        return refusal(401, "code_expired", "This code is no longer valid. Ask for a new one.");
    return refusal(401, "wrong_credentials", "Number and code do not match.");
}

LoginDesk::Proof LoginDesk::check(const QString& login, const Person* person, const Secret& given)
{
    // Unknown people are compared, too, so that they take as long.
    const Secret passcode = person ? person->passcode : Secret(QByteArray(given.size(), '\0'));
    if (constantTimeEquals(given.reveal(), passcode.reveal()))
        return Proof::Right;
    if (m_faults.has(Fault::OtpWrongAlways))
        return Proof::Wrong;
    if (m_faults.has(Fault::OtpExpired))
        return Proof::Expired;
    switch (m_codes.check(login, given)) {
    case OneTimeCodes::Verdict::Right:
        return Proof::Right;
    case OneTimeCodes::Verdict::Expired:
        return Proof::Expired;
    case OneTimeCodes::Verdict::Wrong:
        break;
    }
    return Proof::Wrong;
}

Response LoginDesk::sendCode(const Gateway::Request& request)
{
    const auto fields = userFields(request);
    if (!fields)
        return refusal(400, "body_malformed", "The body is neither JSON nor a form.");
    const QString login = People::normalLogin(textField(*fields, u"phone_number"));
    if (login.isEmpty())
        return refusal(400, "field_missing", "phone_number is needed.");
    if (textField(*fields, u"app_id") != siteAppFor(LoginProtocolKind::Qiscus).appId)
        return refusal(400, "app_unknown", "This app is not known here.");
    if (const auto wait = m_codeRequests.waitFor(login); wait > 0ms)
        return tooManyTries(wait);
    m_codeRequests.count(login);

    // A number that nobody has gets a code, too: the answers to it must not differ from then on either.
    const Secret code = m_codes.issue(login);
    if (m_postman && m_people.findByLogin(login) && !m_faults.has(Fault::OtpNever))
        m_postman(login, code);
    return Response::json(
        200, {{QStringLiteral("resend_after"), ResendAfterSeconds},
                 {QStringLiteral("message"), QStringLiteral("We sent a code to this number.")}});
}

} // namespace Natter::Sandbox
