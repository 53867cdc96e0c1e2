// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/AccountServices.h"
#include "models/DialogListModel.h"
#include "models/MessageListModel.h"
#include "ui/chat/MessageRowsModel.h"
#include "ui/style/Theme.h"

#include <QWidget>

namespace Natter::Ui {

class ComposerWidget;
class ConversationHeaderWidget;
class MessageListWidget;

/// One conversation: header, messages, composer. Marks what is seen as read and keeps the draft.
class ConversationWidget : public QWidget
{
    Q_OBJECT

public:
    ConversationWidget(const Theme& theme, const Core::AccountServices& services,
        Models::DialogListModel& dialogs, QWidget* parent = nullptr);

    PeerId peer() const;
    /// Shows that dialog and takes the focus; empty leaves, keeping the draft.
    void setPeer(const PeerId& peer);
    void focusComposer();
    void setBackVisible(bool isVisible);

Q_SIGNALS:
    void profileRequested();
    /// Back arrow, or Esc.
    void left();
    void noticeRaised(const QString& plainText);

protected:
    bool event(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void connectComposer();
    void connectMessages();
    void send(const QString& text);
    /// What could not be sent is a draft again, before what was typed since.
    void giveBack(const PeerId& to, const QString& text);
    void followDialog();
    /// The site may take the right to write from either side.
    void followPermissions();
    /// The open dialog is in sight and read to its end.
    void markSeen();

    Core::AccountServices m_services;
    Models::DialogListModel& m_dialogs;
    Models::MessageListModel m_messages;
    MessageRowsModel m_rows;
    ConversationHeaderWidget* m_header;
    MessageListWidget* m_list;
    ComposerWidget* m_composer;
};

} // namespace Natter::Ui
