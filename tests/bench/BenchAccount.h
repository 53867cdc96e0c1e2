// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/AccountServices.h"
#include "core/AvatarCache.h"
#include "core/DialogService.h"
#include "core/MessageService.h"
#include "core/Session.h"
#include "core/TokenVault.h"
#include "core/UserDirectory.h"
#include "store/Database.h"
#include "store/UserRepository.h"
#include "support/FakeSecretStore.h"
#include "xmpp/Transport.h"

namespace Natter::Bench {

inline Profile benchProfile()
{
    Profile profile;
    profile.siteName = QStringLiteral("Bench");
    profile.appId = QStringLiteral("natter-bench");
    profile.gateway = QUrl(QStringLiteral("http://127.0.0.1:9/"));
    profile.engineWebSocket = QUrl(QStringLiteral("ws://127.0.0.1:9/ws"));
    profile.engineDomain = QStringLiteral("chat.example");
    return profile;
}

/// One account, wired as the app wires it, with a store on disk and everything else as given.
struct BenchAccount
{
    BenchAccount(const Profile& siteProfile, const UserId& user, const QString& folder,
        std::unique_ptr<Xmpp::Transport> transport, Net::HttpClient& http)
        : profile(siteProfile)
        , gateway(http, profile)
        , vault(secrets)
        , database(folder + QStringLiteral("/natter.sqlite"))
        , messages(database)
        , dialogs(database)
        , users(database)
        , state(database)
        , client(std::move(transport), clock)
        , session(profile, user, gateway, vault, client, clock)
        , directory(session, gateway, users, clock)
        , dialogService(session, gateway, directory, dialogs, state)
        , messageService(session, client, dialogService, messages, state, clock)
        , avatars(profile, http, folder + QStringLiteral("/avatars"))
        , services{session, dialogService, messageService, directory, avatars}
    {}

    /// As after a login that the gateway granted.
    void signIn()
    {
        Identity::Session granted;
        granted.user.id = session.userId();
        granted.account = *Jid::forUser(session.userId(), profile.engineDomain);
        granted.engineToken = Secret("engine-token");
        granted.engineExpiresAt = clock.now().addSecs(3600);
        granted.refreshToken = Secret("refresh-token");
        session.start(granted, false);
    }

    const Profile profile;
    SystemClock clock;
    Test::FakeSecretStore secrets;
    Identity::GatewayClient gateway;
    Core::TokenVault vault;
    Store::Database database;
    Store::MessageRepository messages;
    Store::DialogRepository dialogs;
    Store::UserRepository users;
    Store::StateRepository state;
    Xmpp::Client client;
    Core::Session session;
    Core::UserDirectory directory;
    Core::DialogService dialogService;
    Core::MessageService messageService;
    Core::AvatarCache avatars;
    Core::AccountServices services;
};

} // namespace Natter::Bench
