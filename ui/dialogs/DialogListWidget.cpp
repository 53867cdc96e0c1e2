// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/DialogListWidget.h"

#include "models/DialogListModel.h"
#include "ui/dialogs/DialogDelegate.h"
#include "ui/style/Metrics.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace Natter::Ui {

using Models::DialogListModel;

DialogListWidget::DialogListWidget(const Theme& theme, QWidget* parent)
    : QListView(parent)
    , m_theme(theme)
{
    setItemDelegate(new DialogDelegate(theme, this));
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    setFrameShape(NoFrame);
    setAttribute(Qt::WA_MacShowFocusRect, false);
    setAccessibleName(tr("Dialogs"));
    connect(this, &QListView::clicked, this, &DialogListWidget::choose);
    connect(&theme, &Theme::changed, this, &DialogListWidget::scheduleDelayedItemsLayout);
}

void DialogListWidget::setModel(QAbstractItemModel* model)
{
    QListView::setModel(model);
    if (model == nullptr)
        return;
    // Rows come and go; the open dialog stays marked.
    const auto mark = [this] {
        showPeer(m_peer);
    };
    connect(model, &QAbstractItemModel::modelReset, this, mark);
    connect(model, &QAbstractItemModel::rowsInserted, this, mark);
    connect(model, &QAbstractItemModel::rowsMoved, this,
        [this](const QModelIndex&, int from, int, const QModelIndex&, int to) {
            // Where a part of the open dialog's row is seen, all of it is.
            const QModelIndex open = currentIndex();
            if (open.row() == (to > from ? to - 1 : to) && visualRect(open).intersects(viewport()->rect()))
                scrollTo(open);
        });
}

void DialogListWidget::setEmptyText(const QString& text)
{
    m_emptyText = text;
    viewport()->update();
}

void DialogListWidget::showPeer(const PeerId& peer)
{
    m_peer = peer;
    const QModelIndex index = peer.isEmpty() ? QModelIndex() : indexOf(peer);
    if (index.isValid() && selectionModel()->isSelected(index))
        return;
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
}

void DialogListWidget::markRow(int row)
{
    const QModelIndex index = model()->index(row, 0);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    scrollTo(index);
}

void DialogListWidget::step(int rows)
{
    const int count = model() == nullptr ? 0 : model()->rowCount();
    if (count == 0)
        return;
    const QModelIndex open = indexOf(m_peer);
    const int row = open.isValid() ? std::clamp(open.row() + rows, 0, count - 1) : 0;
    choose(model()->index(row, 0));
}

void DialogListWidget::choose(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    m_peer = index.data(DialogListModel::PeerRole).value<PeerId>();
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    scrollTo(index);
    Q_EMIT peerChosen(m_peer);
}

QModelIndex DialogListWidget::indexOf(const PeerId& peer) const
{
    for (int row = 0; model() != nullptr && row < model()->rowCount(); ++row) {
        const QModelIndex index = model()->index(row, 0);
        if (index.data(DialogListModel::PeerRole).value<PeerId>() == peer)
            return index;
    }
    return {};
}

QItemSelectionModel::SelectionFlags DialogListWidget::selectionCommand(
    const QModelIndex&, const QEvent*) const
{
    // The selection is the open dialog; only choose() and showPeer() move it.
    return QItemSelectionModel::NoUpdate;
}

void DialogListWidget::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        choose(currentIndex());
    else
        QListView::keyPressEvent(event);
}

void DialogListWidget::contextMenuEvent(QContextMenuEvent* event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = isByKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    if (isByKey)
        scrollTo(index);
    const QPoint position = isByKey ? visualRect(index).center() : event->pos();
    Q_EMIT menuRequested(index, viewport()->mapToGlobal(position));
}

void DialogListWidget::paintEvent(QPaintEvent* event)
{
    QListView::paintEvent(event);
    if (m_emptyText.isEmpty() || (model() != nullptr && model()->rowCount() > 0))
        return;
    QPainter painter(viewport());
    painter.setFont(m_theme.font(TextSize::Body));
    painter.setPen(m_theme.colours().textSecondary);
    const int margin = Metrics::WideMargin;
    painter.setLayoutDirection(Qt::LayoutDirectionAuto);
    painter.drawText(viewport()->rect().adjusted(margin, margin, -margin, -margin),
        Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

} // namespace Natter::Ui
