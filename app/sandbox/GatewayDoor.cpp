// SPDX-License-Identifier: Apache-2.0
#include "GatewayDoor.h"

#include <QTcpSocket>
#include <QTimer>

namespace Natter::Sandbox {

namespace {

using namespace std::chrono_literals;

constexpr auto SlowAnswer = 12s;
constexpr auto ReadingTime = 200ms; // a client that still writes must not lose the answer to a reset

QByteArray answer(
    const QByteArray& status, const QByteArray& type, const QByteArray& headers, const QByteArray& body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type +
           "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n" + headers +
           "\r\n" + body;
}

QByteArray refusal(const QByteArray& status, const QByteArray& reason, const QByteArray& message,
    const QByteArray& headers = {})
{
    return answer(status, "application/json", headers,
        "{\"error\":{\"message\":\"" + message + "\",\"detailed_messages\":[\"" + message +
            "\"],\"reason\":\"" + reason + "\"},\"status\":" + status.left(3) + "}");
}

} // namespace

GatewayDoor::GatewayDoor(const FaultSwitches& faults, quint16 gatewayPort, QObject* parent)
    : QObject(parent)
    , m_faults(faults)
    , m_gatewayPort(gatewayPort)
{
    connect(&m_server, &QTcpServer::newConnection, this, &GatewayDoor::onConnection);
}

bool GatewayDoor::isNeeded(const FaultSwitches& faults)
{
    return faults.has(Fault::GatewaySlow) || faults.has(Fault::GatewayHtml) ||
           faults.has(Fault::GatewayBusy) || faults.has(Fault::RefreshRefused) ||
           faults.has(Fault::RefreshRevoked);
}

Result<void> GatewayDoor::listen(quint16 port)
{
    if (m_server.listen(QHostAddress(QHostAddress::LocalHost), port))
        return {};
    return Error{ErrorKind::Network, Retry::later(), m_server.errorString(), {}};
}

void GatewayDoor::onConnection()
{
    while (QTcpSocket* client = m_server.nextPendingConnection()) {
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(
            client, &QTcpSocket::readyRead, this, [this, client] { onRequest(client, client->readAll()); });
    }
}

void GatewayDoor::onRequest(QTcpSocket* client, const QByteArray& bytes)
{
    // A request begins where a packet begins: whoever asks waits for the answer before asking again.
    const QByteArray ours = answerTo(bytes.left(bytes.indexOf('\r')));
    if (ours.isEmpty())
        return passOn(client, bytes);
    client->disconnect(this);
    connect(client, &QTcpSocket::readyRead, client, &QTcpSocket::readAll);
    client->write(ours);
    QTimer::singleShot(ReadingTime, client, &QTcpSocket::disconnectFromHost);
}

void GatewayDoor::passOn(QTcpSocket* client, const QByteArray& bytes)
{
    auto* gateway = client->findChild<QTcpSocket*>();
    if (!gateway) {
        gateway = new QTcpSocket(client);
        connect(gateway, &QTcpSocket::readyRead, client, [this, client, gateway] {
            const auto delay = m_faults.has(Fault::GatewaySlow) ? std::chrono::milliseconds(SlowAnswer) : 0ms;
            QTimer::singleShot(
                delay, client, [client, answer = gateway->readAll()] { client->write(answer); });
        });
        connect(gateway, &QTcpSocket::errorOccurred, client, &QTcpSocket::disconnectFromHost);
        gateway->connectToHost(QHostAddress(QHostAddress::LocalHost), m_gatewayPort);
    }
    gateway->write(bytes);
}

QByteArray GatewayDoor::answerTo(const QByteArray& requestLine) const
{
    if (!requestLine.contains(" HTTP/1."))
        return {};
    if (m_faults.has(Fault::GatewayHtml))
        return answer("200 OK", "text/html", {},
            "<!DOCTYPE html><title>Welcome</title><h1>Hotel Harbour</h1><p>Room number, please.</p>");
    if (m_faults.has(Fault::GatewayBusy))
        return refusal("429 Too Many Requests", "too_many_calls", "Too many calls.", "Retry-After: 20\r\n");
    if (!requestLine.contains("refresh_user_token"))
        return {};
    if (m_faults.has(Fault::RefreshRevoked))
        return refusal("401 Unauthorized", "refresh_revoked", "The session was ended.");
    if (m_faults.has(Fault::RefreshRefused))
        return refusal("401 Unauthorized", "refresh_invalid", "The refresh token is not known.");
    return {};
}

} // namespace Natter::Sandbox
