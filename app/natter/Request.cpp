// SPDX-License-Identifier: Apache-2.0
#include "Request.h"

#include "DeepLink.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace Natter::App {

namespace {

constexpr qsizetype MaximumSiteLength = 2048;

} // namespace

Request requestFor(const Result<UserId>& id)
{
    Request request;
    if (id)
        request.openDialog = *id;
    else
        request.notice =
            QCoreApplication::translate("Natter::App", "A link was ignored: it does not name a dialog.");
    return request;
}

Request requestForLink(const QString& link, const QString& scheme)
{
    const Result<Identity::BrowserReturn> signIn = parseSignInLink(link, scheme);
    if (!signIn)
        return requestFor(parseDeepLink(link, scheme));
    Request request;
    request.signIn = *signIn;
    return request;
}

QByteArray serializeRequest(const Request& request)
{
    QJsonObject object;
    if (request.openDialog)
        object.insert(QStringLiteral("open_dialog"), request.openDialog->toString());
    if (!request.site.isEmpty())
        object.insert(QStringLiteral("site"), request.site);
    if (request.signIn)
        object.insert(QStringLiteral("sign_in"), QJsonObject{{QStringLiteral("state"), request.signIn->state},
                                                     {QStringLiteral("code"), request.signIn->code},
                                                     {QStringLiteral("error"), request.signIn->error}});
    if (!request.notice.isEmpty())
        object.insert(QStringLiteral("notice"), request.notice);
    if (!request.activationToken.isEmpty())
        object.insert(QStringLiteral("activation_token"), request.activationToken);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<Request> parseRequest(const QByteArray& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return Error{ErrorKind::BadInput, Retry::never(), QStringLiteral("request is not a JSON object"), {}};
    const QJsonObject object = document.object();
    Request request;
    if (object.contains(u"open_dialog")) {
        const Result<UserId> id = parseUserId(object.value(u"open_dialog").toString());
        if (!id)
            return id.error();
        request.openDialog = *id;
    }
    request.site = object.value(u"site").toString();
    if (request.site.size() > MaximumSiteLength)
        return Error{ErrorKind::BadInput, Retry::never(), QStringLiteral("the site is too long"), {}};
    if (object.contains(u"sign_in")) {
        const QJsonObject signIn = object.value(u"sign_in").toObject();
        request.signIn = Identity::BrowserReturn{signIn.value(u"state").toString(),
            signIn.value(u"code").toString(), signIn.value(u"error").toString()};
    }
    request.notice = object.value(u"notice").toString().left(500);
    request.activationToken = object.value(u"activation_token").toString().left(200);
    return request;
}

} // namespace Natter::App
