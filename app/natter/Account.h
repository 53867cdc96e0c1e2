// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "AccountRegistry.h"
#include "AccountReport.h"

#include "core/AccountServices.h"
#include "core/AvatarCache.h"
#include "core/DialogService.h"
#include "core/MessageService.h"
#include "core/Session.h"
#include "core/UserDirectory.h"
#include "store/Database.h"
#include "store/StateRepository.h"
#include "xmpp/Client.h"

namespace Natter::App {

/// Everything that one signed-in account is made of, wired. Deleting it cancels what it was doing.
class Account : public QObject
{
    Q_OBJECT

public:
    Account(KnownAccount known, const QString& folder, Net::HttpClient& http, Core::TokenVault& vault,
        const Clock& clock, QObject* parent = nullptr);

    const KnownAccount& known() const { return m_known; }
    Core::Session& session() { return m_session; }
    const Core::Session& session() const { return m_session; }
    Core::DialogService& dialogs() { return m_dialogs; }
    Core::AccountServices services();
    Core::ConnectionReport& report() { return m_report; }

    /// What the site gave at the sign-in; in memory only, for tellSite().
    void keepIdentityToken(const Secret& token) { m_identityToken = token; }
    /// The person signs out: tells the site's backend, if it wants to know and this run signed in there.
    void tellSite();

    /// Opens the store and reads what the first paint needs. loaded() or loadFailed() follows.
    void load();
    /// What was asked of its store and its pictures has ended: deleting it does not block any more.
    Answer<void> close();
    bool isLoaded() const { return m_isLoaded; }

Q_SIGNALS:
    void loaded();
    void loadFailed(const Natter::Error& error);

private:
    KnownAccount m_known;
    Net::HttpClient& m_http;
    Secret m_identityToken;
    Store::Database m_database;
    Store::UserRepository m_users;
    Store::DialogRepository m_dialogRows;
    Store::MessageRepository m_messageRows;
    Store::StateRepository m_state;
    Identity::GatewayClient m_gateway;
    Xmpp::Client m_engine;
    Core::Session m_session;
    Core::UserDirectory m_directory;
    Core::AvatarCache m_avatars;
    Core::DialogService m_dialogs;
    Core::MessageService m_messages;
    AccountReport m_report;
    bool m_isLoaded = false;
};

} // namespace Natter::App
