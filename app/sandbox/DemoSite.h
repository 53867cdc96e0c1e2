// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "gateway/HttpFront.h"
#include "gateway/Router.h"

#include "AvatarShelf.h"
#include "BrowserSignIn.h"
#include "DgDesk.h"
#include "FaultPage.h"
#include "FaultyClock.h"
#include "ImbachatDesk.h"
#include "LoginDesk.h"
#include "MesiboBackend.h"
#include "PeoplePages.h"
#include "UsersInfo.h"

#include <QObject>

namespace Natter::Sandbox {

/// What the demo site shares with others.
struct SiteConfig
{
    quint16 port = 0;
    QUrl gateway; ///< asked by the mesibo backend
    IdentityTokens::Keys keys;
    QString usersInfoLogin;
    Secret usersInfoPassword;
};

/// Whom the demo site knows, under the names that each kind of app has for them.
struct SitePeople
{
    explicit SitePeople(int generatedCount)
        : bySiteId(generatedCount)
        , byPhone(generatedCount, People::Names::PhoneNumbers)
    {}

    const People& forApp(LoginProtocolKind kind) const
    {
        return kind == LoginProtocolKind::Mesibo ? byPhone : bySiteId;
    }

    People bySiteId;
    People byPhone;
};

/// The site that Natter is added to: private backends of all four contracts, users-info, search, a sign-in
/// page, pictures and pages on one port of 127.0.0.1, spoken to by the app, the gateway and a browser.
class DemoSite : public QObject
{
    Q_OBJECT

public:
    DemoSite(SiteConfig config, const SitePeople& people, Net::HttpClient& http, const Clock& clock,
        FaultSwitches& faults, QObject* parent = nullptr);

    /// Errors: Network (port taken).
    Result<void> start();
    void setPostman(const LoginDesk::Postman& postman);

    /// `http://127.0.0.1:PORT/`
    QUrl url() const;
    QUrl faultsUrl() const { return at(QLatin1String(FaultPage::Path)); }
    QUrl backendUrl(LoginProtocolKind kind) const;
    QUrl usersInfoUrl(LoginProtocolKind kind) const;
    QUrl searchUrl(LoginProtocolKind kind) const;
    QUrl loginCheckUrl() const;
    QUrl browserPageUrl() const { return at(QLatin1String(BrowserSignIn::PagePath)); }
    QUrl browserTokenUrl() const { return at(QLatin1String(BrowserSignIn::TokenPath)); }
    const IdentityTokens& tokens() const { return m_tokens; }

private:
    using Handler = std::function<Gateway::Response(const Gateway::Request&)>;

    QUrl at(const QString& path) const;
    void addBackends();
    void addBackend(const QString& path, const Gateway::Router::Handler& handler);
    void addBackend(const QString& path, const Handler& handler);
    void addUsersInfo(const QString& path, const UsersInfo& usersInfo);
    void addSearch(const QString& path, const UsersInfo& usersInfo);
    void addDirectory(const QString& path, const Handler& handler);
    void addPages();
    void addPage(const char* method, const QString& path, const Handler& handler);
    Gateway::Response picture(const Person& person, const Gateway::Request& request);
    Answer<Gateway::Response> later(Gateway::Response response, std::chrono::milliseconds delay);

    SiteConfig m_config;
    const SitePeople& m_people;
    FaultSwitches& m_faults;
    FaultyClock m_clock;
    UsersInfo m_usersInfo;
    UsersInfo m_usersInfoByPhone;
    UsersInfo m_usersInfoOfWordpress;
    IdentityTokens m_tokens;
    PasswordCheck m_passwords;
    LoginDesk m_loginDesk;
    MesiboBackend m_mesibo;
    ImbachatDesk m_imbachat;
    DgDesk m_dg;
    BrowserSignIn m_browserSignIn;
    AvatarShelf m_avatars;
    PeoplePages m_pages;
    FaultPage m_faultPage;
    Gateway::Router m_router;
    Gateway::HttpFront m_front;
};

} // namespace Natter::Sandbox
