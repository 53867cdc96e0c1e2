// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/WebSocketTransport.h"

#include <QObject>

#include <chrono>

class QWebSocketServer;

namespace Natter::App {

/// Whether WebSockets work here: the app's own transport shakes hands (RFC 6455) with a server in this
/// process, on the loopback, and gets back what it sent.
class EchoProbe : public QObject
{
    Q_OBJECT

public:
    explicit EchoProbe(QObject* parent = nullptr);

    /// finished() follows, within that time.
    void start(std::chrono::milliseconds deadline);

Q_SIGNALS:
    void finished(bool isEchoed);

private:
    void echo();
    void finish(bool isEchoed);

    QWebSocketServer* m_server;
    Xmpp::WebSocketTransport m_transport;
    bool m_isFinished = false;
};

} // namespace Natter::App
