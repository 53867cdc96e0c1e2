// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Transport.h"

#include <QTimer>

#include <chrono>
#include <memory>

QT_BEGIN_NAMESPACE
class QWebSocket;
QT_END_NAMESPACE

namespace Natter::Xmpp {

/// RFC 7395 (2014-10) over QWebSocket: subprotocol `xmpp` (3.1), text frames of at most 64 MiB, 15 s to
/// connect. TLS errors are never ignored, redirects never followed, and plain `ws:` works for loopback
/// addresses only. GUI thread; never blocks.
class WebSocketTransport final : public Transport
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds ConnectTime{15};

    explicit WebSocketTransport(
        std::chrono::milliseconds connectTime = ConnectTime, QObject* parent = nullptr);
    ~WebSocketTransport() override;

    void open(const QUrl& url) override;
    void send(const QString& frame) override;
    void close() override;
    bool isOpen() const override;

private:
    /// A socket whose signals come here no more once it is let go.
    struct Release
    {
        void operator()(QWebSocket* socket) const;
    };

    enum class Phase { Closed, Connecting, Open, Closing };

    void watch(QWebSocket& socket);
    void socketConnected();
    void socketEnded();
    void deadlinePassed();
    /// Tells why and lets the socket go.
    void finish(const Error& error);

    std::unique_ptr<QWebSocket, Release> m_socket;
    QTimer m_deadline;
    std::chrono::milliseconds m_connectTime;
    Phase m_phase = Phase::Closed;
};

} // namespace Natter::Xmpp
