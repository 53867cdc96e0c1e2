// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/ScriptedEngine.h"

#include <QThread>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>
#include <QWebSocketServer>

#include <memory>

namespace Natter::Bench {

/// The scripted engine behind a real WebSocket on the loopback, on a thread of its own.
class LocalEngine
{
public:
    explicit LocalEngine(const QString& account)
        : m_account(account)
    {
        m_worker.moveToThread(&m_thread);
        m_thread.start();
        onThread([this] { listen(); });
    }
    ~LocalEngine()
    {
        onThread([this] {
            m_engine.reset();
            m_server.reset();
        });
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(LocalEngine)

    QUrl url() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(m_port)); }

    /// `count` messages as fast as the socket takes them, from people `2` to `senders + 1` in turn.
    void deliverBurst(int count, int senders)
    {
        QMetaObject::invokeMethod(&m_worker, [this, count, senders] {
            for (int i = 0; i < count; ++i) {
                m_engine->deliver(QStringLiteral("%1@chat.example/x").arg(2 + i % senders),
                    QStringLiteral("Message number %1, of a middling length as people write them.").arg(i),
                    QStringLiteral("burst-%1").arg(i), QStringLiteral("b%1").arg(i, 6, 10, QLatin1Char('0')));
            }
        });
    }

private:
    template <typename Function>
    void onThread(Function function)
    {
        QMetaObject::invokeMethod(&m_worker, function, Qt::BlockingQueuedConnection);
    }

    void listen()
    {
        m_server =
            std::make_unique<QWebSocketServer>(QStringLiteral("bench"), QWebSocketServer::NonSecureMode);
        m_server->setSupportedSubprotocols({QStringLiteral("xmpp")});
        QObject::connect(m_server.get(), &QWebSocketServer::newConnection, &m_worker, [this] { serve(); });
        if (m_server->listen(QHostAddress::LocalHost))
            m_port = m_server->serverPort();
    }

    void serve()
    {
        QWebSocket* socket = m_server->nextPendingConnection();
        m_engine = std::make_unique<Test::ScriptedEngine>(m_account);
        QObject::connect(socket, &QWebSocket::textMessageReceived, m_engine.get(),
            [this](const QString& frame) { m_engine->send(frame); });
        QObject::connect(m_engine.get(), &Xmpp::Transport::frameReceived, socket,
            [socket](const QString& frame) { socket->sendTextMessage(frame); });
        m_engine->open({});
    }

    const QString m_account;
    QThread m_thread;
    QObject m_worker;
    std::unique_ptr<QWebSocketServer> m_server;
    std::unique_ptr<Test::ScriptedEngine> m_engine;
    quint16 m_port = 0;
};

} // namespace Natter::Bench
