// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "identity/Browser.h"

#include <QEventLoop>
#include <QHostAddress>
#include <QList>
#include <QTcpSocket>
#include <QTimer>
#include <QUrlQuery>

namespace Natter::Test {

/// Remembers the pages that it was to open, and goes where a site would send it, over a real socket.
class FakeBrowser final : public Identity::Browser
{
public:
    bool isThere = true;
    QList<QUrl> pages;

    bool open(const QUrl& page) override
    {
        if (isThere)
            pages += page;
        return isThere;
    }
    QString linkScheme() const override { return QStringLiteral("natter"); }
    QString doneText() const override { return QStringLiteral("Back to Natter"); }
    QString strangerText() const override { return QStringLiteral("Nobody waits for this"); }

    /// A member of the newest page's query.
    QString member(const QString& name) const
    {
        return QUrlQuery(pages.value(pages.size() - 1)).queryItemValue(name, QUrl::FullyDecoded);
    }
    /// Follows a redirect to the newest page's `redirect_uri` with that query. The answer, `refused` when
    /// nobody listens.
    QByteArray comeBack(const QString& query) const
    {
        const QUrl redirect(member(QStringLiteral("redirect_uri")));
        QTcpSocket socket;
        QEventLoop loop;
        QObject::connect(&socket, &QAbstractSocket::connected, &socket, [&] {
            socket.write("GET " + redirect.path().toLatin1() + '?' + query.toUtf8() +
                         " HTTP/1.1\r\nHost: " + redirect.authority().toLatin1() + "\r\n\r\n");
        });
        QObject::connect(&socket, &QAbstractSocket::disconnected, &loop, &QEventLoop::quit);
        QObject::connect(&socket, &QAbstractSocket::errorOccurred, &loop, &QEventLoop::quit);
        QTimer::singleShot(20'000, &loop, &QEventLoop::quit);
        socket.connectToHost(QHostAddress(redirect.host()), quint16(redirect.port()));
        loop.exec();
        const QByteArray answer = socket.readAll();
        return answer.isEmpty() ? "refused" : answer;
    }
    QByteArray comeBackWithCode(const QString& code) const
    {
        return comeBack(QStringLiteral("state=%1&code=%2").arg(member(QStringLiteral("state")), code));
    }
};

} // namespace Natter::Test
