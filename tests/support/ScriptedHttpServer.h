// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QHash>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace Natter::Test {

/// What a scripted peer was asked.
struct ScriptedRequest
{
    QByteArray method;
    QByteArray target; ///< path and query as they came
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    QByteArray header(QByteArrayView name) const
    {
        for (const auto& [key, value] : headers) {
            if (key.compare(name, Qt::CaseInsensitive) == 0)
                return value;
        }
        return {};
    }
};

/// What a scripted peer does with one request: bytes in pieces, then silence or an end.
struct ScriptedReply
{
    QList<QByteArray> pieces;
    std::chrono::milliseconds pause{0}; ///< between pieces
    bool closes = false;                ///< ends the connection after the last piece

    /// Bytes as they are, status line and all.
    static ScriptedReply raw(const QByteArray& bytes) { return {{bytes}, {}, true}; }
    /// Accepts the request and never answers.
    static ScriptedReply silence() { return {}; }
    /// Closes without a byte.
    static ScriptedReply hangUp() { return {{}, {}, true}; }

    static ScriptedReply answer(int status, const QByteArray& body,
        const QByteArray& extraHeaders = "Content-Type: application/json\r\n")
    {
        return {{head(status, extraHeaders + "Content-Length: " + QByteArray::number(body.size()) + "\r\n") +
                    body},
            {}, false};
    }
    static ScriptedReply redirect(const QByteArray& location)
    {
        return answer(302, "moved", "Location: " + location + "\r\n");
    }
    static ScriptedReply chunked(const QList<QByteArray>& chunks, std::chrono::milliseconds pause = {})
    {
        ScriptedReply reply{{head(200, "Transfer-Encoding: chunked\r\n")}, pause, false};
        for (const QByteArray& chunk : chunks)
            reply.pieces += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
        reply.pieces += "0\r\n\r\n";
        return reply;
    }
    /// Promises `announced` bytes, sends `body` and closes.
    static ScriptedReply truncated(const QByteArray& body, qint64 announced)
    {
        return {{head(200, "Content-Length: " + QByteArray::number(announced) + "\r\n") + body}, {}, true};
    }

    static QByteArray head(int status, const QByteArray& headers)
    {
        return "HTTP/1.1 " + QByteArray::number(status) + " Scripted\r\n" + headers + "\r\n";
    }
};

/// An HTTP/1.1 peer on 127.0.0.1 that does what the test says: replies in the order of enqueue(), or by path
/// through on(); anything else is 404.
class ScriptedHttpServer : public QTcpServer
{
public:
    enum class Mode { Plain, Tls };

    explicit ScriptedHttpServer(Mode mode = Mode::Plain)
        : ScriptedHttpServer(mode, mode == Mode::Tls ? selfSigned() : QSslConfiguration())
    {}
    /// With a certificate of the test's own.
    explicit ScriptedHttpServer(const QSslConfiguration& tls)
        : ScriptedHttpServer(Mode::Tls, tls)
    {}
    ScriptedHttpServer(Mode mode, QSslConfiguration tls)
        : m_mode(mode)
        , m_tls(std::move(tls))
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("cannot listen on 127.0.0.1");
    }

    void enqueue(const ScriptedReply& reply) { m_queue.append(reply); }
    /// Always answers requests whose path (without query) is `path` with `reply`.
    void on(const QByteArray& path, const ScriptedReply& reply) { m_byPath.insert(path, reply); }

    void remove(const QByteArray& path) { m_byPath.remove(path); }

    QUrl url(const QString& path = QStringLiteral("/")) const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2%3")
                        .arg(m_mode == Mode::Tls ? QStringLiteral("https") : QStringLiteral("http"))
                        .arg(serverPort())
                        .arg(path));
    }
    const QList<ScriptedRequest>& requests() const { return m_requests; }
    int connectionCount() const { return m_connectionCount; }
    int openConnections() const { return m_openConnections; }
    /// Bytes that the peer's kernel has taken so far.
    qint64 bytesWritten() const { return m_bytesWritten; }
    bool waitForRequests(qsizetype count, int timeoutMs = 30'000) const
    {
        return QTest::qWaitFor([this, count] { return m_requests.size() >= count; }, timeoutMs);
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto* socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        ++m_connectionCount;
        ++m_openConnections;
        auto pending = std::make_shared<QByteArray>();
        connect(socket, &QIODevice::readyRead, this, [this, socket, pending] {
            *pending += socket->readAll();
            while (const auto request = takeRequest(*pending))
                handle(socket, *request);
        });
        connect(socket, &QAbstractSocket::disconnected, this, [this, socket] {
            --m_openConnections;
            socket->deleteLater();
        });
        connect(socket, &QIODevice::bytesWritten, this, [this](qint64 count) { m_bytesWritten += count; });
        if (m_mode == Mode::Tls) {
            socket->setSslConfiguration(m_tls);
            socket->startServerEncryption();
        }
    }

private:
    static QSslConfiguration selfSigned()
    {
        const auto read = [](const char* name) {
            QFile file(QStringLiteral(NATTER_TEST_DATA "/tls/") + QLatin1String(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(read("self-signed.crt.pem")));
        configuration.setPrivateKey(QSslKey(read("self-signed.key.pem"), QSsl::Ec));
        return configuration;
    }

    static std::optional<ScriptedRequest> takeRequest(QByteArray& pending)
    {
        const qsizetype end = pending.indexOf("\r\n\r\n");
        if (end < 0)
            return std::nullopt;
        const QList<QByteArray> lines = pending.left(end).split('\n');
        const QList<QByteArray> first = lines.first().trimmed().split(' ');
        ScriptedRequest request;
        request.method = first.value(0);
        request.target = first.value(1);
        for (const QByteArray& line : lines.mid(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.append({line.left(colon).trimmed(), line.mid(colon + 1).trimmed()});
        }
        const qsizetype length = request.header("Content-Length").toLongLong();
        if (pending.size() < end + 4 + length)
            return std::nullopt;
        request.body = pending.mid(end + 4, length);
        pending.remove(0, end + 4 + length);
        return request;
    }

    void handle(QSslSocket* socket, const ScriptedRequest& request)
    {
        m_requests.append(request);
        const QByteArray path = request.target.split('?').first();
        if (m_byPath.contains(path))
            play(socket, m_byPath.value(path), 0);
        else if (!m_queue.isEmpty())
            play(socket, m_queue.takeFirst(), 0);
        else
            play(socket, ScriptedReply::answer(404, "{}"), 0);
    }

    void play(QSslSocket* socket, const ScriptedReply& reply, qsizetype index)
    {
        if (index >= reply.pieces.size()) {
            if (reply.closes)
                socket->disconnectFromHost();
            return;
        }
        socket->write(reply.pieces.at(index));
        if (reply.pause.count() == 0)
            play(socket, reply, index + 1);
        else
            QTimer::singleShot(
                reply.pause, socket, [this, socket, reply, index] { play(socket, reply, index + 1); });
    }

    Mode m_mode;
    QSslConfiguration m_tls;
    QList<ScriptedReply> m_queue;
    QHash<QByteArray, ScriptedReply> m_byPath;
    QList<ScriptedRequest> m_requests;
    int m_connectionCount = 0;
    int m_openConnections = 0;
    qint64 m_bytesWritten = 0;
};

} // namespace Natter::Test
