// SPDX-License-Identifier: Apache-2.0
#include "gateway/ConnectionGuard.h"

#include "gateway/HttpWriter.h"

#include <algorithm>

namespace Natter::Gateway {

namespace {

// How much of a refused request is read away, so that the client sees the refusal and not a reset connection.
constexpr std::chrono::seconds LongestDrain{5};
constexpr std::chrono::milliseconds DrainQuiet{300};

} // namespace

ConnectionGuard::ConnectionGuard(QTcpSocket* socket, const ConnectionLimits& limits, const Clock& clock)
    : QObject(socket)
    , m_socket(socket)
    , m_limits(limits)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ConnectionGuard::expire);
    // Connected before the HTTP server's own slot, so this one runs first.
    connect(socket, &QTcpSocket::readyRead, this, &ConnectionGuard::inspect);
    // A little more than the budget, so that passing it is seen.
    socket->setReadBufferSize(limits.bodyBytes + limits.headBytes + 4096);
    m_timer.start(limits.requestTime);
}

ConnectionGuard* ConnectionGuard::of(const QTcpSocket* socket)
{
    return socket ? socket->findChild<ConnectionGuard*>(QString(), Qt::FindDirectChildrenOnly) : nullptr;
}

void ConnectionGuard::inspect()
{
    const qint64 arrived = m_socket->bytesAvailable();
    m_received += arrived;
    if (m_state == State::Draining) {
        m_socket->skip(arrived);
        m_timer.start(std::min<std::chrono::milliseconds>(
            DrainQuiet, std::chrono::milliseconds(m_drainEnd.remainingTime())));
        return;
    }
    if (m_state == State::Idle) {
        m_state = State::Receiving;
        m_timer.start(m_limits.requestTime);
    }
    keepRequestLine();
    if (m_received > m_limits.bodyBytes + m_limits.headBytes || m_requestLine.size() > m_limits.headBytes)
        refuse(413, "request_too_large", "The request is too large.");
}

void ConnectionGuard::keepRequestLine()
{
    if (m_hasRequestLine || m_state != State::Receiving)
        return;
    m_requestLine += m_socket->peek(m_limits.headBytes);
    // Blank lines before a request are allowed (RFC 9112, section 2.2).
    while (m_requestLine.startsWith('\r') || m_requestLine.startsWith('\n'))
        m_requestLine.remove(0, 1);
    const qsizetype end = m_requestLine.indexOf('\n');
    if (end < 0)
        return;
    m_requestLine = m_requestLine.left(end).trimmed();
    m_hasRequestLine = true;
}

QByteArray ConnectionGuard::target() const
{
    return m_requestLine.split(' ').value(1);
}

bool ConnectionGuard::beginAnswer()
{
    if (m_state != State::Receiving)
        return false;
    m_state = State::Answering;
    m_timer.stop();
    return true;
}

void ConnectionGuard::endAnswer()
{
    m_state = State::Idle;
    m_received = 0;
    m_requestLine.clear();
    m_hasRequestLine = false;
    m_timer.start(m_limits.idleTime);
}

void ConnectionGuard::refuse(int status, const char* reason, const char* message)
{
    m_state = State::Draining;
    m_drainEnd.setRemainingTime(LongestDrain);
    m_timer.start(DrainQuiet);
    // From here on nobody but this guard reads.
    disconnect(m_socket, &QTcpSocket::readyRead, nullptr, nullptr);
    connect(m_socket, &QTcpSocket::readyRead, this, &ConnectionGuard::inspect);
    if (m_socket->isTransactionStarted())
        m_socket->commitTransaction();
    m_socket->skip(m_socket->bytesAvailable());
    writeHttp(m_socket, Response::refusal(status, QString::fromLatin1(reason), QString::fromLatin1(message)),
        m_clock.now(), {.isLast = true});
}

void ConnectionGuard::expire()
{
    if (m_state == State::Receiving)
        refuse(408, "request_timeout", "The request did not arrive in time.");
    else if (m_state == State::Draining)
        m_socket->disconnectFromHost();
    else
        m_socket->abort();
}

} // namespace Natter::Gateway
