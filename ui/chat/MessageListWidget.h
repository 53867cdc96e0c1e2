// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Message.h"
#include "ui/chat/MessageDelegate.h"

#include <QListView>
#include <QTimer>

namespace Natter::Ui {

class DayPillWidget;
class IconButton;
class MessageRowsModel;

/// The messages of a conversation, the newest at the bottom. It stays at the bottom while it is there, and
/// else keeps what is being read in its place, whatever is inserted above. Text can be marked with the mouse
/// and copied; links open on a click.
class MessageListWidget : public QListView
{
    Q_OBJECT

public:
    explicit MessageListWidget(const Theme& theme, QWidget* parent = nullptr);
    ~MessageListWidget() override;

    void setRows(MessageRowsModel* rows);
    /// What stands in the middle while there are no rows, if none are known to be out of reach.
    void setEmptyText(const QString& text);
    /// What stands there now.
    QString emptyText() const;
    /// Older messages are on their way.
    void setLoading(bool isLoading);
    /// Where the older messages would be loaded, a line says that they come with the connection; without any
    /// row, the middle says so.
    void setOlderOutOfReach(bool isOutOfReach);
    /// A new conversation: shows its first unread message when it comes, else its end.
    void startAtUnread();
    /// Not while the first unread message is still looked for.
    bool isAtBottom() const { return m_sticksToBottom && !m_seeksUnread; }
    void goToBottom();

    void doItemsLayout() override;

Q_SIGNALS:
    void retryRequested(const Natter::OriginId& id);
    void discardRequested(const Natter::Message& message);
    void bottomReached();
    /// Typing while the list has the focus goes into the composer.
    void textTyped(const QString& text);

protected:
    int verticalOffset() const override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void dataChanged(
        const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>& roles) override;

private:
    void handleScroll();
    void handleInserted(int first, int last);
    void rememberAnchor();
    void restoreAnchor();
    bool showUnreadLine();
    void placeOverlays();
    void updateOverlays();
    /// Within a page of the first row.
    bool isNearTop() const;
    MessageDelegate::Hit hitAt(const QPoint& position) const;
    QStyleOptionViewItem optionFor(const QModelIndex& index) const;
    void setSelection(const TextSelection& selection);
    using QListView::setSelection;
    void copy() const;
    void act(MessageDelegate::Part part, const QModelIndex& index);
    void openMenu(const QModelIndex& index, const QPoint& globalPosition, const QUrl& link);

    const Theme& m_theme;
    MessageDelegate* m_delegate;
    MessageRowsModel* m_rows = nullptr;
    IconButton* m_toBottom;
    DayPillWidget* m_day;
    QString m_emptyText;
    bool m_isLoading = false;
    bool m_isOlderOutOfReach = false;
    bool m_sticksToBottom = true;
    bool m_seeksUnread = false;
    bool m_wasAtBottom = true;
    bool m_isPlacing = false;
    int m_newCount = 0;
    QPersistentModelIndex m_anchor;
    int m_anchorTop = 0;
    TextSelection m_selection;
    MessageDelegate::Hit m_pressed;
    QPersistentModelIndex m_pressedIndex;
};

} // namespace Natter::Ui
