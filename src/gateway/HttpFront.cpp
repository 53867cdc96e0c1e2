// SPDX-License-Identifier: Apache-2.0
#include "gateway/HttpFront.h"

#include "gateway/HttpListener.h"
#include "gateway/HttpWriter.h"

#include <QElapsedTimer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QMetaEnum>
#include <QPointer>

#include <algorithm>

namespace Natter::Gateway {

HttpFront::HttpFront(const Clock& clock, Observer observer, QObject* parent)
    : QAbstractHttpServer(parent)
    , m_clock(clock)
    , m_observer(std::move(observer))
{}

void HttpFront::serveBy(std::shared_ptr<const Router> router, const QList<Subnet>& proxies)
{
    m_router = std::move(router);
    m_proxies = proxies;
}

Result<void> HttpFront::listen(const QHostAddress& address, quint16 port, const ConnectionLimits& limits,
    std::optional<QSslConfiguration> tls)
{
    m_maximumBodyBytes = limits.bodyBytes;
    m_listener = new HttpListener(m_clock, limits, std::move(tls), this);
    if (!m_listener->listen(address, port))
        return Error{ErrorKind::Network, Retry::later(),
            QStringLiteral("cannot listen on %1, port %2: %3")
                .arg(address.toString())
                .arg(port)
                .arg(m_listener->errorString()),
            {}};
    bind(m_listener);
    return {};
}

void HttpFront::setLimits(const ConnectionLimits& limits, std::optional<QSslConfiguration> tls)
{
    m_maximumBodyBytes = limits.bodyBytes;
    if (m_listener)
        m_listener->setLimits(limits, std::move(tls));
}

quint16 HttpFront::port() const
{
    return m_listener ? m_listener->serverPort() : 0;
}

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)

bool HttpFront::handleRequest(const QHttpServerRequest& request, QTcpSocket* socket)
{
    take(request, socket);
    return true;
}

void HttpFront::missingHandler(const QHttpServerRequest&, QTcpSocket*) {}

#else

// The responder is not used: answers are written to the socket, with the guard's knowledge.
bool HttpFront::handleRequest(const QHttpServerRequest& request, QHttpServerResponder&)
{
    if (QTcpSocket* socket = m_listener->socketOf(request.remoteAddress(), request.remotePort()))
        take(request, socket);
    return true;
}

#    if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
void HttpFront::missingHandler(const QHttpServerRequest&, QHttpServerResponder&&) {}
#    else
void HttpFront::missingHandler(const QHttpServerRequest&, QHttpServerResponder&) {}
#    endif

#endif

void HttpFront::take(const QHttpServerRequest& request, QTcpSocket* socket)
{
    ConnectionGuard* guard = ConnectionGuard::of(socket);
    if (!guard || !guard->beginAnswer()) {
        socket->abort();
        return;
    }
    const char* method = QMetaEnum::fromType<QHttpServerRequest::Method>().valueToKey(int(request.method()));
    Request ours(QByteArray(method).toUpper(), guard->target(), request.body(), socket->peerAddress());
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    for (const auto& [name, value] : request.headers())
        ours.addHeader(name, value);
#else
    for (const auto& [name, value] : request.headers().toListOfPairs())
        ours.addHeader(name, value);
#endif
    ours.setPeerIsProxy(std::any_of(m_proxies.begin(), m_proxies.end(),
        [&ours](const Subnet& proxies) { return ours.peer().isInSubnet(proxies); }));
    const bool hasReadFields = !request.headers().isEmpty() || !guard->hasFields();
    // Chunked bodies are parsed leniently by Qt 6.4: what follows one is not trusted to be a request.
    const bool wantsClose = !hasReadFields || guard->isHttp10() ||
                            ours.header("connection").toLower().contains("close") ||
                            !ours.header("transfer-encoding").isEmpty();
    answer(ours, responseTo(ours, hasReadFields), socket, wantsClose);
}

Answer<Response> HttpFront::responseTo(const Request& request, bool hasReadFields) const
{
    // Qt forgets all fields when one of them is none or when there are too many. X-Forwarded-For may be among
    // them.
    if (!hasReadFields)
        return resolved<Response>(Response::refusal(400, QStringLiteral("head_malformed"),
            QStringLiteral("The header fields are malformed or too many.")));
    if (request.body().size() > m_maximumBodyBytes)
        return resolved<Response>(Response::refusal(
            413, QStringLiteral("request_too_large"), QStringLiteral("The request is too large.")));
    return m_router->route(request);
}

void HttpFront::answer(
    const Request& request, const Answer<Response>& response, QTcpSocket* socket, bool wantsClose)
{
    QElapsedTimer timer;
    timer.start();
    onDone(response, this,
        [this, request, wantsClose, timer, router = m_router, socket = QPointer<QTcpSocket>(socket)](
            const Result<Response>& result) {
            Response response = result ? *result : Response::refusal(result.error());
            response.headers.append({"X-Request-Id", request.id().toLatin1()});
            m_observer(*router, request, response, std::chrono::milliseconds(timer.elapsed()));
            if (socket && socket->state() == QAbstractSocket::ConnectedState) {
                const bool isLast = wantsClose || m_isDraining;
                writeHttp(socket, response, m_clock.now(),
                    {.isHead = request.method() == "HEAD", .isLast = isLast});
                ConnectionGuard::of(socket)->endAnswer();
                if (isLast)
                    socket->disconnectFromHost();
            }
        });
}

void HttpFront::drain()
{
    m_isDraining = true;
    if (m_listener) {
        m_listener->close();
        m_listener->closeIdleConnections();
    }
}

bool HttpFront::isDrained() const
{
    return !m_listener || m_listener->isQuiet();
}

} // namespace Natter::Gateway
