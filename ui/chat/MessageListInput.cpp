// SPDX-License-Identifier: Apache-2.0
// Mouse and keyboard of MessageListWidget.
#include "ui/chat/MessageListWidget.h"

#include "models/MessageListModel.h"
#include "ui/chat/MessageRowsModel.h"
#include "ui/widgets/PlainToolTip.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QTextBoundaryFinder>
#include <QToolTip>

#include <algorithm>

namespace Natter::Ui {

using Models::MessageListModel;
using Part = MessageDelegate::Part;

QStyleOptionViewItem MessageListWidget::optionFor(const QModelIndex& index) const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualRect(index);
    return option;
}

MessageDelegate::Hit MessageListWidget::hitAt(const QPoint& position) const
{
    const QModelIndex index = indexAt(position);
    return index.isValid() ? m_delegate->hitTest(optionFor(index), index, position) : MessageDelegate::Hit{};
}

void MessageListWidget::setSelection(const TextSelection& selection)
{
    m_selection = selection;
    m_delegate->setSelection(selection);
    viewport()->update();
}

void MessageListWidget::mousePressEvent(QMouseEvent* event)
{
    m_delegate->setShowsFocus(false);
    QListView::mousePressEvent(event);
    if (event->button() != Qt::LeftButton)
        return;
    m_pressedIndex = indexAt(event->position().toPoint());
    m_pressed = hitAt(event->position().toPoint());
    setSelection({m_pressedIndex, m_pressed.cursor, m_pressed.cursor});
}

void MessageListWidget::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint position = event->position().toPoint();
    if ((event->buttons() & Qt::LeftButton) && m_pressedIndex.isValid() && m_pressed.cursor >= 0) {
        // Beyond the bubble, the nearest place in it counts.
        const int cursor = m_delegate->cursorAt(optionFor(m_pressedIndex), m_pressedIndex, position);
        setSelection({m_pressedIndex, m_pressed.cursor, cursor});
        return;
    }
    const Part part = hitAt(position).part;
    const bool isButton = part == Part::Link || part == Part::Retry || part == Part::Discard;
    viewport()->setCursor(isButton             ? Qt::PointingHandCursor
                          : part == Part::Text ? Qt::IBeamCursor
                                               : Qt::ArrowCursor);
}

void MessageListWidget::mouseReleaseEvent(QMouseEvent* event)
{
    QListView::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || !m_pressedIndex.isValid())
        return;
    const MessageDelegate::Hit hit = hitAt(event->position().toPoint());
    const bool isSamePlace = m_selection.isEmpty() && hit.part == m_pressed.part &&
                             indexAt(event->position().toPoint()) == m_pressedIndex;
    if (isSamePlace && hit.part == Part::Link && hit.link == m_pressed.link)
        openLink(hit.link);
    else if (isSamePlace)
        act(hit.part, m_pressedIndex);
}

void MessageListWidget::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    const MessageDelegate::Hit hit = hitAt(event->position().toPoint());
    if (hit.part != Part::Text || hit.cursor < 0)
        return;
    const QString body = index.data(MessageListModel::BodyRole).toString();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, body);
    finder.setPosition(std::min<qsizetype>(hit.cursor + 1, body.size()));
    const auto from = int(std::max<qsizetype>(0, finder.toPreviousBoundary()));
    const auto end = finder.toNextBoundary();
    setSelection({index, from, int(end < 0 ? body.size() : end)});
}

void MessageListWidget::act(Part part, const QModelIndex& index)
{
    const auto message = index.data(MessageListModel::MessageRole).value<Message>();
    if (part == Part::Retry)
        Q_EMIT retryRequested(message.originId);
    else if (part == Part::Discard)
        Q_EMIT discardRequested(message);
}

void MessageListWidget::keyPressEvent(QKeyEvent* event)
{
    const auto isFailed = [this] {
        return currentIndex().data(MessageListModel::StateRole).value<DeliveryState>() ==
               DeliveryState::Failed;
    };
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->key() == Qt::Key_Delete && currentIndex().isValid() && isFailed())
        return act(Part::Discard, currentIndex());
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid() &&
        isFailed())
        return act(Part::Retry, currentIndex());
    if (event->key() == Qt::Key_Menu && currentIndex().isValid())
        return openMenu(currentIndex(), viewport()->mapToGlobal(visualRect(currentIndex()).center()), {});
    const bool isText = !event->text().isEmpty() && event->text().at(0).isPrint() &&
                        !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (isText) {
        Q_EMIT textTyped(event->text());
        return;
    }
    m_delegate->setShowsFocus(true);
    QListView::keyPressEvent(event);
}

void MessageListWidget::focusInEvent(QFocusEvent* event)
{
    const bool isByKeyboard =
        event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    m_delegate->setShowsFocus(isByKeyboard);
    if (isByKeyboard && !currentIndex().isValid() && m_rows != nullptr && m_rows->rowCount() > 0)
        setCurrentIndex(m_rows->index(m_rows->rowCount() - 1, 0));
    QListView::focusInEvent(event);
}

void MessageListWidget::copy() const
{
    if (!m_selection.isEmpty()) {
        const QString body = m_selection.index.data(MessageListModel::BodyRole).toString();
        const auto [from, to] = std::minmax(m_selection.from, m_selection.to);
        QGuiApplication::clipboard()->setText(body.sliced(from, to - from));
    } else if (currentIndex().isValid()) {
        QGuiApplication::clipboard()->setText(currentIndex().data(MessageListModel::BodyRole).toString());
    }
}

void MessageListWidget::contextMenuEvent(QContextMenuEvent* event)
{
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid())
        openMenu(index, event->globalPos(), hitAt(event->pos()).link);
}

void MessageListWidget::openMenu(const QModelIndex& index, const QPoint& globalPosition, const QUrl& link)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto message = index.data(MessageListModel::MessageRole).value<Message>();
    if (message.state == DeliveryState::Failed) {
        menu->addAction(tr("Retry"), this, [this, message] { Q_EMIT retryRequested(message.originId); });
        menu->addAction(tr("Delete"), this, [this, message] { Q_EMIT discardRequested(message); });
        menu->addSeparator();
    }
    if (!m_selection.isEmpty() && m_selection.index == index)
        menu->addAction(tr("Copy selected text"), this, &MessageListWidget::copy);
    menu->addAction(tr("Copy message"), this, [body = index.data(MessageListModel::BodyRole).toString()] {
        QGuiApplication::clipboard()->setText(body);
    });
    if (!link.isEmpty()) {
        menu->addAction(
            tr("Copy link"), this, [link] { QGuiApplication::clipboard()->setText(link.toString()); });
    }
    menu->popup(globalPosition);
}

bool MessageListWidget::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QUrl link = hitAt(help->pos()).link;
        QToolTip::showText(help->globalPos(), plainToolTip(link.toString()), viewport());
        return true;
    }
    return QListView::viewportEvent(event);
}

} // namespace Natter::Ui
