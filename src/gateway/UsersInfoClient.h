// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Config.h"
#include "gateway/UsersInfoReader.h"
#include "net/HttpClient.h"

#include <QObject>

namespace Natter::Gateway {

/// Asks the site's users-info API with HTTP Basic: 5 s a try, a second try after a failed connection or a
/// 5xx. Errors: Network, BadResponse, both with `users_info_unavailable`.
class UsersInfoClient : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype MaximumIds = 100;

    UsersInfoClient(Net::HttpClient& http, UsersInfoConfig config, QObject* parent = nullptr);

    /// At most MaximumIds ids. The answer holds what the site sent: perhaps fewer, perhaps more.
    Answer<QList<UsersInfoEntry>> fetch(const QStringList& ids);
    bool canSearch() const { return !m_config.searchUrl.isEmpty(); }
    Answer<QList<UsersInfoEntry>> search(const QString& text);

Q_SIGNALS:
    void asked(bool isAnswered);

private:
    void send(const QUrl& url, int tries, const Promise<QList<UsersInfoEntry>>& promise);

    Net::HttpClient& m_http;
    UsersInfoConfig m_config;
};

} // namespace Natter::Gateway
