// SPDX-License-Identifier: Apache-2.0
#include "net/RedirectListener.h"

#include <QRandomGenerator>
#include <QTcpSocket>
#include <QTimer>

#include <array>
#include <chrono>
#include <utility>

namespace Natter::Net {

namespace {

constexpr qsizetype LongestHead = qsizetype(16) * 1024;
constexpr qsizetype MostConnections = 32;
/// Browsers open connections ahead of need and leave them silent.
constexpr std::chrono::seconds HeadTime{5};

QString randomPath()
{
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    const QByteArray bytes(
        reinterpret_cast<const char*>(random.data()), qsizetype(random.size() * sizeof(quint32)));
    return u'/' + QString::fromLatin1(bytes.toHex());
}

/// The value of that header, when it is there exactly once.
QByteArray onlyHeader(const QList<QByteArray>& lines, QByteArrayView name)
{
    QByteArray value;
    int count = 0;
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0) {
            value = line.mid(colon + 1).trimmed();
            ++count;
        }
    }
    return count == 1 ? value : QByteArray();
}

} // namespace

RedirectListener::RedirectListener(Judge judge, Words words, QObject* parent)
    : QObject(parent)
    , m_judge(std::move(judge))
    , m_words(std::move(words))
{
    connect(&m_server, &QTcpServer::newConnection, this, &RedirectListener::takeConnections);
}

bool RedirectListener::listen()
{
    if (!m_server.listen(QHostAddress::LocalHost))
        return false;
    m_url = QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_server.serverPort()).arg(randomPath()));
    return true;
}

void RedirectListener::takeConnections()
{
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        socket->setParent(this);
        connect(socket, &QAbstractSocket::disconnected, this, [this, socket] {
            m_heads.remove(socket);
            socket->deleteLater();
        });
        if (m_heads.size() >= MostConnections) {
            socket->abort();
            continue;
        }
        m_heads.insert(socket, {});
        QTimer::singleShot(HeadTime, socket, [socket] { socket->abort(); });
        connect(socket, &QIODevice::readyRead, this, [this, socket] { read(socket); });
        read(socket);
    }
}

void RedirectListener::read(QTcpSocket* socket)
{
    const auto head = m_heads.find(socket);
    if (head == m_heads.end()) {
        socket->readAll(); // answered already; what is left unread would reset the connection
        return;
    }
    *head += socket->read(LongestHead + 1 - head->size());
    const qsizetype end = head->indexOf("\r\n\r\n");
    if (end >= 0)
        judge(socket, head->left(end));
    else if (head->size() > LongestHead)
        answer(socket, "431 Request Header Fields Too Large", m_words.stranger);
}

void RedirectListener::judge(QTcpSocket* socket, const QByteArray& head)
{
    QList<QByteArray> lines = head.split('\n');
    for (QByteArray& line : lines)
        line = line.trimmed();
    const QList<QByteArray> request = lines.first().split(' ');
    const QUrl target = QUrl::fromEncoded(request.value(1), QUrl::StrictMode);
    // A page of the web that guesses the port cannot send this Host (DNS rebinding).
    const bool isOurs = request.size() == 3 && request.at(2).startsWith("HTTP/1.") && target.isRelative() &&
                        target.host().isEmpty() && target.path(QUrl::FullyEncoded) == m_url.path() &&
                        onlyHeader(lines, "Host") == m_url.authority().toLatin1();
    if (!isOurs)
        answer(socket, "404 Not Found", m_words.stranger);
    else if (request.at(0) != "GET")
        answer(socket, "405 Method Not Allowed", m_words.stranger);
    else if (!m_server.isListening() || !m_judge(QUrlQuery(target.query(QUrl::FullyEncoded))))
        answer(socket, "400 Bad Request", m_words.stranger);
    else {
        m_server.close();
        answer(socket, "200 OK", m_words.done);
    }
}

void RedirectListener::answer(QTcpSocket* socket, const QByteArray& status, const QString& sentence)
{
    m_heads.remove(socket);
    const QByteArray text = sentence.toHtmlEscaped().toUtf8();
    const QByteArray page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + text +
                            "</title></head><body><p>" + text + "</p></body></html>\n";
    const QByteArray allow = status.startsWith("405") ? "Allow: GET\r\n" : "";
    socket->write("HTTP/1.1 " + status +
                  "\r\n"
                  "Content-Type: text/html; charset=utf-8\r\n"
                  "Content-Length: " +
                  QByteArray::number(page.size()) +
                  "\r\n"
                  "Cache-Control: no-store\r\n"
                  "Content-Security-Policy: default-src 'none'\r\n"
                  "Referrer-Policy: no-referrer\r\n"
                  "X-Content-Type-Options: nosniff\r\n" +
                  allow + "Connection: close\r\n\r\n" + page);
    // At once: the sign-in may be over before the event loop comes back here.
    socket->flush();
    socket->disconnectFromHost();
}

} // namespace Natter::Net
