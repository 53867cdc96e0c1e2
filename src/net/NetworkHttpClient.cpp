// SPDX-License-Identifier: Apache-2.0
#include "net/NetworkHttpClient.h"

#include "base/Loopback.h"
#include "net/HttpExchange.h"

#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>

#include <algorithm>
#include <optional>

namespace Natter::Net {

namespace {

class LoopbackGoesDirect final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        if (isLoopbackHost(query.peerHostName()))
            return {QNetworkProxy::NoProxy};
        return proxyForQuery(query);
    }
};

bool breaksLine(const QByteArray& text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

std::optional<Error> refusal(const HttpRequest& request)
{
    const auto refuse = [](const QString& detail, const QString& code) {
        return Error{ErrorKind::BadInput, Retry::never(), detail, code};
    };
    const QUrl& url = request.url;
    const bool isHttps = url.scheme() == u"https";
    if (!url.isValid() || url.host().isEmpty() || (!isHttps && url.scheme() != u"http"))
        return refuse(QStringLiteral("not an http or https address"), QStringLiteral("bad_url"));
    if (!url.userInfo().isEmpty())
        return refuse(QStringLiteral("the address holds a user name"), QStringLiteral("bad_url"));
    if (!isHttps && !isLoopbackHost(url.host()))
        return refuse(QStringLiteral("%1: plain http is for loopback only").arg(url.host()),
            QStringLiteral("insecure_transport"));
    const bool isTorn = std::any_of(request.headers.begin(), request.headers.end(),
        [](const Header& header) { return breaksLine(header.first) || breaksLine(header.second); });
    if (isTorn || breaksLine(request.method))
        return refuse(QStringLiteral("a header breaks its line"), QStringLiteral("bad_header"));
    return std::nullopt;
}

QNetworkRequest toNetworkRequest(const HttpRequest& request, const QByteArray& userAgent)
{
    QNetworkRequest out(request.url);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // HttpExchange stops at the request's own limit; Qt's would come first and with another error.
    out.setDecompressedSafetyCheckThreshold(-1);
    out.setHeader(QNetworkRequest::UserAgentHeader, userAgent);
    for (const auto& [name, value] : request.headers)
        out.setRawHeader(name, value);
    return out;
}

QNetworkReply* start(QNetworkAccessManager& network, const HttpRequest& request, const QByteArray& userAgent)
{
    const QNetworkRequest out = toNetworkRequest(request, userAgent);
    if (request.method == "GET" && request.body.isEmpty())
        return network.get(out);
    if (request.method == "HEAD")
        return network.head(out);
    return network.sendCustomRequest(out, request.method, request.body);
}

} // namespace

NetworkHttpClient::NetworkHttpClient(const QByteArray& program, QObject* parent)
    : QObject(parent)
    , m_userAgent(program + "/" NATTER_VERSION)
    , m_network(new QNetworkAccessManager(this))
{
    m_network->setProxyFactory(new LoopbackGoesDirect);
}

NetworkHttpClient::~NetworkHttpClient()
{
    // Before the manager, which owns their replies.
    qDeleteAll(findChildren<HttpExchange*>(QString(), Qt::FindDirectChildrenOnly));
}

Answer<HttpResponse> NetworkHttpClient::send(const HttpRequest& request)
{
    if (const std::optional<Error> error = refusal(request))
        return resolved<HttpResponse>(*error);
    auto* exchange = new HttpExchange(start(*m_network, request, m_userAgent), request, this);
    return exchange->answer();
}

} // namespace Natter::Net
