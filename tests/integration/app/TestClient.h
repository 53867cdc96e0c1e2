// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Account.h"
#include "support/Await.h"
#include "support/FakeBrowser.h"
#include "support/SandboxProcess.h"

#include "core/DialogService.h"
#include "core/LoginFlow.h"
#include "core/MessageService.h"
#include "identity/LoginProtocol.h"
#include "net/NetworkHttpClient.h"

#include <QSignalSpy>

#include <functional>

namespace Natter::Test {

/// Passes everything on and remembers where it went.
class CountingHttpClient final : public Net::HttpClient
{
public:
    Answer<Net::HttpResponse> send(const Net::HttpRequest& request) override
    {
        if (isOffline)
            return resolved<Net::HttpResponse>(
                Error{ErrorKind::Network, Retry::later(), QStringLiteral("offline"), {}});
        m_paths += request.url.path();
        return m_http.send(request);
    }

    qsizetype count(const QString& ending) const
    {
        return std::count_if(
            m_paths.begin(), m_paths.end(), [&](const QString& path) { return path.endsWith(ending); });
    }
    void forget() { m_paths.clear(); }

    bool isOffline = false;

private:
    Net::NetworkHttpClient m_http{"natter-test"};
    QStringList m_paths;
};

/// One person's Natter without its window: the real account over the real sandbox.
class TestClient
{
public:
    TestClient(const QString& folder, Secrets::SecretStore& secrets)
        : m_folder(folder)
        , m_vault(secrets)
    {}

    /// The whole login with a passcode. The flow's last step and error tell what happened.
    Result<void> signIn(const SandboxProcess& sandbox, const QString& userId, const QString& proof = {})
    {
        const QJsonObject person = sandbox.person(userId);
        const QString passcode = proof.isEmpty() ? person.value(u"passcode").toString() : proof;
        return signInAt(sandbox.profileUrl(), {person.value(u"login").toString(), Secret(passcode.toUtf8())});
    }

    /// The same at any profile. `change` may make another site of it.
    Result<void> signInAt(const QString& profileUrl, const Identity::Credentials& credentials,
        const std::function<void(Profile&)>& change = {})
    {
        FakeBrowser browser;
        return run(
            profileUrl, browser, change, [&](Core::LoginFlow& flow) { flow.submit(credentials); }, 30'000);
    }

    /// At the site's own page.
    Result<void> signInWith(Identity::Browser& browser, const QString& profileUrl, int timeoutMs = 30'000)
    {
        return run(
            profileUrl, browser, {}, [](Core::LoginFlow& flow) { flow.signInWithBrowser(); }, timeoutMs);
    }

    /// Asks the site for a one-time code.
    Result<Identity::OtpSent> requestOtp(const QString& profileUrl, const QString& login)
    {
        const Result<Profile> profile = await(Identity::fetchProfile(http, profileUrl));
        if (!profile)
            return profile.error();
        return await(Identity::makeLoginProtocol(*profile, http)->requestOtp(login), 30'000);
    }

    /// A further start: account from the store, session from the keychain.
    void restore(const App::KnownAccount& known)
    {
        openAccount(known);
        m_account->session().restore();
    }

    void end() { m_account.reset(); }

    bool waitForPhase(Core::SessionStatus::Phase phase, int timeoutMs = 30'000)
    {
        return QTest::qWaitFor([&] { return m_account->session().status().phase == phase; }, timeoutMs);
    }
    bool waitForOnline() { return waitForPhase(Core::SessionStatus::Phase::Online); }

    /// The first fill of an empty store.
    bool waitForDialogs()
    {
        return QTest::qWaitFor([this] { return services().dialogs.dialogs().size() >= 10; }, 30'000);
    }

    /// How often a body stands in the dialog's newest page, waiting until it does.
    qsizetype waitForMessage(const PeerId& peer, const QString& body, int timeoutMs = 30'000)
    {
        qsizetype found = 0;
        (void)QTest::qWaitFor(
            [&] {
                found = count(peer, body);
                return found > 0;
            },
            timeoutMs);
        return found;
    }

    qsizetype count(const PeerId& peer, const QString& body) { return messages(peer, body).size(); }

    QList<Message> messages(const PeerId& peer, const QString& body)
    {
        const Result<QList<Message>> page = await(services().messages.newest(peer, 200));
        QList<Message> matching;
        if (page) {
            std::copy_if(page->begin(), page->end(), std::back_inserter(matching),
                [&body](const Message& message) { return message.body == body; });
        }
        return matching;
    }

    bool waitForState(const PeerId& peer, const QString& body, DeliveryState state, int timeoutMs = 30'000)
    {
        return QTest::qWaitFor(
            [&] {
                const QList<Message> found = messages(peer, body);
                return found.size() == 1 && found.first().state == state;
            },
            timeoutMs);
    }

    App::Account& account() { return *m_account; }
    Core::AccountServices services() { return m_account->services(); }

    CountingHttpClient http;

private:
    Result<void> run(const QString& profileUrl, Identity::Browser& browser,
        const std::function<void(Profile&)>& change, const std::function<void(Core::LoginFlow&)>& begin,
        int timeoutMs)
    {
        Result<Profile> profile = await(Identity::fetchProfile(http, profileUrl));
        if (!profile)
            return profile.error();
        if (change)
            change(profile.value());
        Identity::GatewayClient gateway(http, *profile);
        Identity::BrowserFlow browserFlow(*profile, http, browser);
        Core::LoginFlow flow(
            *profile, Identity::makeLoginProtocol(*profile, http), browserFlow, gateway, m_vault, m_clock);
        std::optional<Error> failure;
        std::optional<Identity::Session> session;
        QObject::connect(&flow, &Core::LoginFlow::failed, &flow,
            [&failure](Core::LoginFlow::Step, const Error& error) { failure = error; });
        QObject::connect(&flow, &Core::LoginFlow::finished, &flow,
            [&session](const Identity::Session& signedIn) { session = signedIn; });
        begin(flow);
        (void)QTest::qWaitFor([&] { return failure || session; }, timeoutMs);
        if (!session)
            return failure.value_or(
                Error{ErrorKind::Timeout, Retry::never(), QStringLiteral("no login"), {}});
        openAccount({profileUrl, *profile, session->user.id});
        m_account->keepIdentityToken(flow.identityToken());
        m_account->session().start(*session, flow.isStored());
        return {};
    }

    void openAccount(const App::KnownAccount& known)
    {
        m_account = std::make_unique<App::Account>(known, m_folder, http, m_vault, m_clock);
        QSignalSpy loaded(m_account.get(), &App::Account::loaded);
        m_account->load();
        QVERIFY(loaded.wait(30'000));
    }

    QString m_folder;
    SystemClock m_clock;
    Core::TokenVault m_vault;
    std::unique_ptr<App::Account> m_account;
};

} // namespace Natter::Test
