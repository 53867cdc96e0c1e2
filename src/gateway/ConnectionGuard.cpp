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
    keepHead();
    if (m_received > m_limits.bodyBytes + m_limits.headBytes || m_head.size() > m_limits.headBytes)
        refuse(413, "request_too_large", "The request is too large.");
}

void ConnectionGuard::keepHead()
{
    if (m_hasHead || m_state != State::Receiving)
        return;
    m_head += m_socket->peek(m_limits.headBytes + 1);
    // Blank lines before a request are allowed (RFC 9112, section 2.2).
    while (m_head.startsWith('\r') || m_head.startsWith('\n'))
        m_head.remove(0, 1);
    // Ends where Qt's parser ends it.
    const qsizetype usual = m_head.indexOf("\r\n\r\n");
    const qsizetype bare = m_head.indexOf("\n\n");
    const bool isBare = bare >= 0 && (usual < 0 || bare < usual);
    const qsizetype end = isBare ? bare + 1 : usual + 2;
    m_hasHead = isBare || usual >= 0;
    if (!m_hasHead)
        return;
    const bool hasBody = m_head.size() > end + (isBare ? 1 : 2);
    m_head.truncate(end);
    if (!hasBody && !isHttp10() && field("expect").toLower() == "100-continue")
        answerExpectation();
}

void ConnectionGuard::answerExpectation()
{
    if (field("content-length").toLongLong() > m_limits.bodyBytes)
        refuse(413, "request_too_large", "The request is too large.");
    else
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
}

QByteArray ConnectionGuard::requestLine() const
{
    return m_head.left(m_head.indexOf('\n')).trimmed();
}

QByteArray ConnectionGuard::field(const QByteArray& name) const
{
    const QList<QByteArray> lines = m_head.split('\n');
    const auto found = std::find_if(lines.begin(), lines.end(),
        [&name](const QByteArray& line) { return line.toLower().startsWith(name + ':'); });
    return found == lines.end() ? QByteArray() : found->mid(name.size() + 1).trimmed();
}

QByteArray ConnectionGuard::target() const
{
    return requestLine().split(' ').value(1);
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
    m_head.clear();
    m_hasHead = false;
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
