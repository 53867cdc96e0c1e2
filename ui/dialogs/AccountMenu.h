// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/AccountSwitch.h"
#include "ui/Preferences.h"
#include "ui/Product.h"

#include <QList>
#include <QMenu>

namespace Natter::Ui {

/// Behind the menu button: the accounts, how Natter looks, signing out, about, quit.
class AccountMenu : public QMenu
{
    Q_OBJECT

public:
    AccountMenu(
        Theme& theme, Preferences& preferences, AccountSwitch& accounts, Product& product, QWidget* parent);

    /// Under its button, on the side where that stands.
    void openBelow(const QWidget& button);

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
    void updateRelease();

    Theme& m_theme;
    Preferences& m_preferences;
    AccountSwitch& m_accounts;
    Product& m_product;
    QList<AccountEntry> m_entries;
    QList<QAction*> m_accountActions; ///< one for each of them
    QAction* m_addAccount;
    QAction* m_release; ///< visible when there is a newer one
};

} // namespace Natter::Ui
