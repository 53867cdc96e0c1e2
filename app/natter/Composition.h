// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Account.h"
#include "AccountRegistry.h"
#include "Brand.h"
#include "Request.h"

#include "core/LoginFlow.h"
#include "core/ReleaseCheck.h"
#include "core/TokenVault.h"
#include "net/HttpClient.h"
#include "secrets/SecretStore.h"
#include "ui/MainWindow.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace Natter::App {

/// The only place where concrete classes meet: decides which page the window shows and owns what is behind
/// it. All accounts that are known here are open and connected, one of them is shown; each opens from its
/// store at once, and its session follows from the keychain.
class Composition : public QObject
{
    Q_OBJECT

public:
    /// `folder`: the app's data folder. The secret store, HTTP client and browser are handed in, so that
    /// tests bring theirs.
    Composition(Brand brand, const QString& folder, Net::HttpClient& http, Secrets::SecretStore& secrets,
        Identity::Browser& browser, const Clock& clock, QObject* parent = nullptr);
    ~Composition() override;

    Ui::MainWindow& window() { return m_window; }
    /// `site`: from the command line; empty: the last one, else the brand's.
    void start(const QString& site);
    /// The network came back or the computer woke up: what waits for its next try tries now, and what seems
    /// online makes sure. What a person is asked about stays theirs.
    void tryAgain();
    /// The one path of all doors: waits for the account when there is none yet.
    void handle(const Request& request);

private:
    /// One stay on the login page.
    struct Login;
    using Accounts = std::vector<std::unique_ptr<Account>>;

    enum class Purpose {
        Open, ///< its account that is signed in, else its login page
        Add,  ///< its login page, for one account more
    };

    /// The account of that site, else its login page.
    void openSite(const QString& site);
    void fetchSite(const QString& site, Purpose purpose);
    /// False when no account of that site is signed in; its address may be spelled in another way.
    bool openKnown(const QString& site, const Profile& profile);
    /// A dialog asked for at that site belongs to the account that is opened now.
    void meetPendingDialog(const QString& site);
    void showLogin(const QString& site, const Profile& profile);
    /// Nothing of what it still waits for is heard any more.
    void endLogin();
    void signIn(const Identity::Session& session);

    std::unique_ptr<Account> makeAccount(const KnownAccount& known);
    Account& openAccount(const KnownAccount& known);
    void switchTo(Account& account);
    void show(Account& account);
    void switchToIndex(int index);
    void goBack();
    Account* find(const KnownAccount& known) const;
    void followSession(const Account& account);
    void refreshProfile(Account& account);
    /// Tells of a newer release that this profile announces.
    void offerRelease(const Profile& profile);
    void logout(bool everywhere);
    /// Marked at once as leaving, so that the next start ends what this one did not.
    void leave(std::unique_ptr<Account> account, bool everywhere);
    void forgetAccount(Account* leaving, const Result<void>& told);
    void openPendingDialog();
    void takeSignIn(const Identity::BrowserReturn& back);

    struct PendingDialog
    {
        UserId user;
        QString site; ///< empty: any
    };

    const Brand m_brand;
    const Clock& m_clock;
    Net::HttpClient& m_http;
    Identity::Browser& m_browser;
    const Core::ReleaseCheck m_releases;
    AccountRegistry m_registry;
    Core::TokenVault m_vault;
    std::unique_ptr<Login> m_login; ///< outlives its page in the window
    Ui::MainWindow m_window;
    Accounts m_accounts; ///< in the order of the window's menu
    Accounts m_leaving;  ///< out of sight, still telling the gateway
    Account* m_current = nullptr;
    const Account* m_awaited = nullptr; ///< the one whose end the window shows, for its login page follows
    ScopedRequest m_siteRequest;
    QTimer m_daily; ///< looks at the sites' profiles again
    std::optional<PendingDialog> m_pendingDialog;
};

} // namespace Natter::App
