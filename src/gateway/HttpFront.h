// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/ConnectionGuard.h"
#include "gateway/Router.h"

#include <QAbstractHttpServer>
#include <QSslConfiguration>

#include <functional>
#include <optional>

namespace Natter::Gateway {

class HttpListener;

/// Qt's HTTP parser with our listener below and our router above it. Answers may come late: the client may be
/// gone by then, and so may the front.
class HttpFront : public QAbstractHttpServer
{
    Q_OBJECT

public:
    /// Called for each answer that is written.
    using Observer = std::function<void(const Request&, const Response&, std::chrono::milliseconds)>;

    HttpFront(const Router& router, Observer observer, QObject* parent = nullptr);

    /// Errors: Network (the address cannot be listened on).
    Result<void> listen(const QHostAddress& address, quint16 port, const ConnectionLimits& limits,
        std::optional<QSslConfiguration> tls);
    quint16 port() const;
    /// Takes no more connections and ends the idle ones; drained() is emitted when the last answer is
    /// written.
    void drain();

Q_SIGNALS:
    void drained();

protected:
    bool handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) override;
    void missingHandler(const QHttpServerRequest& request, QTcpSocket* socket) override;

private:
    void answer(const Request& request, QTcpSocket* socket, ConnectionGuard* guard);
    void finishDraining();

    const Router& m_router;
    Observer m_observer;
    HttpListener* m_listener = nullptr;
    qint64 m_maximumBodyBytes = 0;
    bool m_isDraining = false;
};

} // namespace Natter::Gateway
