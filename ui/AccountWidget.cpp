// SPDX-License-Identifier: Apache-2.0
#include "ui/AccountWidget.h"

#include "core/AvatarCache.h"
#include "core/DialogService.h"
#include "core/Session.h"
#include "core/UserDirectory.h"
#include "ui/ErrorText.h"
#include "ui/chat/ConversationWidget.h"
#include "ui/dialogs/DialogsWidget.h"
#include "ui/profile/ProfileWidget.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/QuietWidget.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace Natter::Ui {

AccountWidget::AccountWidget(Theme& theme, Preferences& preferences, AccountSwitch& accounts,
    Product& product, const Core::AccountServices& services, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_preferences(preferences)
    , m_services(services)
    , m_dialogs(services)
    , m_splitter(new QSplitter)
    , m_column(new DialogsWidget(theme, preferences, accounts, product, services, m_dialogs))
    , m_right(new QWidget)
    , m_conversations(new QStackedWidget)
    , m_conversation(new ConversationWidget(theme, services, m_dialogs))
    , m_profile(new ProfileWidget(theme))
{
    build(theme);
    connectParts();
    addShortcuts();
    restoreOpenDialog();
    arrange();
}

AccountWidget::~AccountWidget()
{
    m_conversation->setPeer({});
}

void AccountWidget::build(Theme& theme)
{
    auto* quiet = new QuietWidget(theme, tr("Choose a dialog, or press Ctrl+K to find somebody."));
    m_conversations->addWidget(quiet);
    m_conversations->addWidget(m_conversation);
    m_profile->hide();
    auto* right = new QHBoxLayout(m_right);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_conversations, 1);
    right->addWidget(m_profile);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_column);
    m_splitter->addWidget(m_right);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
}

void AccountWidget::connectParts()
{
    using Core::DialogService;
    connect(m_column, &DialogsWidget::peerChosen, this, &AccountWidget::showPeer);
    connect(m_column, &DialogsWidget::userChosen, this, &AccountWidget::openDialog);
    connect(m_column, &DialogsWidget::logoutRequested, this, &AccountWidget::logoutRequested);
    connect(m_column, &DialogsWidget::quitRequested, this, &AccountWidget::quitRequested);
    connect(m_column, &DialogsWidget::reportRequested, this, &AccountWidget::reportRequested);
    connect(m_column, &DialogsWidget::signInRequested, this, &AccountWidget::signInRequested);
    connect(m_conversation, &ConversationWidget::left, this, &AccountWidget::leaveConversation);
    connect(m_conversation, &ConversationWidget::noticeRaised, this, &AccountWidget::noticeRaised);
    connect(m_conversation, &ConversationWidget::profileRequested, this, &AccountWidget::openProfile);
    connect(m_profile, &ProfileWidget::closeRequested, this, &AccountWidget::closeProfile);
    connect(m_profile, &ProfileWidget::writeRequested, this, &AccountWidget::openDialog);
    connect(&m_services.dialogs, &DialogService::dialogOpened, this, [this](const PeerId& peer) {
        showPeer(peer);
        Q_EMIT raiseRequested();
    });
    connect(
        &m_services.dialogs, &DialogService::dialogRefused, this, [this](const PeerId&, const Error& error) {
            Q_EMIT noticeRaised(ErrorText::sentence(error, ErrorText::Place::Conversation));
        });
    connect(&m_services.dialogs, &DialogService::dialogRemoved, this, [this](const PeerId& peer) {
        if (peer == m_conversation->peer())
            leaveConversation();
    });
    connect(
        &m_dialogs, &Models::DialogListModel::totalUnreadChanged, this, &AccountWidget::unreadCountChanged);
    connect(&m_dialogs, &QAbstractItemModel::modelReset, this, &AccountWidget::restoreOpenDialog);
    connect(&m_dialogs, &QAbstractItemModel::dataChanged, this, &AccountWidget::refreshProfile);
    connect(&m_services.avatars, &Core::AvatarCache::avatarChanged, this, &AccountWidget::refreshProfile);
    connect(&m_services.session, &Core::Session::statusChanged, this, &AccountWidget::statusChanged);
    connect(m_splitter, &QSplitter::splitterMoved, this,
        [this] { m_preferences.setColumnWidth(m_splitter->sizes().value(0)); });
}

void AccountWidget::addShortcuts()
{
    const auto add = [this](const QKeySequence& keys, auto function) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, function);
    };
    add(Qt::CTRL | Qt::Key_K, [this] { openSearch(); });
    add(Qt::ALT | Qt::Key_Down, [this] { m_column->step(1); });
    add(Qt::ALT | Qt::Key_Up, [this] { m_column->step(-1); });
}

void AccountWidget::setWidgetMode(bool isWidgetMode)
{
    m_isWidgetMode = isWidgetMode;
    arrange();
}

bool AccountWidget::isOneColumn() const
{
    return m_isWidgetMode || width() < Metrics::WideFrom;
}

void AccountWidget::takeFocus()
{
    if (m_conversation->peer().isEmpty())
        m_column->focusList();
    else
        m_conversation->focusComposer();
}

int AccountWidget::unreadCount() const
{
    return m_dialogs.totalUnread();
}

AccountEntry AccountWidget::entry() const
{
    using Phase = Core::SessionStatus::Phase;
    const Core::Session& session = m_services.session;
    const User self = m_services.directory.user(peerIdOf(session.userId()));
    const Phase phase = session.status().phase;
    const QString& site = session.profile().siteName;
    return {session.userId().toString(), self.displayName(),
        site.isEmpty() ? session.profile().gateway.host() : site, m_services.avatars.avatar(self.avatarUrl),
        unreadCount(), false, phase == Phase::LoginNeeded || phase == Phase::Refused};
}

QString AccountWidget::keyOf(const Core::Session& session)
{
    return session.profile().siteKey() + u'/' + session.userId().toString();
}

void AccountWidget::openSearch()
{
    if (isOneColumn())
        leaveConversation();
    m_column->openSearch();
}

void AccountWidget::openDialog(const UserId& user)
{
    onDone(m_services.dialogs.openDialog(user), this, [this](const Result<PeerId>& opened) {
        if (!opened && opened.error().kind != ErrorKind::Cancelled)
            Q_EMIT noticeRaised(ErrorText::sentence(opened.error(), ErrorText::Place::Conversation));
    });
}

void AccountWidget::showPeer(const PeerId& peer)
{
    m_hasRestored = true;
    m_conversation->setPeer(peer);
    m_column->showPeer(peer);
    m_conversations->setCurrentWidget(m_conversation);
    m_preferences.setOpenDialog(keyOf(m_services.session), peer);
    if (isOneColumn())
        m_isProfileOpen = false;
    refreshProfile();
    arrange();
    m_conversation->focusComposer();
}

void AccountWidget::leaveConversation()
{
    m_hasRestored = true;
    m_conversation->setPeer({});
    m_column->showPeer({});
    m_conversations->setCurrentIndex(0);
    m_preferences.setOpenDialog(keyOf(m_services.session), {});
    m_isProfileOpen = false;
    arrange();
    m_column->focusList();
}

void AccountWidget::restoreOpenDialog()
{
    const PeerId peer = m_preferences.openDialog(keyOf(m_services.session));
    if (!m_hasRestored && !peer.isEmpty() && m_services.dialogs.find(peer) != nullptr)
        showPeer(peer);
}

void AccountWidget::arrange()
{
    const bool isOne = isOneColumn();
    const bool hasPeer = !m_conversation->peer().isEmpty();
    const bool isProfileAlone = isOne || width() < Metrics::ThreeColumnsFrom;
    m_column->setVisible(!isOne || !hasPeer);
    m_right->setVisible(!isOne || hasPeer);
    m_profile->setVisible(m_isProfileOpen);
    m_conversations->setVisible(!m_isProfileOpen || !isProfileAlone);
    m_profile->setMinimumWidth(isProfileAlone ? 0 : Metrics::ProfileWidth);
    m_profile->setMaximumWidth(isProfileAlone ? QWIDGETSIZE_MAX : Metrics::ProfileWidth);
    m_conversation->setBackVisible(isOne);
    m_column->setMinimumWidth(isOne ? 0 : Metrics::ColumnMinimum);
    m_column->setMaximumWidth(isOne ? QWIDGETSIZE_MAX : Metrics::ColumnMaximum);
    if (!isOne) {
        const int column = m_preferences.columnWidth();
        m_splitter->setSizes({column, std::max(1, width() - column - 1)});
    }
}

void AccountWidget::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void AccountWidget::openProfile()
{
    m_isProfileOpen = !m_isProfileOpen;
    refreshProfile();
    arrange();
    if (m_isProfileOpen)
        m_profile->setFocus();
}

void AccountWidget::closeProfile()
{
    m_isProfileOpen = false;
    arrange();
    m_conversation->focusComposer();
}

void AccountWidget::refreshProfile()
{
    if (!m_isProfileOpen || m_conversation->peer().isEmpty())
        return;
    const User user = m_services.directory.user(m_conversation->peer());
    m_profile->setUser(user, m_services.avatars.avatar(user.avatarUrl));
    const QList<Face> faces = facesOf(user);
    QList<QImage> pictures;
    for (const Face& face : faces)
        pictures += m_services.avatars.avatar(face.avatarUrl);
    m_profile->setFaces(faces, pictures);
}

} // namespace Natter::Ui
