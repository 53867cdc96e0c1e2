// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"
#include "core/AccountServices.h"
#include "domain/Profile.h"
#include "ui/AccountSwitch.h"
#include "ui/Preferences.h"
#include "ui/Product.h"

#include <QMainWindow>

#include <optional>

class QStackedWidget;

namespace Natter::Core {
class ConnectionReport;
class LoginFlow;
} // namespace Natter::Core

namespace Natter::Ui {

class AccountWidget;
class IconButton;
class LoadingWidget;
class LoginWidget;
class SiteWidget;
class ToastWidget;

/// The window. It arranges the pages and nothing else; app/natter decides which one is shown. GUI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    /// The site's address field, where no profile is built in or given. `error`: what is wrong with it.
    void showSitePage(const QString& address, const std::optional<Error>& error);
    /// A calm page while nothing else is known; blank for the first 150 ms.
    void showLoading(const QString& what);
    /// The login card. `flow` outlives the page, which goes with leaveLogin() or the next show*().
    void showLogin(Core::LoginFlow& flow);
    /// A show*() follows. The page is deleted from the event loop, before what is posted after this.
    void leaveLogin();
    /// A page for the account, in the background. `services` outlive it: leaveAccount() comes before they go.
    void addAccount(const Core::AccountServices& services);
    /// The account's page, as it was left; added when it is not there yet.
    void showAccount(const Core::AccountServices& services);
    /// Signed out: its page goes, when there is one, and what was remembered for it.
    void leaveAccount(const Core::Session& session);
    void leaveAccounts();
    /// Whether the site and login pages offer a way back to where the person was.
    void setBackVisible(bool isVisible);
    /// In a window of its own, which goes with the account's page. `report` outlives that.
    void showReport(Core::ConnectionReport& report);

    /// At the bottom for 5 s, and heard by screen readers.
    void showNotice(const QString& plainText);
    Product& product() { return m_product; }
    /// Accent (corrected for contrast), site name and widget mode.
    void setBrand(const Profile& profile);
    /// Ctrl+K.
    void openSearch();
    /// Shown, unminimised and active, as far as the desktop allows.
    void comeToFront();

Q_SIGNALS:
    void siteSubmitted(const QString& address);
    void logoutRequested(bool everywhere);
    void quitRequested();
    /// The menu's "Connection report".
    void reportRequested();
    /// The banner's "Sign in again".
    void signInRequested();
    /// Another of the accounts, by the order in which they were added: menu or Ctrl+Shift+1 to 9.
    void accountChosen(int index);
    void addAccountRequested();
    /// From the site or login page; Alt+Left there.
    void backRequested();

protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QList<AccountEntry> entries() const;
    AccountWidget* pageOf(const Core::Session& session) const;
    void connectAccount(AccountWidget* page);
    void addShortcuts();
    void updateBack();
    void updateTitle();
    void showPage(QWidget* page);

    Theme m_theme;
    Preferences m_preferences;
    QString m_siteName;
    bool m_isWidgetMode = false;
    QStackedWidget* m_pages;
    SiteWidget* m_site;
    LoadingWidget* m_loading;
    LoginWidget* m_login = nullptr;
    AccountSwitch m_switch;
    Product m_product;
    QList<AccountWidget*> m_accounts;
    AccountWidget* m_account = nullptr; ///< the current one of them
    bool m_isBackVisible = false;
    IconButton* m_back;
    ToastWidget* m_toast;
};

} // namespace Natter::Ui
