// SPDX-License-Identifier: Apache-2.0
#include "gateway/HttpWriter.h"

#include <QDateTime>
#include <QHash>
#include <QLocale>
#include <QTcpSocket>

namespace Natter::Gateway {

namespace {

QByteArray phraseOf(int status)
{
    static const QHash<int, QByteArray> phrases{{200, "OK"}, {204, "No Content"}, {304, "Not Modified"},
        {400, "Bad Request"}, {401, "Unauthorized"}, {403, "Forbidden"}, {404, "Not Found"},
        {405, "Method Not Allowed"}, {408, "Request Timeout"}, {409, "Conflict"}, {413, "Content Too Large"},
        {429, "Too Many Requests"}, {500, "Internal Server Error"}, {502, "Bad Gateway"},
        {503, "Service Unavailable"}};
    return phrases.value(status, "Status");
}

/// RFC 9110, 5.6.7: clients with a wrong clock of their own go by it.
QByteArray httpDate(const QDateTime& now)
{
    return QLocale::c().toString(now.toUTC(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'")).toLatin1();
}

} // namespace

void writeHttp(QTcpSocket* socket, const Response& response, const QDateTime& now, HttpWriteOptions options)
{
    QByteArray head =
        "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + phraseOf(response.status) + "\r\n";
    const auto add = [&head](const QByteArray& name, const QByteArray& value) {
        head += name + ": " + value + "\r\n";
    };
    const bool mayHaveBody = response.status != 204 && response.status != 304;
    if (mayHaveBody) {
        add("Content-Type", response.contentType);
        add("Content-Length", QByteArray::number(response.body.size()));
    }
    add("Date", httpDate(now));
    bool hasCacheRule = false;
    for (const auto& [name, value] : response.headers) {
        add(name, value);
        hasCacheRule = hasCacheRule || name == "Cache-Control";
    }
    if (!hasCacheRule)
        add("Cache-Control", "no-store");
    add("Access-Control-Allow-Origin", "*");
    add("X-Content-Type-Options", "nosniff");
    add("Connection", options.isLast ? "close" : "keep-alive");
    head += "\r\n";

    socket->write(head);
    if (mayHaveBody && !options.isHead)
        socket->write(response.body);
}

} // namespace Natter::Gateway
