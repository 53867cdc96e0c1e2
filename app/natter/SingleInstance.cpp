// SPDX-License-Identifier: Apache-2.0
#include "SingleInstance.h"

#include "base/Log.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTimer>

namespace Natter::App {

namespace {

constexpr qint64 MaximumRequestBytes = 16'384;
constexpr int HandOverMs = 2000;

QString serverName(const QString& folder)
{
    const QByteArray digest =
        QCryptographicHash::hash(QDir(folder).absolutePath().toUtf8(), QCryptographicHash::Sha256)
            .toHex()
            .left(16);
    QString name = QStringLiteral("natter-") + QString::fromLatin1(digest);
#ifdef Q_OS_UNIX
    // Beside the lock rather than in /tmp, where other users could take the name first. A socket's path
    // holds about 100 bytes, so that a deep data folder's stands in the person's own runtime folder.
    QString path = QDir(folder).absoluteFilePath(QStringLiteral("instance.socket"));
    if (path.toUtf8().size() < 100)
        return path;
    return QDir(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation)).absoluteFilePath(name);
#else
    return name;
#endif
}

} // namespace

SingleInstance::SingleInstance(const QString& folder, QObject* parent)
    : QObject(parent)
    , m_name(serverName(folder))
    , m_lock(QDir(folder).absoluteFilePath(QStringLiteral("instance.lock")))
{
    m_lock.setStaleLockTime(0);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::acceptConnection);
}

bool SingleInstance::tryBecomeFirst()
{
    if (!m_lock.tryLock(0))
        return false;
    QLocalServer::removeServer(m_name);
    if (!m_server.listen(m_name))
        qCWarning(lcUi) << "cannot listen for further starts:" << m_server.errorString();
    return true;
}

bool SingleInstance::forward(const Request& request)
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(HandOverMs))
        return false;
    socket.write(serializeRequest(request) + '\n');
    // The first one closes after reading: that is the receipt.
    return socket.waitForBytesWritten(HandOverMs) &&
           (socket.state() != QLocalSocket::ConnectedState || socket.waitForDisconnected(HandOverMs));
}

void SingleInstance::acceptConnection()
{
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(HandOverMs, socket, [socket] { socket->abort(); });
        const auto read = [this, socket] {
            if (socket->bytesAvailable() > MaximumRequestBytes) {
                socket->abort();
                return;
            }
            if (!socket->canReadLine())
                return;
            const Result<Request> request = parseRequest(socket->readLine(MaximumRequestBytes));
            socket->disconnectFromServer();
            if (request)
                Q_EMIT requestReceived(*request);
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        read();
    }
}

} // namespace Natter::App
