// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "gateway/Config.h"

#include <QDeadlineTimer>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>

namespace Natter::Gateway {

/// What one connection may cost.
struct ConnectionLimits
{
    qint64 bodyBytes = 65'536;
    qint64 headBytes = 32'768;
    std::chrono::milliseconds requestTime{
        15'000}; ///< from a request's first byte to its last; also for the handshake
    std::chrono::milliseconds idleTime{60'000}; ///< between requests
    int connections = 2000;
    int connectionsPerClient = 64; ///< of one address (IPv6: /64)
    QList<Subnet> proxies{
        {QHostAddress(QHostAddress::LocalHost), 8}, {QHostAddress(QHostAddress::LocalHostIPv6), 128}};
    ///< stand for many clients: only `connections` bounds theirs
};

/// Sits on a socket before the HTTP parser, which has no limits of its own: counts bytes and time of each
/// request and ends the connection (413, 408) when they are spent. It also keeps the head, since QUrl takes
/// the first part of `//api/...` for a host, and says `100 Continue` to whoever waits for it (RFC
/// 9110, 10.1.1). A child of its socket.
class ConnectionGuard : public QObject
{
    Q_OBJECT

public:
    ConnectionGuard(QTcpSocket* socket, const ConnectionLimits& limits, const Clock& clock);

    static ConnectionGuard* of(const QTcpSocket* socket);

    /// The parser has the whole request. False when an earlier one is still unanswered: pipelining is not
    /// served, and the connection must end.
    bool beginAnswer();
    /// The answer is written; the next request may come.
    void endAnswer();
    bool isAnswering() const { return m_state == State::Answering; }

    /// The request line's target, as it was sent.
    QByteArray target() const;
    bool isHttp10() const { return requestLine().endsWith("HTTP/1.0"); }
    /// Whether any header field came with it, readable or not.
    bool hasFields() const { return m_head.count('\n') > 1; }

private:
    enum class State { Idle, Receiving, Answering, Draining };

    void inspect();
    void keepHead();
    void answerExpectation();
    QByteArray requestLine() const;
    /// The first one of that name, which is in lower case.
    QByteArray field(const QByteArray& name) const;
    void refuse(int status, const char* reason, const char* message);
    void expire();

    QTcpSocket* m_socket;
    ConnectionLimits m_limits;
    const Clock& m_clock;
    State m_state = State::Idle;
    qint64 m_received = 0;
    QByteArray m_head; ///< without the blank line at its end
    bool m_hasHead = false;
    QTimer m_timer;
    QDeadlineTimer m_drainEnd;
};

} // namespace Natter::Gateway
