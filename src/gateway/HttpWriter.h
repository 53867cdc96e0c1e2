// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Response.h"

class QDateTime;
class QTcpSocket;

namespace Natter::Gateway {

/// How the request changes the form of its answer (RFC 9110, 9.3.2; RFC 9112, 9.6).
struct HttpWriteOptions
{
    bool isHead = false; ///< headers only
    bool isLast = false; ///< the connection ends after this answer
};

/// Writes one HTTP/1.1 answer. QHttpServerResponder of Qt 6.4 keeps a bare pointer to the socket, which is
/// gone when a client leaves before a slow answer comes; here the caller keeps a QPointer and passes a socket
/// that is there. `now` is the server's time, for the header Date.
void writeHttp(QTcpSocket* socket, const Response& response, const QDateTime& now, HttpWriteOptions options);

} // namespace Natter::Gateway
