// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/Preferences.h"

#include <QMenu>

namespace Natter::Ui {

/// Behind the menu button: how Natter looks, signing out, about, quit.
class AccountMenu : public QMenu
{
    Q_OBJECT

public:
    AccountMenu(Theme& theme, Preferences& preferences, QWidget* parent);

Q_SIGNALS:
    void logoutRequested(bool everywhere);
    void quitRequested();

private:
    void addAppearances();
    void addTextScales();
    void confirmLogout(bool everywhere);
    void showAbout();

    Theme& m_theme;
    Preferences& m_preferences;
};

} // namespace Natter::Ui
