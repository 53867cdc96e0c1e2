// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "base/Clock.h"
#include "core/TokenVault.h"
#include "identity/BrowserFlow.h"
#include "identity/GatewayClient.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <variant>

namespace Natter::Core {

/// One attempt after another to sign in: nonce -> backend, or browser and backend -> verify -> keychain. The
/// engine follows in Session. Deleting it cancels it. A nonce is fetched anew for every attempt, and again
/// when it has under 10 s left. When the gateway refuses the site's token and says when another one will be
/// good, what was typed is sent once more after that time, still at Step::Verify.
class LoginFlow : public QObject
{
    Q_OBJECT

public:
    enum class Step { Idle, Nonce, Browser, Backend, Verify, Keychain, Done };
    Q_ENUM(Step)

    LoginFlow(Profile profile, std::unique_ptr<Identity::LoginProtocol> protocol,
        Identity::BrowserFlow& browser, Identity::GatewayClient& gateway, TokenVault& vault,
        const Clock& clock, QObject* parent = nullptr);
    ~LoginFlow() override;

    const Profile& profile() const;
    Step step() const;
    /// Once Done: whether the keychain has the refresh token, or this session only.
    bool isStored() const;
    /// Once Done: what the site gave, for LoginProtocol::logout().
    Secret identityToken() const;

    /// Sends a one-time code; otpSent() or failed(Idle, error) follows. Where the backend trusts the login
    /// already, the steps after it run at once.
    void requestOtp(const QString& login);
    /// Runs the steps. Ignored while one is running or the keychain's failure waits for an answer.
    void submit(const Identity::Credentials& credentials);
    /// The same at the site's page: stays at Step::Browser until it comes back, fails, or browserPatience()
    /// is over.
    void signInWithBrowser();
    void openBrowserAgain();
    std::chrono::milliseconds browserPatience() const;
    /// What came by a link of the app (`natter://sign-in`); false when nobody waits for it.
    bool takeBrowserReturn(const Identity::BrowserReturn& back);
    /// After failed(Keychain, ...): tries to store again.
    void retryKeychain();
    /// After failed(Keychain, ...): signed in until the app ends, nothing stored.
    void continueWithoutKeychain();
    /// Back to Idle. What the gateway had granted already is given back, and what the vault had of an account
    /// that is signed in already is there again.
    void cancel();

Q_SIGNALS:
    void stepChanged(Natter::Core::LoginFlow::Step step);
    void otpSent(const Natter::Identity::OtpSent& sent);
    /// Something came back from a browser that does not belong to this sign-in; the wait goes on.
    void browserStrayReturned();
    /// The step it failed in. Back to Idle, except that a Keychain failure waits for one of the two answers.
    void failed(Natter::Core::LoginFlow::Step step, const Natter::Error& error);
    void finished(const Natter::Identity::Session& session);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Natter::Core
