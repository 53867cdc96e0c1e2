// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"
#include "core/AccountServices.h"
#include "models/DialogListModel.h"
#include "models/PeopleSearchModel.h"
#include "ui/AccountSwitch.h"
#include "ui/Preferences.h"
#include "ui/Product.h"
#include "ui/dialogs/DialogRowsModel.h"

#include <QWidget>

class QLineEdit;
class QStackedWidget;

namespace Natter::Ui {

class BannerWidget;
class DialogListWidget;
class IconButton;

/// The left column: menu button and search field, the banner, and below them the dialogs or, while
/// something is typed, the people found.
class DialogsWidget : public QWidget
{
    Q_OBJECT

public:
    DialogsWidget(Theme& theme, Preferences& preferences, AccountSwitch& accounts, Product& product,
        const Core::AccountServices& services, Models::DialogListModel& dialogs, QWidget* parent = nullptr);

    void openSearch();
    void focusList();
    void showPeer(const PeerId& peer);
    /// Opens the dialog `rows` below the open one.
    void step(int rows);

Q_SIGNALS:
    void peerChosen(const Natter::PeerId& peer);
    /// The search field names a person.
    void userChosen(const Natter::UserId& user);
    void logoutRequested(bool everywhere);
    void quitRequested();
    void reportRequested();
    void signInRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build(Theme& theme, Preferences& preferences, AccountSwitch& accounts, Product& product);
    void connectBanner();
    void openMenu(const QModelIndex& dialog, const QPoint& globalPosition);
    void search(const QString& text);
    void leaveSearch();
    void chooseFound();
    void updateFoundText();
    bool handleSearchKey(int key);

    const Theme& m_theme;
    Core::AccountServices m_services;
    DialogRowsModel m_rows;
    Models::PeopleSearchModel m_people;
    DialogRowsModel m_peopleRows;
    IconButton* m_menuButton;
    QLineEdit* m_search;
    BannerWidget* m_banner;
    QStackedWidget* m_lists;
    DialogListWidget* m_list;
    DialogListWidget* m_found;
    std::optional<Error> m_searchError;
};

} // namespace Natter::Ui
