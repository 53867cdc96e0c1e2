// SPDX-License-Identifier: Apache-2.0
#include "EchoProbe.h"

#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

#include <utility>

namespace Natter::App {

namespace {

const QString Sent = QStringLiteral("<echo/>");

} // namespace

EchoProbe::EchoProbe(QObject* parent)
    : QObject(parent)
    , m_server(new QWebSocketServer(QStringLiteral("echo"), QWebSocketServer::NonSecureMode, this))
{
    m_server->setSupportedSubprotocols({QStringLiteral("xmpp")});
    connect(m_server, &QWebSocketServer::newConnection, this, &EchoProbe::echo);
    connect(&m_transport, &Xmpp::Transport::opened, this, [this] { m_transport.send(Sent); });
    connect(&m_transport, &Xmpp::Transport::frameReceived, this,
        [this](const QString& frame) { finish(frame == Sent); });
    connect(&m_transport, &Xmpp::Transport::closed, this, [this] { finish(false); });
}

void EchoProbe::start(std::chrono::milliseconds deadline)
{
    QTimer::singleShot(deadline, this, [this] { finish(false); });
    if (!m_server->listen(QHostAddress::LocalHost)) {
        QMetaObject::invokeMethod(
            this, [this] { finish(false); }, Qt::QueuedConnection);
        return;
    }
    QUrl url;
    url.setScheme(QStringLiteral("ws"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(m_server->serverPort());
    m_transport.open(url);
}

void EchoProbe::echo()
{
    while (QWebSocket* peer = m_server->nextPendingConnection()) {
        peer->setParent(this);
        connect(peer, &QWebSocket::textMessageReceived, peer, &QWebSocket::sendTextMessage);
    }
}

void EchoProbe::finish(bool isEchoed)
{
    if (std::exchange(m_isFinished, true))
        return;
    m_server->close();
    Q_EMIT finished(isEchoed);
}

} // namespace Natter::App
