// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/HttpClient.h"

#include <QByteArray>
#include <QObject>

class QNetworkAccessManager;

namespace Natter::Net {

/// HttpClient over QNetworkAccessManager. No cookies, no cache, no password prompts, HTTP/1.1 only; the
/// application's proxy is used except for loopback. Destroying it ends what is under way as Cancelled.
class NetworkHttpClient final : public QObject, public HttpClient
{
    Q_OBJECT

public:
    /// `program`: what User-Agent says, before the version; a token of RFC 9110, 5.6.2.
    explicit NetworkHttpClient(const QByteArray& program, QObject* parent = nullptr);
    ~NetworkHttpClient() override;

    Answer<HttpResponse> send(const HttpRequest& request) override;

private:
    const QByteArray m_userAgent;
    QNetworkAccessManager* m_network;
};

} // namespace Natter::Net
