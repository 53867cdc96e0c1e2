// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/DialogService.h"
#include "core/MessageService.h"
#include "core/Session.h"
#include "core/TokenVault.h"
#include "core/UserDirectory.h"
#include "store/UserRepository.h"
#include "support/EngineFixture.h"
#include "support/FakeSecretStore.h"
#include "support/ScriptedGateway.h"

namespace Natter::Test {

/// One signed-in account, whole: real services between a scripted engine, a scripted gateway and a store in
/// memory. The account is user `1`; link Natter::Core to use it.
struct AccountFixture : EngineFixture
{
    AccountFixture()
        : gateway(http, profile)
        , vault(secrets)
        , users(database)
        , session(profile, UserId(QStringLiteral("1")), gateway, vault, client, clock)
        , directory(session, gateway, users, clock)
        , dialogService(session, gateway, directory, dialogs, state)
        , messageService(session, client, dialogService, messages, state, clock)
    {
        http.people = {{QStringLiteral("2"), QStringLiteral("Ada")},
            {QStringLiteral("3"), QStringLiteral("Bob")}, {QStringLiteral("P11-A"), QStringLiteral("Zoé")}};
    }

    /// Right after a login.
    bool signIn()
    {
        Identity::Session granted;
        granted.user.id = UserId(QStringLiteral("1"));
        granted.account = account;
        granted.engineToken = Secret("engine-token");
        granted.engineExpiresAt = clock.now().addSecs(3600);
        granted.refreshToken = Secret("refresh-token");
        session.start(granted, false);
        return isOnline();
    }
    bool isOnline()
    {
        return QTest::qWaitFor(
            [this] { return session.status().phase == Core::SessionStatus::Phase::Online; }, 30'000);
    }
    /// The connection breaks; the session waits to come back.
    bool breakConnection()
    {
        engine->drop();
        return QTest::qWaitFor(
            [this] { return session.status().phase == Core::SessionStatus::Phase::Waiting; }, 30'000);
    }
    bool load() { return await(dialogService.load()).isOk(); }

    static Profile demoProfile()
    {
        Profile profile;
        profile.appId = QStringLiteral("natter-demo");
        profile.gateway = QUrl(QStringLiteral("http://127.0.0.1:9/"));
        profile.engineWebSocket = QUrl(QStringLiteral("ws://127.0.0.1:9/ws"));
        profile.engineDomain = QStringLiteral("chat.example");
        return profile;
    }

    const Profile profile = demoProfile();
    ScriptedGateway http;
    FakeSecretStore secrets;
    Identity::GatewayClient gateway;
    Core::TokenVault vault;
    Store::UserRepository users;
    Core::Session session;
    Core::UserDirectory directory;
    Core::DialogService dialogService;
    Core::MessageService messageService;
};

} // namespace Natter::Test
