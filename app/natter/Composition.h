// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "Account.h"
#include "AccountRegistry.h"
#include "Request.h"

#include "core/LoginFlow.h"
#include "core/TokenVault.h"
#include "net/HttpClient.h"
#include "secrets/SecretStore.h"
#include "ui/MainWindow.h"

#include <memory>

namespace Natter::App {

/// The only place where concrete classes meet: decides which page the window shows and owns what is behind
/// it. An account that is known here opens from its store at once; its session follows from the keychain.
class Composition : public QObject
{
    Q_OBJECT

public:
    /// `folder`: the app's data folder. The secret store and HTTP client are handed in, so that tests bring
    /// theirs.
    Composition(const QString& folder, Net::HttpClient& http, Secrets::SecretStore& secrets,
        const Clock& clock, QObject* parent = nullptr);
    ~Composition() override;

    Ui::MainWindow& window() { return m_window; }
    /// `site`: from the command line, may be empty.
    void start(const QString& site);
    /// The one path of all doors: waits for the account when there is none yet.
    void handle(const Request& request);

private:
    void fetchSite(const QString& site);
    void showLogin(const QString& site, const Profile& profile);
    void signIn(const Identity::Session& session);
    void openAccount(const KnownAccount& known);
    void closeAccount();
    void followSession(const Core::SessionStatus& status);
    void refreshProfile(const KnownAccount& known);
    void logout(bool everywhere);
    void openPendingDialog();

    /// One stay on the login page.
    struct Login;

    const Clock& m_clock;
    Net::HttpClient& m_http;
    AccountRegistry m_registry;
    Core::TokenVault m_vault;
    Ui::MainWindow m_window;
    std::unique_ptr<Login> m_login;
    std::unique_ptr<Account> m_account;
    ScopedRequest m_profileRequest;
    std::optional<UserId> m_pendingDialog;
};

} // namespace Natter::App
