// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/style/Theme.h"

#include <QAbstractButton>
#include <QPersistentModelIndex>
#include <QTimer>

namespace Natter::Ui {

class AvatarWidget;
class IconButton;
class TextLabel;

/// Over the messages: who it is, and whether they are there. A click opens their profile; in one column a
/// back arrow leads to the list.
class ConversationHeaderWidget : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ConversationHeaderWidget(const Theme& theme, QWidget* parent = nullptr);

    /// A row with the roles of Models::DialogListModel, followed live.
    void setDialog(const QModelIndex& index);
    void setBackVisible(bool isVisible);

    QSize sizeHint() const override;

Q_SIGNALS:
    void backRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void applyTheme();

    const Theme& m_theme;
    QPersistentModelIndex m_index;
    QTimer m_minute; ///< "last seen 5 minutes ago" grows old
    IconButton* m_back;
    AvatarWidget* m_avatar;
    TextLabel* m_name;
    TextLabel* m_status;
};

} // namespace Natter::Ui
