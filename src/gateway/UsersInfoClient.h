// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/User.h"
#include "gateway/Config.h"
#include "gateway/UsersInfoAnswer.h"
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

    UsersInfoClient(Net::HttpClient& http, UsersInfoConfig config, NameForm names = NameForm::Plain,
        QObject* parent = nullptr);

    /// At most MaximumIds ids, all of which isPossibleUserId(). The answer holds what the site sent: perhaps
    /// fewer, perhaps more. Where the configured address takes ids or a text in its path, what would lead to
    /// another path (`..`, a slash) is not sent: the site knows nobody of that name. Where WordPress' route
    /// takes one of them not, the others are asked for again without what it does not take (section 3).
    Answer<QList<User>> fetch(const QStringList& ids);
    bool canSearch() const { return !m_config.searchUrl.isEmpty(); }
    Answer<QList<User>> search(const QString& text);

Q_SIGNALS:
    void asked(bool isAnswered);

private:
    void fetchInto(const QStringList& ids, const Promise<QList<User>>& promise);
    /// Asks and, when that is worth it, asks once more.
    Answer<Net::HttpResponse> send(const QByteArray& method, const QUrl& url);
    void sendInto(const Net::HttpRequest& request, int tries, const Promise<Net::HttpResponse>& promise);
    Result<QList<User>> read(const Result<Net::HttpResponse>& response) const;

    Net::HttpClient& m_http;
    UsersInfoConfig m_config;
    NameForm m_names;
};

} // namespace Natter::Gateway
