// SPDX-License-Identifier: Apache-2.0
#include "gateway/LoginCheckClient.h"

#include "base/Log.h"
#include "domain/JsonValues.h"
#include "gateway/Refusal.h"
#include "net/LooseJson.h"

#include <QJsonObject>

namespace Natter::Gateway {

namespace {

constexpr std::chrono::seconds CheckDeadline{10};
constexpr qint64 MaximumCheckBytes = qint64(256) * 1024;

Error checkUnavailable(ErrorKind kind, const char* message)
{
    return refused(kind, "login_check_unavailable", message, Retry::later(std::chrono::seconds(5)));
}

QByteArray formField(const QString& name, const QByteArray& value)
{
    return QUrl::toPercentEncoding(name) + '=' + value.toPercentEncoding();
}

bool hasError(const QJsonObject& answer)
{
    return !isNothing(answer.value(u"error")) || !isNothing(answer.value(u"errors"));
}

} // namespace

LoginCheckClient::LoginCheckClient(Net::HttpClient& http, QObject* parent)
    : QObject(parent)
    , m_http(http)
{}

Answer<UserId> LoginCheckClient::check(const AppConfig& app, const QString& login, const Secret& password)
{
    Net::HttpRequest request;
    request.method = "POST";
    request.url = app.loginCheckUrl;
    request.deadline = CheckDeadline;
    request.maximumBytes = MaximumCheckBytes;
    const QByteArray pair = app.usersInfo.login.toUtf8() + ':' + app.usersInfo.password.reveal();
    request.headers = {{"Authorization", "Basic " + pair.toBase64()}, {"Accept", "application/json"},
        {"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = formField(app.loginCheck.loginField, login.toUtf8()) + '&' +
                   formField(app.loginCheck.passwordField, password.reveal());
    const Promise<UserId> promise;
    onDone(m_http.send(request), this, [promise](const Result<Net::HttpResponse>& response) {
        if (response)
            return promise.resolve(readLoginCheck(*response));
        qCWarning(lcGateway) << "login check:" << response.error();
        promise.resolve(checkUnavailable(ErrorKind::Network, "The site's login check cannot be reached."));
    });
    return promise.answer();
}

Result<UserId> readLoginCheck(const Net::HttpResponse& response)
{
    const QJsonObject answer = Net::parseLooseJson(response.body).object();
    const int code = readCode(answer.value(u"code"));
    // The gateway's own login was refused, which is nobody's typing error.
    if (response.status == 401 || code == 401) {
        qCWarning(lcGateway) << "login check: the site refused the gateway's login";
        return checkUnavailable(ErrorKind::BadResponse, "The site's login check refused the gateway.");
    }
    const bool isAnswer = response.status == 200 || response.status == 403;
    if (isAnswer && (hasError(answer) || code == 403))
        return refused(ErrorKind::Unauthorized, "login_refused", "The login or the password is wrong.");
    const QString user =
        readUserId(answer.contains(u"user_id") ? answer.value(u"user_id") : answer.value(u"id"));
    if (response.status != 200 || user.isEmpty() || user == u"0") {
        qCWarning(lcGateway) << "login check: status" << response.status << "and no usable user id";
        return checkUnavailable(ErrorKind::BadResponse, "The site's login check did not say who this is.");
    }
    return UserId(user);
}

} // namespace Natter::Gateway
