// SPDX-License-Identifier: Apache-2.0
#include "xmpp/WebSocketTransport.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QSslError>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace Natter::Xmpp {

namespace {

constexpr std::chrono::seconds CloseTime{2};
/// Bytes of one frame. The engine relays and archives messages far larger than what is read of one: they have
/// to come through to be passed over, or one of them would end every stream. It only bounds the memory.
constexpr quint64 MaximumFrame = quint64(64) * 1024 * 1024;
/// More than a whole frame with its header, or a large one could never be read.
constexpr qint64 ReadBuffer = qint64(MaximumFrame) + qint64(64) * 1024;

bool isLoopback(const QString& host)
{
    return host == u"localhost" || QHostAddress(host).isLoopback();
}

Error errorOf(QAbstractSocket::SocketError error, const QString& detail)
{
    switch (error) {
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        return {ErrorKind::Tls, Retry::later(), detail, {}};
    case QAbstractSocket::SocketTimeoutError:
        return {ErrorKind::Timeout, Retry::later(), detail, {}};
    default:
        return {ErrorKind::Network, Retry::later(), detail, {}};
    }
}

} // namespace

void WebSocketTransport::Release::operator()(QWebSocket* socket) const
{
    socket->disconnect();
    socket->deleteLater(); // it may be the one that is calling; its destructor closes
}

WebSocketTransport::WebSocketTransport(std::chrono::milliseconds connectTime, QObject* parent)
    : Transport(parent)
    , m_connectTime(connectTime)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &WebSocketTransport::deadlinePassed);
}

WebSocketTransport::~WebSocketTransport()
{
    // At the end of the program nobody comes back to write what was sent last.
    if (m_phase == Phase::Open)
        m_socket->flush();
}

void WebSocketTransport::open(const QUrl& url)
{
    if (m_phase != Phase::Closed)
        return;
    m_phase = Phase::Connecting;
    const bool isLocal = isLoopback(url.host());
    if (url.scheme() != u"wss" && !(url.scheme() == u"ws" && isLocal)) {
        finish({ErrorKind::Tls, Retry::never(), QStringLiteral("only wss, or ws to this machine"),
            QStringLiteral("not-encrypted")});
        return;
    }
    m_socket.reset(new QWebSocket);
    m_socket->setMaxAllowedIncomingFrameSize(MaximumFrame);
    m_socket->setMaxAllowedIncomingMessageSize(MaximumFrame);
    if (isLocal)
        m_socket->setProxy(QNetworkProxy::NoProxy);
    watch(*m_socket);
    m_deadline.start(m_connectTime);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({QStringLiteral("xmpp")});
    m_socket->open(QNetworkRequest(url), options);
    if (m_socket)
        m_socket->setReadBufferSize(ReadBuffer);
}

void WebSocketTransport::watch(QWebSocket& socket)
{
    connect(&socket, &QWebSocket::connected, this, &WebSocketTransport::socketConnected);
    connect(&socket, &QWebSocket::disconnected, this, &WebSocketTransport::socketEnded);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(&socket, &QWebSocket::errorOccurred, this, &WebSocketTransport::socketEnded);
#else
    connect(&socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this,
        &WebSocketTransport::socketEnded);
#endif
    connect(&socket, &QWebSocket::textMessageReceived, this, &Transport::frameReceived);
    connect(&socket, &QWebSocket::binaryMessageReceived, this, [this] {
        finish({ErrorKind::Protocol, Retry::later(), QStringLiteral("binary frame"), {}});
    });
    connect(&socket, &QWebSocket::sslErrors, this, [this](const QList<QSslError>& errors) {
        const QString detail = errors.isEmpty() ? QString() : errors.constFirst().errorString();
        finish({ErrorKind::Tls, Retry::later(), detail, QStringLiteral("certificate")});
    });
}

void WebSocketTransport::socketConnected()
{
    m_deadline.stop();
    if (m_socket->subprotocol() != u"xmpp") {
        finish({ErrorKind::Protocol, Retry::later(), QStringLiteral("server does not speak XMPP here"),
            QStringLiteral("no-xmpp-subprotocol")});
        return;
    }
    m_phase = Phase::Open;
    Q_EMIT opened();
}

void WebSocketTransport::socketEnded()
{
    const auto code = m_socket->closeCode();
    if (m_phase == Phase::Closing)
        finish(Error::cancelled());
    else if (code == QWebSocketProtocol::CloseCodeTooMuchData)
        finish({ErrorKind::TooLarge, Retry::later(), QStringLiteral("frame too large"), {}});
    else if (code == QWebSocketProtocol::CloseCodeProtocolError ||
             code == QWebSocketProtocol::CloseCodeWrongDatatype)
        finish({ErrorKind::Protocol, Retry::later(), QStringLiteral("broken WebSocket frame"), {}});
    else
        finish(errorOf(m_socket->error(), m_socket->errorString()));
}

void WebSocketTransport::deadlinePassed()
{
    if (m_phase == Phase::Closing)
        finish(Error::cancelled());
    else
        finish({ErrorKind::Timeout, Retry::later(), QStringLiteral("no connection in time"), {}});
}

void WebSocketTransport::finish(const Error& error)
{
    if (m_phase == Phase::Closed)
        return;
    m_phase = Phase::Closed;
    m_deadline.stop();
    m_socket.reset();
    Q_EMIT closed(error);
}

void WebSocketTransport::send(const QString& frame)
{
    if (m_phase == Phase::Open)
        m_socket->sendTextMessage(frame);
}

void WebSocketTransport::close()
{
    if (m_phase == Phase::Connecting) {
        finish(Error::cancelled());
    } else if (m_phase == Phase::Open) {
        m_phase = Phase::Closing;
        m_deadline.start(CloseTime);
        m_socket->close();
    }
}

bool WebSocketTransport::isOpen() const
{
    return m_phase == Phase::Open;
}

} // namespace Natter::Xmpp
