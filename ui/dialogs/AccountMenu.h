// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/AccountSwitch.h"
#include "ui/Preferences.h"

#include <QList>
#include <QMenu>

namespace Natter::Ui {

/// Behind the menu button: the accounts, how Natter looks, signing out, about, quit.
class AccountMenu : public QMenu
{
    Q_OBJECT

public:
    AccountMenu(Theme& theme, Preferences& preferences, AccountSwitch& accounts, QWidget* parent);

Q_SIGNALS:
    void logoutRequested(bool everywhere);
    void quitRequested();
    void reportRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void listAccounts();
    QAction* makeAccountAction(const AccountEntry& entry, int index);
    void paintFace(QPainter* painter, const QRect& rect, const AccountEntry& entry) const;
    void addAppearances();
    void addTextScales();
    void confirmLogout(bool everywhere);
    void showAbout();

    Theme& m_theme;
    Preferences& m_preferences;
    AccountSwitch& m_accounts;
    QList<AccountEntry> m_entries;
    QList<QAction*> m_accountActions; ///< one for each of them
    QAction* m_addAccount;
};

} // namespace Natter::Ui
