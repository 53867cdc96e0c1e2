// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QObject>
#include <QTcpServer>
#include <QUrl>
#include <QUrlQuery>

#include <functional>

class QTcpSocket;

namespace Natter::Net {

/// The loopback end of a sign-in in the browser (RFC 8252, 7.3): waits on 127.0.0.1, at a port and a path
/// that nobody can guess, for the one GET that the site's page redirects the browser to, and answers it with
/// one sentence. Anything else that knocks gets a short refusal with nothing of the request in it. GUI
/// thread.
class RedirectListener : public QObject
{
    Q_OBJECT

public:
    /// Whether this is the return that is waited for; the listener closes with the first one that is. Must
    /// not delete the listener.
    using Judge = std::function<bool(const QUrlQuery& query)>;
    /// What the person reads in the browser, plain text.
    struct Words
    {
        QString done;
        QString stranger; ///< for a return that is not the one
    };

    RedirectListener(Judge judge, Words words, QObject* parent = nullptr);

    /// False when there is no port to be had.
    bool listen();
    /// `http://127.0.0.1:PORT/PATH`, valid after listen().
    const QUrl& url() const { return m_url; }
    bool isListening() const { return m_server.isListening(); }
    /// Nobody is let in any more; who is in gets an answer.
    void close() { m_server.close(); }

private:
    void takeConnections();
    void read(QTcpSocket* socket);
    void judge(QTcpSocket* socket, const QByteArray& head);
    void answer(QTcpSocket* socket, const QByteArray& status, const QString& sentence);

    Judge m_judge;
    Words m_words;
    QUrl m_url;
    QTcpServer m_server;
    QHash<QTcpSocket*, QByteArray> m_heads; ///< of connections that were not answered yet
};

} // namespace Natter::Net
