// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/HttpClient.h"

#include <QObject>

class QNetworkAccessManager;

namespace Natter::Net {

/// HttpClient over QNetworkAccessManager. No cookies, no cache, no password prompts, HTTP/1.1 only; the
/// application's proxy is used except for loopback. Destroying it ends what is under way as Cancelled.
class NetworkHttpClient final : public QObject, public HttpClient
{
    Q_OBJECT

public:
    explicit NetworkHttpClient(QObject* parent = nullptr);
    ~NetworkHttpClient() override;

    Answer<HttpResponse> send(const HttpRequest& request) override;

private:
    QNetworkAccessManager* m_network;
};

} // namespace Natter::Net
