// SPDX-License-Identifier: Apache-2.0
#include "identity/ImbachatProtocol.h"

#include "base/HtmlText.h"
#include "domain/JsonValues.h"
#include "identity/JsonReply.h"
#include "identity/LoginFields.h"
#include "identity/Mapped.h"
#include "net/HttpClient.h"

namespace Natter::Identity {

namespace {

void appendField(QByteArray& form, const char* name, const QByteArray& value)
{
    if (!form.isEmpty())
        form += '&';
    form += name;
    form += '=' + value.toPercentEncoding();
}

Net::HttpRequest formPost(
    const QUrl& url, const QByteArray& login, const Secret& password, const Secret& nonce)
{
    Net::HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    appendField(request.body, "login", login);
    appendField(request.body, "password", password.reveal());
    appendField(request.body, "nonce", nonce.reveal());
    return request;
}

/// The token under one of its names, on top or in an object below it.
Secret anyTokenOf(const QJsonObject& body)
{
    const auto tokenIn = [](const QJsonObject& object) {
        for (const char* name : {"identity_token", "token", "user_key"}) {
            Secret token = readToken(object.value(QLatin1String(name)));
            if (!token.isEmpty())
                return token;
        }
        return Secret();
    };
    Secret token = tokenIn(body);
    for (auto it = body.constBegin(); it != body.constEnd() && token.isEmpty(); ++it)
        token = tokenIn(it.value().toObject());
    return token;
}

QString htmlWordsOf(const QJsonObject& body)
{
    const QJsonValue error = body.value(QLatin1String("error"));
    const QJsonValue candidates[] = {error, error[QLatin1String("message")],
        body.value(QLatin1String("errors"))[0], body.value(QLatin1String("errors")),
        body.value(QLatin1String("message"))};
    for (const QJsonValue& candidate : candidates) {
        if (candidate.isString() && !candidate.toString().isEmpty())
            return plainTextOf(candidate.toString().left(4096), LongestField);
    }
    return {};
}

bool isRefused(const QJsonObject& body)
{
    return !isNothing(body.value(u"error")) || !isNothing(body.value(u"errors"));
}

/// HTTP's status, or the number that the body gives when HTTP says 200 (section 2).
int statusOf(const JsonReply& reply)
{
    const int inner = readCode(reply.body().value(u"code"));
    return reply.isSuccess() && inner >= 300 && inner <= 599 ? inner : reply.status();
}

Error loginCheckRefusal(const JsonReply& reply, const Net::HttpResponse& response)
{
    const int status = statusOf(reply);
    Error error;
    if (response.status == 401 && response.header("WWW-Authenticate").toLower().startsWith("basic"))
        error = reply.failure(ErrorKind::Configuration);
    else if (status == 401 || status == 403 || (reply.isSuccess() && status == reply.status()))
        error = reply.failure(ErrorKind::WrongCredentials, Retry::now());
    else if (status == 422 || status == 400)
        error = reply.failure(ErrorKind::BadInput);
    else if (status == 429)
        error = reply.failure(ErrorKind::RateLimited, Retry::later());
    else if (status >= 500)
        error = reply.failure(ErrorKind::ServerFailure, Retry::later());
    else
        error = reply.failure(ErrorKind::BadResponse, Retry::later());
    return error;
}

Result<Secret> loginCheckToken(JsonReply& reply, const Net::HttpResponse& response)
{
    if (!reply.isSuccess() || statusOf(reply) != reply.status() || isRefused(reply.body())) {
        Error error = reply.status() == 429 || reply.status() >= 500 ? reply.commonFailure()
                                                                     : loginCheckRefusal(reply, response);
        if (reply.isObject())
            error.words = reply.words();
        if (error.kind == ErrorKind::Configuration)
            error.detail += QStringLiteral("; this login check is for servers: let the gateway ask it");
        return error;
    }
    const Secret token = anyTokenOf(reply.body());
    if (!token.isEmpty())
        return token;
    const bool isBare =
        reply.body().contains(QLatin1String("user_id")) || reply.body().contains(QLatin1String("id"));
    return reply.malformed(isBare ? QStringLiteral("a login check without a token; let the gateway ask it")
                                  : QStringLiteral("no token, identity_token or user_key"));
}

} // namespace

ImbachatProtocol::ImbachatProtocol(Net::HttpClient& http, const Profile& profile)
    : m_http(http)
    , m_backend(profile.backend)
{}

Answer<OtpSent> ImbachatProtocol::requestOtp(const QString&)
{
    return resolved<OtpSent>(Error{ErrorKind::Configuration, Retry::never(),
        QStringLiteral("backend.methods names otp, which imbachat does not have"), {}});
}

Answer<Secret> ImbachatProtocol::login(const Credentials& credentials, const Nonce& nonce)
{
    if (const std::optional<Error> problem = problemOf(credentials))
        return resolved<Secret>(*problem);
    const QByteArray login = credentials.login.trimmed().toUtf8();
    const Secret password = credentials.proof;
    return mapped<Secret>(m_http.send(formPost(m_backend, login, password, nonce.value)), &m_context,
        [password, nonce = nonce.value](const Result<Net::HttpResponse>& response) -> Result<Secret> {
            if (!response)
                return explained(response.error());
            JsonReply reply(
                QStringLiteral("private backend, login check"), *response, JsonReply::Reading::Lenient);
            reply.setWords(htmlWordsOf(reply.body()));
            reply.redact(password);
            reply.redact(nonce);
            return loginCheckToken(reply, *response);
        });
}

} // namespace Natter::Identity
