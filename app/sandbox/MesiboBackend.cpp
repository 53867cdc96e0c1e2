// SPDX-License-Identifier: Apache-2.0
#include "MesiboBackend.h"

#include "net/JsonAnswer.h"

#include "FormFields.h"

#include <QJsonDocument>

namespace Natter::Sandbox {

namespace {

using Gateway::Response;

constexpr int ShortestPhoneBytes = 9;
constexpr int MessageDelayMs = 500;

Response page(const QJsonObject& body, const char* result)
{
    QByteArray json = QJsonDocument(body).toJson();
    // `result` comes last in the published answers; QJsonObject would sort it.
    json.truncate(json.lastIndexOf('}'));
    json = json.trimmed() + ",\n    \"result\": \"" + result + "\"\n}\n";
    Response response;
    response.contentType = "text/html; charset=UTF-8";
    response.body = json.replace("/", "\\/");
    return response;
}

Response failure(QJsonObject body, const char* error = nullptr)
{
    if (error)
        body.insert(QStringLiteral("error"), QLatin1String(error));
    return page(body, "FAIL");
}

Response notUnderstood()
{
    Response response;
    response.status = 302;
    response.contentType = "text/html; charset=UTF-8";
    response.headers = {{"Location", "https://mesibo.example/"}};
    return response;
}

} // namespace

MesiboBackend::MesiboBackend(const People& people, Net::HttpClient& http, const QUrl& gateway,
    Secret appToken, const Clock& clock, const FaultSwitches& faults, QObject* parent)
    : QObject(parent)
    , m_people(people)
    , m_http(http)
    , m_api(gateway.resolved(QUrl(QStringLiteral("api.php"))))
    , m_appToken(std::move(appToken))
    , m_clock(clock)
    , m_faults(faults)
{}

QString MesiboBackend::trimmedPhone(const QString& typed)
{
    QString phone = typed.trimmed();
    while (!phone.isEmpty() && (phone.front().isSpace() || QStringView(u"+0\u00b1").contains(phone.front())))
        phone.remove(0, 1);
    return phone;
}

Answer<Response> MesiboBackend::handle(const Gateway::Request& request)
{
    const QJsonDocument document = QJsonDocument::fromJson(request.body());
    const QJsonObject fields = document.object();
    const QString operation = textField(fields, u"op").trimmed().toLower();
    if (operation.isEmpty())
        return resolved<Response>(notUnderstood());
    if (operation == u"logout")
        return resolved<Response>(page(answer(operation), "OK"));
    if (operation != u"login")
        return resolved<Response>(failure({{QStringLiteral("op"), operation}}, "BADOP"));
    if (textField(fields, u"appid").trimmed().isEmpty())
        return resolved<Response>(failure(answer(operation), "MISSINGAPPID"));
    const QString phone = trimmedPhone(textField(fields, u"phone"));
    if (phone.toUtf8().size() < ShortestPhoneBytes)
        return resolved<Response>(failure(answer(operation)));
    const QString code = textField(fields, u"otp").trimmed();
    return code.isEmpty() ? sendCode(phone) : signIn(phone, code, fields);
}

Answer<Response> MesiboBackend::sendCode(const QString& phone)
{
    const Promise<Response> promise;
    ask({{QStringLiteral("op"), QStringLiteral("otp")}, {QStringLiteral("addr"), phone},
            {QStringLiteral("tries"), QStringLiteral("5")}, {QStringLiteral("expiry"), QStringLiteral("300")},
            {QStringLiteral("reuse"), QStringLiteral("1")}},
        [this, promise, phone](const QJsonObject& made) {
            QJsonObject body = answer(QStringLiteral("login"));
            body.insert(QStringLiteral("title"), QStringLiteral("Natter Demo"));
            body.insert(QStringLiteral("message"),
                QStringLiteral("Your code appears in the terminal where the sandbox runs."));
            body.insert(QStringLiteral("delay"), MessageDelayMs);
            const QString code = textField(made, u"otp");
            if (code.isEmpty())
                return promise.resolve(failure(body, "BADAPP"));
            if (m_postman && m_people.findByLogin(phone) && !m_faults.has(Fault::OtpNever))
                m_postman(phone, Secret(code.toUtf8()));
            promise.resolve(page(body, "OK"));
        });
    return promise.answer();
}

Answer<Response> MesiboBackend::signIn(const QString& phone, const QString& code, const QJsonObject& fields)
{
    const Promise<Response> promise;
    if (m_faults.has(Fault::OtpWrongAlways) || m_faults.has(Fault::OtpExpired))
        return resolved<Response>(failure(answer(QStringLiteral("login")), "BADUSER"));
    const Person* person = m_people.findByLogin(phone);
    QUrlQuery query{{QStringLiteral("op"), QStringLiteral("useradd")},
        {QStringLiteral("name"), person ? person->name : textField(fields, u"name")},
        {QStringLiteral("addr"), phone}, {QStringLiteral("appid"), textField(fields, u"appid").trimmed()},
        {QStringLiteral("session"), QStringLiteral("0")},
        {QStringLiteral("expiry"), QStringLiteral("525600")}, {QStringLiteral("flag"), QStringLiteral("0")},
        {QStringLiteral("otp"), code}, {QStringLiteral("restrictions"), QStringLiteral("0")}};
    // Not in the published code, but this owner's: it binds the token to the app's nonce.
    if (const QString nonce = textField(fields, u"nonce"); !nonce.isEmpty())
        query.addQueryItem(QStringLiteral("nonce"),
            m_faults.has(Fault::TokenWrongNonce) ? QStringLiteral("nobody-asked-for-me") : nonce);
    ask(query, [this, promise, phone](const QJsonObject& made) {
        QString token = made.value(u"user")[u"token"].toString();
        QJsonObject body = answer(QStringLiteral("login"));
        if (token.isEmpty())
            return promise.resolve(failure(body, "BADUSER"));
        for (const Fault fault : {Fault::TokenExpired, Fault::TokenBadSignature, Fault::TokenWrongIssuer}) {
            if (m_faults.has(fault))
                token = QStringLiteral("a-token-that-the-gateway-does-not-know");
        }
        body.insert(QStringLiteral("token"), token);
        body.insert(QStringLiteral("phone"), phone);
        promise.resolve(page(body, "OK"));
    });
    return promise.answer();
}

void MesiboBackend::ask(QUrlQuery query, std::function<void(const QJsonObject& answer)> then)
{
    query.addQueryItem(QStringLiteral("token"), QString::fromUtf8(m_appToken.reveal()));
    query.addQueryItem(QStringLiteral("sig"), QStringLiteral("none"));
    // QUrlQuery leaves a `+` alone, which the other side takes for a blank.
    Net::HttpRequest request;
    request.url = m_api;
    request.url.setQuery(query.query(QUrl::FullyEncoded).replace(u'+', QLatin1String("%2B")));
    onDone(m_http.send(request), this, [then = std::move(then)](const Result<Net::HttpResponse>& response) {
        const auto json = response ? Net::parseJsonObject(*response) : response.error();
        then(json && json->value(u"result").toBool() ? *json : QJsonObject());
    });
}

QJsonObject MesiboBackend::answer(const QString& operation) const
{
    return {{QStringLiteral("op"), operation}, {QStringLiteral("ts"), m_clock.now().toSecsSinceEpoch()}};
}

} // namespace Natter::Sandbox
