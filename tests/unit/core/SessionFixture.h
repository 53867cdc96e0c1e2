// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/Session.h"
#include "support/Await.h"
#include "support/FakeClock.h"
#include "support/FakeHttpClient.h"
#include "support/FakeSecretStore.h"
#include "support/SignInScript.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Natter::Test {

/// A session of Ada (`P11-A`) with everything around it played by the test.
struct SessionFixture
{
    SessionFixture()
        : session(std::make_unique<Core::Session>(profile(), ada(), gateway, vault, engine, clock))
    {
        QObject::connect(session.get(), &Core::Session::statusChanged, session.get(),
            [this](const Core::SessionStatus& status) { phases += status.phase; });
    }

    static Profile profile()
    {
        Profile profile;
        profile.appId = QStringLiteral("natter-demo");
        profile.gateway = QUrl(QStringLiteral("http://127.0.0.1:9/"));
        profile.engineWebSocket = QUrl(QStringLiteral("ws://127.0.0.1:3/ws"));
        profile.engineDomain = QStringLiteral("natter.localhost");
        return profile;
    }
    static UserId ada() { return UserId(QStringLiteral("P11-A")); }
    static QString entry() { return QStringLiteral("natter/127.0.0.1:9/natter-demo/P11-A"); }

    /// What a login gives.
    Identity::Session login() const
    {
        Identity::Session given;
        given.user.id = ada();
        given.user.name = QStringLiteral("Ada");
        given.account = *Jid::parse(u"p11-a@natter.localhost");
        given.engineToken = Secret("engine-0");
        given.engineExpiresAt = clock.now().addSecs(tokenLife.count());
        given.refreshToken = Secret("refresh-0");
        return given;
    }
    /// The keychain as a login left it.
    void store0() { secrets.entries.insert(entry(), R"({"refresh_token":"refresh-0","request_id":"id-0"})"); }

    QByteArray sessionJson(int number, const QByteArray& user = "P11-A") const
    {
        const QByteArray n = QByteArray::number(number);
        const QByteArray expires = clock.now().addSecs(tokenLife.count()).toString(Qt::ISODate).toLatin1();
        return R"({"results":{"user":{"email":")" + user + R"(","username":"Ada","token":"engine-)" + n +
               R"(","refresh_token":"refresh-)" + n + R"(","token_expires_at":")" + expires +
               R"("},"engine":{"jid":"p11-a@natter.localhost"}}})";
    }
    static QByteArray refusal(const QByteArray& reason)
    {
        return R"({"error":{"message":"no","reason":")" + reason + R"("}})";
    }

    Core::SessionStatus::Phase phase() const { return session->status().phase; }
    bool waitForPhase(Core::SessionStatus::Phase wanted) const
    {
        return QTest::qWaitFor([this, wanted] { return phase() == wanted; }, 30'000);
    }
    /// Plays the engine until the session is online, resuming when it asks for that.
    bool comeOnline()
    {
        if (!QTest::qWaitFor([this] { return transport->isConnecting(); }, 30'000) ||
            !authenticate(*transport, profile().engineDomain))
            return false;
        if (isResumable)
            transport->inject(QStringLiteral("<resumed xmlns='urn:xmpp:sm:3' previd='sm1' h='3'/>"));
        else if (!bindSession(*transport, QStringLiteral("p11-a@natter.localhost/natter")))
            return false;
        isResumable = true;
        const bool isOnline = waitForPhase(Core::SessionStatus::Phase::Online);
        transport->forgetSent();
        return isOnline;
    }
    /// Plays the engine up to the token, and refuses it.
    bool refuseToken()
    {
        if (!QTest::qWaitFor([this] { return transport->isConnecting(); }, 30'000) ||
            !beginSignIn(*transport, profile().engineDomain))
            return false;
        transport->inject(
            QStringLiteral("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>"));
        const bool isLeft = QTest::qWaitFor([this] { return !transport->isOpen(); }, 30'000);
        transport->forgetSent();
        return isLeft;
    }
    int refreshesUnderWay() const
    {
        return int(std::count_if(http.exchanges().begin(), http.exchanges().end(), [](const auto& exchange) {
            return exchange.request.url.path().endsWith(QStringLiteral("refresh_user_token")) &&
                   !exchange.promise.answer().isFinished() && !exchange.promise.isCancelled();
        }));
    }

    FakeClock clock;
    std::chrono::seconds tokenLife{3600};
    FakeHttpClient http;
    FakeSecretStore secrets;
    Core::TokenVault vault{secrets};
    Identity::GatewayClient gateway{http, profile()};
    FakeTransport* transport = new FakeTransport;
    Xmpp::Client engine{std::unique_ptr<Xmpp::Transport>(transport), clock};
    QList<Core::SessionStatus::Phase> phases;
    bool isResumable = false;
    std::unique_ptr<Core::Session> session;
};

} // namespace Natter::Test
