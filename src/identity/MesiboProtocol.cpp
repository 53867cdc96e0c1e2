// SPDX-License-Identifier: Apache-2.0
#include "identity/MesiboProtocol.h"

#include "base/Log.h"
#include "base/PlainText.h"
#include "domain/JsonValues.h"
#include "identity/JsonReply.h"
#include "identity/LoginFields.h"
#include "identity/Mapped.h"
#include "identity/PhoneNumber.h"
#include "net/HttpClient.h"

#include <QDateTime>

#include <algorithm>

namespace Natter::Identity {

namespace {

constexpr qsizetype FewestDigits = 9;
constexpr qsizetype MostDigits = 15; // E.164
constexpr qsizetype LongestCode = 64;
/// The apps believe nothing shorter (section 3.2).
constexpr qsizetype ShortestToken = 17;
constexpr double LongestDelayMs = 10'000;
constexpr int LongestMessage = 400;

QString mesiboPeer()
{
    return QStringLiteral("private backend, op login");
}

/// The backend takes backslashes out of what it gets before it reads it, so that nothing may need one.
bool needsEscape(const QString& text)
{
    return std::any_of(
        text.begin(), text.end(), [](QChar c) { return c == u'"' || c == u'\\' || c.unicode() < 0x20; });
}

bool isGranted(const QJsonObject& answer)
{
    const QJsonValue result = answer.value(QLatin1String("result"));
    const QString text = result.toString();
    return result.toBool() || text.compare(u"ok", Qt::CaseInsensitive) == 0 ||
           text.compare(u"true", Qt::CaseInsensitive) == 0;
}

Secret longTokenOf(const QJsonObject& answer)
{
    const Secret token = readToken(answer.value(QLatin1String("token")));
    return token.size() >= ShortestToken ? token : Secret();
}

/// What the backend wants the person to read: `errmsg` and `errtitle` as the older apps know them, else
/// `message` and `title`.
QString shownWordsOf(const QJsonObject& answer)
{
    const auto text = [&answer](const char* member) {
        return plainLine(answer.value(QLatin1String(member)).toString(), LongestMessage);
    };
    const bool hasError = answer.contains(QLatin1String("errmsg"));
    const QString title = text(hasError ? "errtitle" : "title");
    const QString message = text(hasError ? "errmsg" : "message");
    return title.isEmpty() || message.isEmpty() ? title + message : title + QStringLiteral(": ") + message;
}

struct MesiboRefusal
{
    const char* code;
    ErrorKind kind;
    Retry retry;
};

Error mesiboRefusal(const JsonReply& reply, bool hasCode)
{
    const MesiboRefusal known[] = {
        {"BADUSER", ErrorKind::WrongCredentials, Retry::now()},
        {"AUTHFAIL", ErrorKind::WrongCredentials, Retry::now()},
        {"BADPHONE", ErrorKind::BadInput, Retry::now()},
        {"BADAPP", ErrorKind::ServerFailure, Retry::later()},
        {"MISSINGAPPID", ErrorKind::Configuration, Retry::never()},
        {"BADOP", ErrorKind::Configuration, Retry::never()},
        {"UPDATE", ErrorKind::Configuration, Retry::never()},
    };
    const QString code = reply.body().value(QLatin1String("error")).toString().trimmed().left(64);
    if (reply.status() == 429)
        return reply.commonFailure();
    const auto* found =
        std::find_if(std::begin(known), std::end(known), [&code](const MesiboRefusal& refusal) {
            return code.compare(QLatin1String(refusal.code), Qt::CaseInsensitive) == 0;
        });
    Error error;
    if (found != std::end(known))
        error = reply.failure(found->kind, found->retry);
    else if (!code.isEmpty() && hasCode)
        error = reply.failure(ErrorKind::WrongCredentials, Retry::now());
    else if (!code.isEmpty())
        error = reply.commonFailure();
    else // without a reason it is the number (section 3.5)
        error = reply.failure(ErrorKind::BadInput, Retry::now());
    error.code = found == std::end(known) ? QString() : QString(QLatin1String(found->code));
    return error;
}

/// An answer in the contract that is a success, or the Error that it is.
Result<QJsonObject> successOf(JsonReply& reply, const QList<Secret>& sent)
{
    if (!reply.isObject() || !reply.body().contains(QLatin1String("result"))) {
        if (reply.status() == 500)
            return Error{ErrorKind::ServerFailure, Retry::later(),
                mesiboPeer() + QStringLiteral(
                                   ": status 500 without an answer, as its program gives when it stumbles "
                                   "over the type of a field or over its own settings"),
                {}};
        if (!reply.isSuccess())
            return reply.commonFailure();
        return reply.malformed(QStringLiteral("no result"));
    }
    if (isGranted(reply.body()))
        return reply.body();
    const QString words = shownWordsOf(reply.body());
    reply.setWords(words.isEmpty() ? reply.body().value(QLatin1String("error")).toString() : words);
    for (const Secret& secret : sent)
        reply.redact(secret);
    Error error = mesiboRefusal(reply, !sent.isEmpty());
    error.words = words.isEmpty() ? QString() : reply.words();
    return error;
}

} // namespace

MesiboProtocol::MesiboProtocol(Net::HttpClient& http, const Profile& profile)
    : m_http(http)
    , m_appId(profile.backendAppId.isEmpty() ? profile.appId : profile.backendAppId)
    , m_backend(profile.backend)
{}

Result<QJsonObject> MesiboProtocol::question(const QString& login) const
{
    const Result<QString> phone = normalizedPhone(login);
    if (!phone)
        return phone.error();
    if (m_appId.isEmpty() || needsEscape(m_appId))
        return Error{ErrorKind::Configuration, Retry::never(),
            QStringLiteral("backend.appid is empty or holds a quote, a backslash or a control character"),
            {}};
    return QJsonObject{{QStringLiteral("op"), QStringLiteral("login")}, {QStringLiteral("appid"), m_appId},
        {QStringLiteral("phone"), *phone}};
}

Answer<OtpSent> MesiboProtocol::requestOtp(const QString& login)
{
    const Result<QJsonObject> body = question(login);
    if (!body)
        return resolved<OtpSent>(body.error());
    return mapped<OtpSent>(m_http.send(jsonPost(m_backend, *body)), &m_context,
        [this](const Result<Net::HttpResponse>& response) -> Result<OtpSent> {
            if (!response)
                return explained(response.error());
            JsonReply reply(mesiboPeer(), *response, JsonReply::Reading::Lenient);
            noteClock(reply.body());
            const Result<QJsonObject> answer = successOf(reply, {});
            if (!answer)
                return answer.error();
            OtpSent sent;
            sent.message = shownWordsOf(*answer);
            const double delay = answer->value(QLatin1String("delay")).toDouble();
            sent.messageDelay =
                std::chrono::milliseconds(static_cast<qint64>(std::clamp(delay, 0.0, LongestDelayMs)));
            sent.identityToken = longTokenOf(*answer);
            return sent;
        });
}

Answer<Secret> MesiboProtocol::login(const Credentials& credentials, const Nonce& nonce)
{
    const Result<QJsonObject> fields = question(credentials.login);
    if (!fields)
        return resolved<Secret>(fields.error());
    QJsonObject body = *fields;
    const Secret proof(credentials.proof.reveal().trimmed());
    const QString code = QString::fromUtf8(proof.reveal());
    // Without a code the same request would ask for a new one.
    if (code.isEmpty() || code.size() > LongestCode || needsEscape(code))
        return resolved<Secret>(badInput(QStringLiteral("the code is empty, too long or no code")));
    body.insert(QStringLiteral("otp"), code);
    const QString extra = QString::fromUtf8(nonce.value.reveal());
    if (!extra.isEmpty() && !needsEscape(extra))
        body.insert(QStringLiteral("nonce"), extra);
    return mapped<Secret>(m_http.send(jsonPost(m_backend, body)), &m_context,
        [this, proof, nonce = nonce.value](const Result<Net::HttpResponse>& response) -> Result<Secret> {
            if (!response)
                return explained(response.error());
            JsonReply reply(mesiboPeer(), *response, JsonReply::Reading::Lenient);
            noteClock(reply.body());
            const Result<QJsonObject> answer = successOf(reply, {proof, nonce});
            if (!answer)
                return answer.error();
            const Secret token = longTokenOf(*answer);
            if (token.isEmpty())
                return reply.malformed(QStringLiteral("OK, but no token of more than 16 characters"));
            return token;
        });
}

void MesiboProtocol::logout(const Secret& identityToken)
{
    QJsonObject body{{QStringLiteral("op"), QStringLiteral("logout")}};
    const QString token = QString::fromUtf8(identityToken.reveal());
    if (token.isEmpty() || needsEscape(token))
        return; // nothing that the backend could end
    body.insert(QStringLiteral("token"), token);
    (void)m_http.send(jsonPost(m_backend, body));
}

Result<QString> MesiboProtocol::normalizedPhone(const QString& login)
{
    if (login.size() > LongestField)
        return badInput(QStringLiteral("the login is too long"));
    QString text = login.trimmed();
    for (const QChar filler : {u'.', u'/'})
        text.remove(filler);
    if (text.startsWith(u'\u00B1')) // plus or minus, as some keyboards have it for +
        text[0] = u'+';
    // The trunk prefix, as it is written for readers at home.
    if (text.startsWith(u'+') || text.startsWith(u"00"))
        text.remove(QStringLiteral("(0)"));
    const std::optional<PhoneNumber> number = readPhoneNumber(text);
    if (!number)
        return badInput(QStringLiteral("the login is not a phone number"));
    QString digits = number->digits;
    if (digits.startsWith(u'0') && !digits.startsWith(u"00") && !number->hasPlus)
        return badInput(
            QStringLiteral("a phone number without country code"), QStringLiteral("country_code_missing"));
    while (digits.startsWith(u'0'))
        digits.remove(0, 1);
    if (digits.size() < FewestDigits || digits.size() > MostDigits)
        return badInput(QStringLiteral("a phone number of %1 digits").arg(digits.size()));
    return digits;
}

void MesiboProtocol::noteClock(const QJsonObject& answer)
{
    const QJsonValue time = answer.value(QLatin1String("ts"));
    const QDateTime server = time.isDouble() ? readTime(time) : QDateTime();
    if (!server.isValid())
        return;
    m_clockOffset = std::chrono::seconds(QDateTime::currentDateTimeUtc().secsTo(server));
    qCDebug(lcIdentity) << "the private backend's clock minus ours:" << m_clockOffset->count() << "s";
}

} // namespace Natter::Identity
