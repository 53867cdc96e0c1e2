// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <chrono>

namespace Natter::Net {

using Header = std::pair<QByteArray, QByteArray>;

/// One request. Redirects are never followed: a 3xx arrives as ErrorKind::Redirected (304 is no redirect).
struct HttpRequest
{
    QByteArray method = "GET";
    QUrl url;
    QList<Header> headers;
    QByteArray body;                            ///< sent as it is; none for an empty one
    std::chrono::milliseconds deadline{10'000}; ///< for the whole exchange
    qint64 maximumBytes = qint64(1024) * 1024;  ///< of the body, after decompression; more is TooLarge
};

/// An answer with any status but a redirect's: statuses are the caller's to judge. `headers` may be empty
/// even for a good answer (mesibo.md, section 2).
struct HttpResponse
{
    int status = 0;
    QList<Header> headers;
    QByteArray body;

    /// First value of that name, compared without case; empty when absent.
    QByteArray header(QByteArrayView name) const;
};

/// The only door to HTTP. Refuses plain http to anything but loopback before a byte is sent. GUI thread.
/// Errors: Network, Timeout, Tls, Redirected, TooLarge, BadResponse (not HTTP), BadInput, Cancelled; their
/// `detail` names the host and never a path, query or body. Cancelling the future aborts the request.
class HttpClient
{
public:
    virtual ~HttpClient() = default;
    virtual Answer<HttpResponse> send(const HttpRequest& request) = 0;
};

} // namespace Natter::Net
