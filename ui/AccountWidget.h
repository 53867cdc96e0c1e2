// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/AccountServices.h"
#include "models/DialogListModel.h"
#include "ui/AccountSwitch.h"
#include "ui/Preferences.h"
#include "ui/Product.h"

#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace Natter::Ui {

class ConversationWidget;
class DialogsWidget;
class ProfileWidget;

/// The signed-in page: dialogs, conversation and profile side by side from 720 px of width on, else one at a
/// time. Every way to a person goes through openDialog().
class AccountWidget : public QWidget
{
    Q_OBJECT

public:
    AccountWidget(Theme& theme, Preferences& preferences, AccountSwitch& accounts, Product& product,
        const Core::AccountServices& services, QWidget* parent = nullptr);
    ~AccountWidget() override;

    /// One column at any width.
    void setWidgetMode(bool isWidgetMode);
    /// To where one goes on: the composer of the open dialog, or the dialogs.
    void takeFocus();
    void openSearch();
    /// Shows that person's dialog, or says why not.
    void openDialog(const UserId& user);
    int unreadCount() const;
    const Core::Session& session() const { return m_services.session; }
    /// Names the account in Preferences: its site and person.
    static QString keyOf(const Core::Session& session);
    /// For the menu of accounts; whether it is the current one is not known here.
    AccountEntry entry() const;

Q_SIGNALS:
    void unreadCountChanged(int count);
    void statusChanged();
    void noticeRaised(const QString& plainText);
    void logoutRequested(bool everywhere);
    void quitRequested();
    void reportRequested();
    void signInRequested();
    /// Somebody asked for a dialog from outside: the window comes to the front.
    void raiseRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build(Theme& theme);
    void connectParts();
    void addShortcuts();
    void showPeer(const PeerId& peer);
    void leaveConversation();
    void restoreOpenDialog();
    void arrange();
    void openProfile();
    void closeProfile();
    void refreshProfile();
    bool isOneColumn() const;

    const Theme& m_theme;
    Preferences& m_preferences;
    Core::AccountServices m_services;
    Models::DialogListModel m_dialogs;
    bool m_isWidgetMode = false;
    bool m_hasRestored = false;
    bool m_isProfileOpen = false;
    QSplitter* m_splitter;
    DialogsWidget* m_column;
    QWidget* m_right;
    QStackedWidget* m_conversations;
    ConversationWidget* m_conversation;
    ProfileWidget* m_profile;
};

} // namespace Natter::Ui
