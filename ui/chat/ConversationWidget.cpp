// SPDX-License-Identifier: Apache-2.0
#include "ui/chat/ConversationWidget.h"

#include "base/PlainText.h"
#include "core/DialogService.h"
#include "core/MessageService.h"
#include "core/Session.h"
#include "core/UserDirectory.h"
#include "domain/Permissions.h"
#include "ui/ErrorText.h"
#include "ui/chat/ComposerWidget.h"
#include "ui/chat/ConversationHeaderWidget.h"
#include "ui/chat/MessageListWidget.h"

#include <QEvent>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace Natter::Ui {

using Models::MessageListModel;

ConversationWidget::ConversationWidget(const Theme& theme, const Core::AccountServices& services,
    Models::DialogListModel& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_dialogs(dialogs)
    , m_messages(services)
    , m_header(new ConversationHeaderWidget(theme))
    , m_list(new MessageListWidget(theme))
    , m_composer(new ComposerWidget(theme))
{
    m_rows.setSourceModel(&m_messages);
    m_list->setRows(&m_rows);
    m_list->setEmptyText(tr("No messages here yet. Write the first one."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_composer);
    connect(m_header, &QAbstractButton::clicked, this, &ConversationWidget::profileRequested);
    connect(m_header, &ConversationHeaderWidget::backRequested, this, &ConversationWidget::left);
    connect(&dialogs, &QAbstractItemModel::modelReset, this, &ConversationWidget::followDialog);
    connect(&dialogs, &QAbstractItemModel::rowsInserted, this, &ConversationWidget::followDialog);
    // A message that comes while it is being looked at is counted first and read at once.
    connect(&services.dialogs, &Core::DialogService::dialogChanged, this, [this](const PeerId& changed) {
        if (changed == this->peer())
            markSeen();
    });
    connect(&services.directory, &Core::UserDirectory::usersChanged, this,
        &ConversationWidget::followPermissions);
    connectComposer();
    connectMessages();
}

void ConversationWidget::connectComposer()
{
    connect(m_composer, &ComposerWidget::submitted, this, &ConversationWidget::send);
    connect(m_composer, &ComposerWidget::left, this, &ConversationWidget::left);
    connect(m_composer, &ComposerWidget::draftChanged, this, [this](const QString& text) {
        if (!peer().isEmpty())
            m_services.dialogs.setDraft(peer(), text);
    });
    connect(m_composer, &ComposerWidget::composingChanged, this, [this](bool isComposing) {
        if (peer().isEmpty())
            return;
        m_services.messages.setComposing(peer(), isComposing);
        // A site changes them without a word: who begins to write has them looked up again when they are old.
        if (isComposing)
            followPermissions();
    });
}

void ConversationWidget::connectMessages()
{
    connect(m_list, &MessageListWidget::retryRequested, this,
        [this](const OriginId& id) { m_services.messages.retry(id); });
    connect(m_list, &MessageListWidget::discardRequested, this,
        [this](const Message& message) { m_services.messages.discard(message); });
    connect(m_list, &MessageListWidget::textTyped, m_composer, &ComposerWidget::insertText);
    connect(m_list, &MessageListWidget::bottomReached, this, &ConversationWidget::markSeen);
    connect(&m_messages, &MessageListModel::loadingChanged, m_list, &MessageListWidget::setLoading);
    connect(&m_messages, &MessageListModel::olderOutOfReachChanged, m_list,
        &MessageListWidget::setOlderOutOfReach);
    // What the network does is the banner's to tell.
    connect(&m_messages, &MessageListModel::failed, this, [this](const Error& error) {
        if (error.kind == ErrorKind::Storage)
            Q_EMIT noticeRaised(ErrorText::sentence(error));
    });
    connect(&m_messages, &MessageListModel::loaded, this, [this] {
        // Without a row nothing is laid out, and older ones are asked for where that is done.
        if (m_messages.rowCount() == 0)
            m_list->doItemsLayout();
        markSeen();
    });
}

PeerId ConversationWidget::peer() const
{
    return m_messages.peer();
}

void ConversationWidget::setPeer(const PeerId& peer)
{
    if (peer == this->peer()) {
        m_composer->setFocus();
        return;
    }
    m_composer->finish();
    const Dialog* dialog = peer.isEmpty() ? nullptr : m_services.dialogs.find(peer);
    m_list->startAtUnread();
    m_messages.setPeer(peer, dialog == nullptr ? 0 : dialog->unreadCount);
    m_composer->setText(dialog == nullptr ? QString() : dialog->draft);
    followDialog();
    followPermissions();
    m_composer->setFocus();
}

void ConversationWidget::focusComposer()
{
    m_composer->setFocus();
}

void ConversationWidget::setBackVisible(bool isVisible)
{
    m_header->setBackVisible(isVisible);
}

void ConversationWidget::followDialog()
{
    m_header->setDialog(peer().isEmpty() ? QModelIndex() : m_dialogs.indexOf(peer()));
}

void ConversationWidget::followPermissions()
{
    if (peer().isEmpty())
        return;
    Core::UserDirectory& directory = m_services.directory;
    const User other = directory.user(peer());
    switch (writingBetween(directory.user(peerIdOf(m_services.session.userId())), other)) {
    case Writing::Allowed:
        m_composer->setRefusal({});
        break;
    case Writing::SelfMayNot:
        m_composer->setRefusal(tr("This site does not let you send messages."));
        break;
    case Writing::PeerTakesNone:
        m_composer->setRefusal(
            tr("%1 does not take messages.").arg(isolated(plainLine(other.displayName(), 80))));
        break;
    }
}

void ConversationWidget::send(const QString& text)
{
    m_list->goToBottom();
    onDone(m_services.messages.send(peer(), text), this,
        [this, text, to = peer()](const Result<Message>& stored) {
            if (stored)
                return;
            giveBack(to, text);
            Q_EMIT noticeRaised(stored.error().code == u"too_long"
                                    ? tr("This message is too long. Send it in parts.")
                                    : ErrorText::sentence(stored.error(), ErrorText::Place::Conversation));
        });
}

void ConversationWidget::giveBack(const PeerId& to, const QString& text)
{
    const bool isOpen = to == peer();
    const Dialog* dialog = m_services.dialogs.find(to);
    const QString typedSince = isOpen ? m_composer->text() : dialog == nullptr ? QString() : dialog->draft;
    const QString draft = typedSince.isEmpty() ? text : text + u'\n' + typedSince;
    if (isOpen)
        m_composer->setText(draft);
    // At once: the window may be closed before the composer tells of its next change.
    m_services.dialogs.setDraft(to, draft);
}

void ConversationWidget::markSeen()
{
    if (peer().isEmpty() || !isVisible() || !isActiveWindow() || !m_list->isAtBottom())
        return;
    const Dialog* dialog = m_services.dialogs.find(peer());
    if (dialog != nullptr && dialog->unreadCount > 0)
        m_services.dialogs.markRead(peer());
}

bool ConversationWidget::event(QEvent* event)
{
    const bool isTaken = QWidget::event(event);
    // ActivationChange reaches the window alone.
    if (event->type() == QEvent::WindowActivate) {
        markSeen();
        followPermissions();
    }
    return isTaken;
}

void ConversationWidget::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    markSeen();
}

void ConversationWidget::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT left();
    else
        QWidget::keyPressEvent(event);
}

} // namespace Natter::Ui
