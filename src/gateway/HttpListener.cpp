// SPDX-License-Identifier: Apache-2.0
#include "gateway/HttpListener.h"

#include <QSslSocket>

#include <algorithm>

namespace Natter::Gateway {

HttpListener::HttpListener(
    const ConnectionLimits& limits, std::optional<QSslConfiguration> tls, QObject* parent)
    : QTcpServer(parent)
    , m_limits(limits)
    , m_tls(std::move(tls))
{
    setMaxPendingConnections(limits.connections);
}

void HttpListener::incomingConnection(qintptr descriptor)
{
    auto* socket = m_tls ? new QSslSocket(this) : new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor) ||
        findChildren<QTcpSocket*>(Qt::FindDirectChildrenOnly).size() > m_limits.connections) {
        delete socket;
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    new ConnectionGuard(socket, m_limits);
    if (!m_tls) {
        addPendingConnection(socket);
        return;
    }
    auto* encrypted = static_cast<QSslSocket*>(socket);
    encrypted->setSslConfiguration(*m_tls);
    connect(encrypted, &QSslSocket::encrypted, this, [this, encrypted] { addPendingConnection(encrypted); });
    // Until the handshake is done nobody else owns the socket.
    connect(encrypted, &QSslSocket::disconnected, encrypted, &QObject::deleteLater);
    encrypted->startServerEncryption();
}

void HttpListener::setLimits(const ConnectionLimits& limits, std::optional<QSslConfiguration> tls)
{
    m_limits = limits;
    m_tls = std::move(tls);
}

bool HttpListener::isQuiet() const
{
    const auto sockets = findChildren<QTcpSocket*>(Qt::FindDirectChildrenOnly);
    return std::none_of(sockets.begin(), sockets.end(), [](const QTcpSocket* socket) {
        const ConnectionGuard* guard = ConnectionGuard::of(socket);
        const auto* encrypted = qobject_cast<const QSslSocket*>(socket);
        return (guard && guard->isAnswering()) || socket->bytesToWrite() > 0 ||
               (encrypted && encrypted->encryptedBytesToWrite() > 0);
    });
}

void HttpListener::closeIdleConnections()
{
    for (QTcpSocket* socket : findChildren<QTcpSocket*>(Qt::FindDirectChildrenOnly)) {
        const ConnectionGuard* guard = ConnectionGuard::of(socket);
        if (!guard || !guard->isAnswering())
            socket->disconnectFromHost();
    }
}

} // namespace Natter::Gateway
