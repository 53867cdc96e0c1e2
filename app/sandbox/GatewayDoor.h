// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "FaultSwitches.h"

#include <QTcpServer>

namespace Natter::Sandbox {

/// Stands at the gateway's port while something between the app and the gateway is to go wrong, and passes
/// the rest on as it is.
class GatewayDoor : public QObject
{
    Q_OBJECT

public:
    GatewayDoor(const FaultSwitches& faults, quint16 gatewayPort, QObject* parent = nullptr);

    /// Whether any fault that is on needs this door.
    static bool isNeeded(const FaultSwitches& faults);

    /// Errors: Network (the port is taken).
    Result<void> listen(quint16 port);

private:
    void onConnection();
    void onRequest(QTcpSocket* client, const QByteArray& bytes);
    void passOn(QTcpSocket* client, const QByteArray& bytes);
    /// The whole answer that a fault has for this request; empty: the gateway shall answer.
    QByteArray answerTo(const QByteArray& requestLine) const;

    const FaultSwitches& m_faults;
    quint16 m_gatewayPort;
    QTcpServer m_server;
};

} // namespace Natter::Sandbox
