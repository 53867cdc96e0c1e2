// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/DialogsWidget.h"

#include "core/DialogService.h"
#include "core/MessageService.h"
#include "core/Session.h"
#include "ui/ErrorText.h"
#include "ui/dialogs/AccountMenu.h"
#include "ui/dialogs/BannerWidget.h"
#include "ui/dialogs/DialogListWidget.h"
#include "ui/dialogs/ReleaseWidget.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/IconButton.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace Natter::Ui {

using Models::PeopleSearchModel;

DialogsWidget::DialogsWidget(Theme& theme, Preferences& preferences, AccountSwitch& accounts,
    Product& product, const Core::AccountServices& services, Models::DialogListModel& dialogs,
    QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_services(services)
    , m_people(services)
{
    m_rows.setSourceModel(&dialogs);
    m_peopleRows.setSourceModel(&m_people);
    build(theme, preferences, accounts, product);
    connectBanner();
    connect(m_list, &DialogListWidget::peerChosen, this, &DialogsWidget::peerChosen);
    connect(m_list, &DialogListWidget::menuRequested, this, &DialogsWidget::openMenu);
    connect(m_found, &DialogListWidget::peerChosen, this, &DialogsWidget::chooseFound);
    connect(m_search, &QLineEdit::textChanged, this, &DialogsWidget::search);
    const auto markFirst = [this] {
        if (m_peopleRows.rowCount() > 0 && !m_found->currentIndex().isValid())
            m_found->markRow(0);
    };
    connect(&m_peopleRows, &QAbstractItemModel::modelReset, this, markFirst);
    connect(&m_peopleRows, &QAbstractItemModel::rowsInserted, this, markFirst);
    connect(&m_people, &PeopleSearchModel::searchingChanged, this, &DialogsWidget::updateFoundText);
    connect(&m_people, &PeopleSearchModel::searchFailed, this, [this](const Error& error) {
        m_searchError = error;
        updateFoundText();
    });
}

void DialogsWidget::build(Theme& theme, Preferences& preferences, AccountSwitch& accounts, Product& product)
{
    m_menuButton = new IconButton(theme, Icon::Menu, tr("Menu"));
    auto* menu = new AccountMenu(theme, preferences, accounts, product, this);
    connect(&accounts, &AccountSwitch::changed, m_menuButton, [this, &accounts] {
        const int unread = accounts.unreadElsewhere();
        m_menuButton->setCount(unread);
        m_menuButton->setAccessibleDescription(
            unread > 0 ? tr("%n unread in other accounts", nullptr, unread) : QString());
    });
    connect(menu, &AccountMenu::logoutRequested, this, &DialogsWidget::logoutRequested);
    connect(menu, &AccountMenu::quitRequested, this, &DialogsWidget::quitRequested);
    connect(menu, &AccountMenu::reportRequested, this, &DialogsWidget::reportRequested);
    connect(m_menuButton, &QAbstractButton::clicked, menu, [this, menu] { menu->openBelow(*m_menuButton); });

    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setProperty("search", true);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search people and dialogs"));
    m_search->setMaxLength(256);
    m_search->installEventFilter(this);
    const auto paintSearchIcon = [this] {
        const auto old = m_search->actions();
        for (QAction* action : old)
            m_search->removeAction(action);
        m_search->addAction(iconPixmap(Icon::Search, Metrics::SmallIconSize, m_theme.colours().textSecondary,
                                devicePixelRatioF()),
            QLineEdit::LeadingPosition);
    };
    connect(&theme, &Theme::changed, this, paintSearchIcon);
    paintSearchIcon();

    m_banner = new BannerWidget(theme);
    m_list = new DialogListWidget(theme);
    m_list->setModel(&m_rows);
    m_list->setEmptyText(tr("No dialogs yet.\nSearch for somebody to write to (Ctrl+K)."));
    m_found = new DialogListWidget(theme);
    m_found->setAccessibleName(tr("People found"));
    m_found->setModel(&m_peopleRows);
    m_lists = new QStackedWidget;
    m_lists->addWidget(m_list);
    m_lists->addWidget(m_found);

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(Metrics::Gap, Metrics::Gap, Metrics::Margin, Metrics::Gap);
    bar->setSpacing(Metrics::Gap);
    bar->addWidget(m_menuButton);
    bar->addWidget(m_search, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_banner);
    layout->addWidget(new ReleaseWidget(theme, product));
    layout->addWidget(m_lists, 1);
}

void DialogsWidget::connectBanner()
{
    using Core::MessageService;
    using Core::Session;
    m_banner->setStatus(m_services.session.status());
    connect(&m_services.session, &Session::statusChanged, m_banner, &BannerWidget::setStatus);
    connect(&m_services.messages, &MessageService::catchingUpChanged, m_banner, &BannerWidget::setCatchingUp);
    connect(&m_services.messages, &MessageService::failed, m_banner, &BannerWidget::setFailure);
    connect(m_banner, &BannerWidget::retryRequested, this, [this] { m_services.session.retryNow(); });
    connect(m_banner, &BannerWidget::signInRequested, this, &DialogsWidget::signInRequested);
}

void DialogsWidget::openMenu(const QModelIndex& dialog, const QPoint& globalPosition)
{
    using Models::DialogListModel;
    const auto peer = dialog.data(DialogListModel::PeerRole).value<PeerId>();
    const bool isPinned = dialog.data(DialogListModel::IsPinnedRole).toBool();
    const bool isMuted = dialog.data(DialogListModel::IsMutedRole).toBool();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(isPinned ? tr("Unpin") : tr("Pin to the top"), this,
        [this, peer, isPinned] { m_services.dialogs.setPinned(peer, !isPinned); });
    menu->addAction(isMuted ? tr("Unmute") : tr("Mute"), this,
        [this, peer, isMuted] { m_services.dialogs.setMuted(peer, !isMuted); });
    menu->popup(globalPosition);
}

void DialogsWidget::openSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void DialogsWidget::focusList()
{
    m_list->setFocus();
}

void DialogsWidget::showPeer(const PeerId& peer)
{
    m_list->showPeer(peer);
}

void DialogsWidget::step(int rows)
{
    m_list->step(rows);
}

void DialogsWidget::search(const QString& text)
{
    m_searchError.reset();
    m_people.setText(text);
    m_lists->setCurrentWidget(text.trimmed().isEmpty() ? m_list : m_found);
    updateFoundText();
}

void DialogsWidget::updateFoundText()
{
    if (m_people.isSearching())
        m_found->setEmptyText(tr("Searching…"));
    else if (m_searchError)
        m_found->setEmptyText(ErrorText::sentence(*m_searchError));
    else
        m_found->setEmptyText(tr("Nobody found."));
}

void DialogsWidget::leaveSearch()
{
    m_search->clear();
    m_list->setFocus();
}

void DialogsWidget::chooseFound()
{
    const auto user = m_found->currentIndex().data(PeopleSearchModel::UserIdRole).value<UserId>();
    if (user.isEmpty())
        return;
    leaveSearch();
    Q_EMIT userChosen(user);
}

bool DialogsWidget::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress &&
        handleSearchKey(static_cast<QKeyEvent*>(event)->key()))
        return true;
    return QWidget::eventFilter(watched, event);
}

bool DialogsWidget::handleSearchKey(int key)
{
    const bool isSearching = m_lists->currentWidget() == m_found;
    if (key == Qt::Key_Escape && isSearching) {
        leaveSearch();
        return true;
    }
    if (key == Qt::Key_Down && !isSearching) {
        m_list->setFocus(Qt::TabFocusReason);
        return true;
    }
    const int count = m_peopleRows.rowCount();
    if (!isSearching || count == 0)
        return false;
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        const int row = m_found->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1);
        m_found->markRow(std::clamp(row, 0, count - 1));
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        if (!m_found->currentIndex().isValid())
            m_found->markRow(0);
        chooseFound();
        return true;
    }
    return false;
}

void DialogsWidget::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), m_theme.colours().surface);
}

} // namespace Natter::Ui
