// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/chat/BubbleLayout.h"
#include "ui/style/Theme.h"

#include <QCache>
#include <QHash>
#include <QPersistentModelIndex>
#include <QStyledItemDelegate>

#include <memory>

namespace Natter::Ui {

/// A stretch of text that is marked for copying, in one message.
struct TextSelection
{
    QPersistentModelIndex index;
    int from = 0;
    int to = 0;

    bool isEmpty() const { return !index.isValid() || from == to; }
};

/// Draws messages as bubbles, with day and unread lines above and the failure line below. Layouts are kept
/// per message and width.
class MessageDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum class Part { Nothing, Text, Link, Retry, Discard };

    /// What is at a place of a row.
    struct Hit
    {
        Part part = Part::Nothing;
        QUrl link;
        int cursor = -1; ///< place in the body, for Text and Link
    };

    explicit MessageDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(
        QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    Hit hitTest(const QStyleOptionViewItem& option, const QModelIndex& index, const QPoint& position) const;
    /// The place in the body that is nearest to `position`.
    int cursorAt(const QStyleOptionViewItem& option, const QModelIndex& index, const QPoint& position) const;
    void setSelection(const TextSelection& selection) { m_selection = selection; }
    /// The current row shows a ring only while it is being walked to by keyboard.
    void setShowsFocus(bool shows) { m_showsFocus = shows; }
    /// The message has changed: its text is laid out anew.
    void forget(const QModelIndex& index);

private:
    /// Where the parts of a row are, in the view's coordinates.
    struct Row
    {
        QRect unreadLine;
        QRect dayLine;
        QRectF bubble;
        QRectF failureLine;
        QRectF retry;
        QRectF discard;
        int height = 0;
    };

    Row rowOf(const QRect& rect, Qt::LayoutDirection direction, const QModelIndex& index) const;
    void forgetAll() const;
    void useWidth(int rowWidth) const;
    std::shared_ptr<const BubbleLayout> layoutOf(const QModelIndex& index, int rowWidth) const;
    void paintUnreadLine(QPainter* painter, const QRect& rect) const;
    void paintBubble(QPainter* painter, const Row& row, const QStyleOptionViewItem& option,
        const QModelIndex& index) const;
    void paintFailure(QPainter* painter, const Row& row) const;
    int lineHeight() const;

    const Theme& m_theme;
    TextSelection m_selection;
    bool m_showsFocus = false;
    mutable int m_rowWidth = 0; ///< what the layouts below were made for
    mutable QCache<qint64, std::shared_ptr<const BubbleLayout>> m_layouts;
    mutable QHash<qint64, int> m_heights; ///< of rows out of sight too, which keep no layout
};

} // namespace Natter::Ui
