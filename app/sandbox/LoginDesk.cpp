// SPDX-License-Identifier: Apache-2.0
#include "LoginDesk.h"

#include "jwt/Token.h"

namespace Natter::Sandbox {

namespace {

using namespace std::chrono_literals;

constexpr auto TokenLifetime = 120s;
constexpr int ResendAfterSeconds = 30;
constexpr qsizetype LongestField = 512;

using Gateway::Response;

Response refusal(int status, const char* reason, const char* message)
{
    return Response::json(
        status, {{QStringLiteral("error"), QJsonObject{{QStringLiteral("message"), QLatin1String(message)},
                                               {QStringLiteral("reason"), QLatin1String(reason)}}}});
}

Response throttled(std::chrono::milliseconds wait)
{
    Response response = refusal(429, "throttled", "Too many tries. Please wait a little.");
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    response.headers.emplaceBack("Retry-After", QByteArray::number(static_cast<qint64>(seconds)));
    return response;
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

/// Empty when the field is missing, of a wrong type or too long.
QString textField(const QJsonObject& fields, QStringView name)
{
    const QJsonValue value = fields.value(name);
    const QString text = value.isDouble() ? QString::number(value.toInteger()) : value.toString();
    return text.size() <= LongestField ? text : QString();
}

} // namespace

LoginDesk::LoginDesk(const People& people, QString appId, Secret signingSecret, const Clock& clock)
    : m_people(people)
    , m_appId(std::move(appId))
    , m_signingSecret(std::move(signingSecret))
    , m_clock(clock)
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
    if (textField(*fields, u"app_id") != m_appId)
        return refusal(400, "app_unknown", "This app is not known here.");
    if (const auto wait = m_wrongTries.waitFor(login); wait > 0ms)
        return throttled(wait);

    const Person* person = m_people.findByLogin(login);
    const Proof proof = check(login, person, given);
    if (proof == Proof::Right && person) {
        m_wrongTries.forget(login);
        return Response::json(200, {{QStringLiteral("identity_token"),
                                       QString::fromLatin1(identityToken(*person, nonce).reveal())}});
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
    if (textField(*fields, u"app_id") != m_appId)
        return refusal(400, "app_unknown", "This app is not known here.");
    if (const auto wait = m_codeRequests.waitFor(login); wait > 0ms)
        return throttled(wait);
    m_codeRequests.count(login);

    // A number that nobody has gets a code, too: the answers to it must not differ from then on either.
    const Secret code = m_codes.issue(login);
    if (m_postman && m_people.findByLogin(login))
        m_postman(login, code);
    return Response::json(
        200, {{QStringLiteral("resend_after"), ResendAfterSeconds},
                 {QStringLiteral("message"), QStringLiteral("We sent a code to this number.")}});
}

Secret LoginDesk::identityToken(const Person& person, const QString& nonce) const
{
    const qint64 now = m_clock.now().toSecsSinceEpoch();
    const QUrl avatar = m_avatarUrl ? m_avatarUrl(person) : QUrl();
    return Jwt::Token::sign(
        {{QStringLiteral("iss"), m_appId}, {QStringLiteral("iat"), now},
            {QStringLiteral("exp"), now + static_cast<qint64>(TokenLifetime.count())},
            {QStringLiteral("nbf"), now}, {QStringLiteral("nce"), nonce},
            {QStringLiteral("prn"), person.id.toString()}, {QStringLiteral("name"), person.name},
            {QStringLiteral("avatar_url"), avatar.toString(QUrl::FullyEncoded)}},
        m_signingSecret, Jwt::Algorithm::HS256, {{QStringLiteral("ver"), QStringLiteral("v2")}});
}

} // namespace Natter::Sandbox
