// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/DirectoryService.h"
#include "gateway/RateLimiter.h"
#include "gateway/Router.h"
#include "gateway/SessionService.h"

namespace Natter::Gateway {

/// The half of the API that needs a session: users, user search, dialogs (the README's table).
class UserRoutes : public QObject
{
    Q_OBJECT

public:
    UserRoutes(const Clock& clock, SessionService& sessions, QHash<QString, DirectoryService*> directories,
        QObject* parent = nullptr);

    void addTo(Router& router);

private:
    using Action = std::function<Answer<Response>(const Request&, DirectoryService&)>;

    Router::Handler withSession(const Action& action);
    Answer<Response> users(const Request& request, DirectoryService& directory);
    Answer<Response> search(const Request& request, DirectoryService& directory);
    Answer<Response> dialogs(const Request& request, DirectoryService& directory);

    SessionService& m_sessions;
    QHash<QString, DirectoryService*> m_directories; ///< by app id
    RateLimiter m_perAccount;
};

} // namespace Natter::Gateway
