// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrlQuery>

#include <functional>
#include <optional>

namespace Natter::Test {

/// A tiny HTTP server on loopback that records what it is asked and answers what the test says. One request a
/// connection.
class ScriptedPeer : public QTcpServer
{
public:
    struct Asked
    {
        QByteArray method;
        QUrl url;
        QByteArray head;
        QByteArray body;

        QByteArray authorization() const
        {
            for (const QByteArray& line : head.split('\n')) {
                if (line.toLower().startsWith("authorization:"))
                    return line.mid(14).trimmed();
            }
            return {};
        }
        QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    };
    struct Reply
    {
        int status = 200;
        QByteArray body;
    };
    /// std::nullopt: never answers.
    using Script = std::function<std::optional<Reply>(const Asked&)>;

    explicit ScriptedPeer(Script script)
        : m_script(std::move(script))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = nextPendingConnection())
                serve(socket);
        });
    }

    QUrl url(const QString& path = QStringLiteral("/")) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(path));
    }
    void setScript(Script script) { m_script = std::move(script); }
    const QList<Asked>& asked() const { return m_asked; }
    void forget() { m_asked.clear(); }

private:
    void serve(QTcpSocket* socket)
    {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, buffer = QByteArray()]() mutable {
            buffer += socket->readAll();
            const qsizetype end = buffer.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            Asked asked;
            asked.head = buffer.left(end);
            qsizetype length = 0;
            for (const QByteArray& line : asked.head.split('\n')) {
                if (line.toLower().startsWith("content-length:"))
                    length = line.mid(15).trimmed().toLongLong();
            }
            if (buffer.size() < end + 4 + length)
                return;
            const QList<QByteArray> words = asked.head.left(asked.head.indexOf('\r')).split(' ');
            asked.method = words.value(0);
            asked.url = QUrl::fromEncoded(words.value(1));
            asked.body = buffer.mid(end + 4, length);
            m_asked.append(asked);
            const auto reply = m_script(asked);
            if (!reply)
                return;
            socket->write("HTTP/1.1 " + QByteArray::number(reply->status) +
                          " Word\r\nConnection: close\r\nContent-Length: " +
                          QByteArray::number(reply->body.size()) + "\r\n\r\n" + reply->body);
            socket->disconnectFromHost();
        });
    }

    Script m_script;
    QList<Asked> m_asked;
};

} // namespace Natter::Test
