// SPDX-License-Identifier: Apache-2.0
#include "gateway/HttpFront.h"

#include "gateway/HttpListener.h"
#include "gateway/HttpWriter.h"

#include <QElapsedTimer>
#include <QHttpServerRequest>
#include <QMetaEnum>
#include <QPointer>

namespace Natter::Gateway {

HttpFront::HttpFront(const Router& router, Observer observer, QObject* parent)
    : QAbstractHttpServer(parent)
    , m_router(router)
    , m_observer(std::move(observer))
{}

Result<void> HttpFront::listen(const QHostAddress& address, quint16 port, const ConnectionLimits& limits,
    std::optional<QSslConfiguration> tls)
{
    m_maximumBodyBytes = limits.bodyBytes;
    m_listener = new HttpListener(limits, std::move(tls), this);
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

quint16 HttpFront::port() const
{
    return m_listener ? m_listener->serverPort() : 0;
}

bool HttpFront::handleRequest(const QHttpServerRequest& request, QTcpSocket* socket)
{
    ConnectionGuard* guard = ConnectionGuard::of(socket);
    if (!guard || !guard->beginAnswer()) {
        socket->abort();
        return true;
    }
    const char* method = QMetaEnum::fromType<QHttpServerRequest::Method>().valueToKey(int(request.method()));
    Request ours(QByteArray(method).toUpper(), guard->target(), request.body(), socket->peerAddress());
    for (const auto& [name, value] : request.headers())
        ours.addHeader(name, value);
    answer(ours, socket, guard);
    return true;
}

void HttpFront::missingHandler(const QHttpServerRequest&, QTcpSocket* socket)
{
    socket->abort();
}

void HttpFront::answer(const Request& request, QTcpSocket* socket, ConnectionGuard* guard)
{
    // Chunked bodies are parsed leniently by Qt 6.4: what follows one is not trusted to be a request.
    const bool wantsClose = guard->isHttp10() || request.header("connection").toLower().contains("close") ||
                            !request.header("transfer-encoding").isEmpty();
    auto answer = request.body().size() > m_maximumBodyBytes
                      ? resolved<Response>(Response::refusal(413, QStringLiteral("request_too_large"),
                            QStringLiteral("The request is too large.")))
                      : m_router.route(request);
    QElapsedTimer timer;
    timer.start();
    onDone(answer, this,
        [this, request, wantsClose, timer, socket = QPointer<QTcpSocket>(socket)](
            const Result<Response>& result) {
            const Response response = result ? *result : Response::refusal(result.error());
            m_observer(request, response, std::chrono::milliseconds(timer.elapsed()));
            if (socket && socket->state() == QAbstractSocket::ConnectedState) {
                const bool isLast = wantsClose || m_isDraining;
                writeHttp(socket, response, {.isHead = request.method() == "HEAD", .isLast = isLast});
                ConnectionGuard::of(socket)->endAnswer();
                if (isLast)
                    socket->disconnectFromHost();
            }
            finishDraining();
        });
}

void HttpFront::drain()
{
    m_isDraining = true;
    if (m_listener) {
        m_listener->close();
        m_listener->closeIdleConnections();
    }
    finishDraining();
}

void HttpFront::finishDraining()
{
    if (m_isDraining && (!m_listener || m_listener->answeringCount() == 0))
        QMetaObject::invokeMethod(this, &HttpFront::drained, Qt::QueuedConnection);
}

} // namespace Natter::Gateway
