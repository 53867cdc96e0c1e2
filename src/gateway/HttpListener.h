// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/ConnectionGuard.h"

#include <QList>
#include <QSslConfiguration>
#include <QTcpServer>

#include <optional>

namespace Natter::Gateway {

/// Accepts connections, does TLS when it has a certificate, and puts a ConnectionGuard on each socket before
/// the HTTP server sees it. Over the limit of all or of one client the oldest connection that waits for no
/// answer is closed for the new one, or else the new one.
class HttpListener : public QTcpServer
{
    Q_OBJECT

public:
    HttpListener(const Clock& clock, const ConnectionLimits& limits, std::optional<QSslConfiguration> tls,
        QObject* parent = nullptr);

    /// For the connections to come.
    void setLimits(const ConnectionLimits& limits, std::optional<QSslConfiguration> tls);
    /// The connection with that other end, or null.
    QTcpSocket* socketOf(const QHostAddress& peer, quint16 port) const;
    /// No request waits for its answer and no answer for the network.
    bool isQuiet() const;
    void closeIdleConnections();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    bool makeRoomFor(const QHostAddress& peer);

    const Clock& m_clock;
    ConnectionLimits m_limits;
    std::optional<QSslConfiguration> m_tls;
    QList<QTcpSocket*> m_sockets; ///< oldest first, whoever owns them by now
};

} // namespace Natter::Gateway
