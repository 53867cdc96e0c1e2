// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "gateway/HttpFront.h"
#include "gateway/Router.h"

#include "AvatarShelf.h"
#include "LoginDesk.h"
#include "Options.h"
#include "PeoplePages.h"
#include "UsersInfo.h"

#include <QObject>

namespace Natter::Sandbox {

/// What the demo site shares with others.
struct SiteConfig
{
    quint16 port = 0;
    QString appId;
    Secret signingSecret;
    QString usersInfoLogin;
    Secret usersInfoPassword;
    QSet<Fault> faults;
};

/// The site that Natter is added to: private backend, users-info, search, pictures and pages on one port of
/// 127.0.0.1, spoken to by the app and by the gateway.
class DemoSite : public QObject
{
    Q_OBJECT

public:
    DemoSite(SiteConfig config, const People& people, const Clock& clock, QObject* parent = nullptr);

    /// Errors: Network (port taken).
    Result<void> start();

    /// `http://127.0.0.1:PORT/`
    QUrl url() const;
    QUrl backendUrl() const;
    QUrl usersInfoUrl() const;
    QUrl searchUrl() const;
    LoginDesk& loginDesk() { return m_loginDesk; }

private:
    using Handler = std::function<Gateway::Response(const Gateway::Request&)>;

    void addRoutes();
    void addUsersInfo(const QString& path, const Handler& handler);
    Answer<Gateway::Response> later(Gateway::Response response, std::chrono::milliseconds delay);

    SiteConfig m_config;
    const People& m_people;
    LoginDesk m_loginDesk;
    UsersInfo m_usersInfo;
    AvatarShelf m_avatars;
    PeoplePages m_pages;
    Gateway::Router m_router;
    Gateway::HttpFront m_front;
};

} // namespace Natter::Sandbox
