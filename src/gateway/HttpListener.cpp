// SPDX-License-Identifier: Apache-2.0
#include "gateway/HttpListener.h"

#include "gateway/RateLimiter.h"

#include <QSslSocket>

#include <algorithm>

namespace Natter::Gateway {

HttpListener::HttpListener(
    const Clock& clock, const ConnectionLimits& limits, std::optional<QSslConfiguration> tls, QObject* parent)
    : QTcpServer(parent)
    , m_clock(clock)
    , m_limits(limits)
    , m_tls(std::move(tls))
{
    setMaxPendingConnections(limits.connections);
}

void HttpListener::incomingConnection(qintptr descriptor)
{
    auto* socket = m_tls ? new QSslSocket(this) : new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor) || !makeRoomFor(socket->peerAddress())) {
        delete socket;
        return;
    }
    m_sockets.append(socket);
    connect(socket, &QObject::destroyed, this, [this, socket] { m_sockets.removeOne(socket); });
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    new ConnectionGuard(socket, m_limits, m_clock);
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

bool HttpListener::makeRoomFor(const QHostAddress& peer)
{
    QList<QTcpSocket*> open = m_sockets;
    open.removeIf(
        [](const QTcpSocket* other) { return other->state() == QAbstractSocket::UnconnectedState; });
    const auto isProxy = [this](const QHostAddress& client) {
        bool isIpv4 = false;
        const QHostAddress ipv4(client.toIPv4Address(&isIpv4)); // also of ::ffff:127.0.0.1
        const QHostAddress& plain = isIpv4 ? ipv4 : client;
        return std::any_of(m_limits.proxies.begin(), m_limits.proxies.end(),
            [&plain](const Subnet& proxies) { return plain.isInSubnet(proxies); });
    };
    const auto closeOldest = [](const QList<QTcpSocket*>& sockets) {
        const auto waiting = std::find_if(sockets.begin(), sockets.end(), [](const QTcpSocket* other) {
            const ConnectionGuard* guard = ConnectionGuard::of(other);
            return !guard || !guard->isAnswering();
        });
        if (waiting == sockets.end())
            return false;
        (*waiting)->abort();
        return true;
    };
    if (!isProxy(peer)) {
        QList<QTcpSocket*> theirs = open;
        theirs.removeIf([key = RateLimiter::keyOf(peer)](const QTcpSocket* other) {
            return RateLimiter::keyOf(other->peerAddress()) != key;
        });
        if (theirs.size() >= m_limits.connectionsPerClient)
            return closeOldest(theirs);
    }
    return open.size() < m_limits.connections || closeOldest(open);
}

void HttpListener::setLimits(const ConnectionLimits& limits, std::optional<QSslConfiguration> tls)
{
    m_limits = limits;
    m_tls = std::move(tls);
}

QTcpSocket* HttpListener::socketOf(const QHostAddress& peer, quint16 port) const
{
    const auto found = std::find_if(m_sockets.begin(), m_sockets.end(), [&](const QTcpSocket* socket) {
        return socket->peerPort() == port && socket->peerAddress() == peer;
    });
    return found == m_sockets.end() ? nullptr : *found;
}

bool HttpListener::isQuiet() const
{
    return std::none_of(m_sockets.begin(), m_sockets.end(), [](const QTcpSocket* socket) {
        const ConnectionGuard* guard = ConnectionGuard::of(socket);
        const auto* encrypted = qobject_cast<const QSslSocket*>(socket);
        return (guard && guard->isAnswering()) || socket->bytesToWrite() > 0 ||
               (encrypted && encrypted->encryptedBytesToWrite() > 0);
    });
}

void HttpListener::closeIdleConnections()
{
    const auto sockets = m_sockets; // closing one may take it out
    for (QTcpSocket* socket : sockets) {
        const ConnectionGuard* guard = ConnectionGuard::of(socket);
        if (!guard || !guard->isAnswering())
            socket->disconnectFromHost();
    }
}

} // namespace Natter::Gateway
