// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "gateway/Config.h"
#include "gateway/ConnectionGuard.h"
#include "gateway/Router.h"

#include <QAbstractHttpServer>
#include <QSslConfiguration>

#include <functional>
#include <memory>
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
    using Observer =
        std::function<void(const Router&, const Request&, const Response&, std::chrono::milliseconds)>;

    HttpFront(const Clock& clock, Observer observer, QObject* parent = nullptr);

    /// From the next request on. A request holds the router that it began with until its answer is written.
    /// `proxies` are believed what they say of the client, as this machine is.
    void serveBy(std::shared_ptr<const Router> router, const QList<Subnet>& proxies);

    /// Errors: Network (the address cannot be listened on).
    Result<void> listen(const QHostAddress& address, quint16 port, const ConnectionLimits& limits,
        std::optional<QSslConfiguration> tls);
    /// For the connections to come.
    void setLimits(const ConnectionLimits& limits, std::optional<QSslConfiguration> tls);
    /// 0 while it does not listen.
    quint16 port() const;
    /// Takes no more connections and ends the idle ones.
    void drain();
    /// The last answer is with the system.
    bool isDrained() const;

protected:
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) override;
    void missingHandler(const QHttpServerRequest& request, QTcpSocket* socket) override;
#else
    bool handleRequest(const QHttpServerRequest& request, QHttpServerResponder& responder) override;
#    if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    void missingHandler(const QHttpServerRequest& request, QHttpServerResponder&& responder) override;
#    else
    void missingHandler(const QHttpServerRequest& request, QHttpServerResponder& responder) override;
#    endif
#endif

private:
    void take(const QHttpServerRequest& request, QTcpSocket* socket);
    Answer<Response> responseTo(const Request& request, bool hasReadFields) const;
    void answer(
        const Request& request, const Answer<Response>& response, QTcpSocket* socket, bool wantsClose);

    const Clock& m_clock;
    std::shared_ptr<const Router> m_router;
    QList<Subnet> m_proxies;
    Observer m_observer;
    HttpListener* m_listener = nullptr;
    qint64 m_maximumBodyBytes = 0;
    bool m_isDraining = false;
};

} // namespace Natter::Gateway
