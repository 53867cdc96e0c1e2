// SPDX-License-Identifier: Apache-2.0
#include "ui/chat/MessageListWidget.h"

#include "models/MessageListModel.h"
#include "ui/TimeText.h"
#include "ui/chat/DayPillWidget.h"
#include "ui/chat/MessageRowsModel.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/IconButton.h"

#include <QPainter>
#include <QResizeEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <utility>

namespace Natter::Ui {

using Models::MessageListModel;

MessageListWidget::MessageListWidget(const Theme& theme, QWidget* parent)
    : QListView(parent)
    , m_theme(theme)
    , m_delegate(new MessageDelegate(theme, this))
    , m_toBottom(new IconButton(theme, Icon::Down, tr("To the newest message"), this))
    , m_day(new DayPillWidget(theme, this))
{
    setItemDelegate(m_delegate);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(Adjust);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setAttribute(Qt::WA_MacShowFocusRect, false);
    setAccessibleName(tr("Messages"));
    m_toBottom->setRaised(true);
    m_toBottom->hide();
    connect(m_toBottom, &QAbstractButton::clicked, this, &MessageListWidget::goToBottom);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &MessageListWidget::handleScroll);
    connect(&theme, &Theme::changed, this, &MessageListWidget::scheduleDelayedItemsLayout);
}

MessageListWidget::~MessageListWidget() = default;

void MessageListWidget::setRows(MessageRowsModel* rows)
{
    m_rows = rows;
    setModel(rows);
    connect(rows, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex&, int first, int last) { handleInserted(first, last); });
}

void MessageListWidget::setEmptyText(const QString& text)
{
    m_emptyText = text;
    viewport()->update();
}

QString MessageListWidget::emptyText() const
{
    if (m_rows != nullptr && m_rows->rowCount() > 0)
        return {};
    // Nobody knows whether there are any.
    return m_isOlderOutOfReach ? tr("You are offline. Messages of this conversation come when you are online "
                                    "again,\nand what you write is sent then.")
                               : m_emptyText;
}

void MessageListWidget::setLoading(bool isLoading)
{
    m_isLoading = isLoading;
    updateOverlays();
    viewport()->update();
}

void MessageListWidget::setOlderOutOfReach(bool isOutOfReach)
{
    m_isOlderOutOfReach = isOutOfReach;
    viewport()->update();
    if (isOutOfReach)
        updateOverlays();
    else
        handleScroll(); // goes on loading where that stopped
}

void MessageListWidget::startAtUnread()
{
    m_sticksToBottom = true;
    m_seeksUnread = true;
    m_wasAtBottom = false;
    m_newCount = 0;
    m_anchor = QPersistentModelIndex();
    setSelection({});
    updateOverlays();
}

void MessageListWidget::goToBottom()
{
    m_sticksToBottom = true;
    m_seeksUnread = false;
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    handleScroll();
}

int MessageListWidget::verticalOffset() const
{
    // A short conversation stands at the bottom, next to the composer.
    const int spare = viewport()->height() - contentsSize().height();
    return spare > 0 ? -spare : QListView::verticalOffset();
}

void MessageListWidget::doItemsLayout()
{
    {
        const QScopedValueRollback placing(m_isPlacing, true);
        const int width = viewport()->width();
        QListView::doItemsLayout();
        if (viewport()->width() != width)
            QListView::doItemsLayout(); // its scroll bar came or went
        restoreAnchor();
    }
    handleScroll();
}

void MessageListWidget::restoreAnchor()
{
    if (m_seeksUnread && showUnreadLine())
        return;
    QScrollBar* bar = verticalScrollBar();
    if (m_sticksToBottom)
        bar->setValue(bar->maximum());
    else if (m_anchor.isValid())
        bar->setValue(bar->value() + visualRect(m_anchor).top() - m_anchorTop);
}

bool MessageListWidget::showUnreadLine()
{
    const int count = m_rows == nullptr ? 0 : m_rows->rowCount();
    m_seeksUnread = count == 0;
    for (int row = 0; row < count; ++row) {
        const QModelIndex index = m_rows->index(row, 0);
        if (!index.data(MessageListModel::StartsUnreadRole).toBool())
            continue;
        QScrollBar* bar = verticalScrollBar();
        bar->setValue(bar->value() + visualRect(index).top() - Metrics::BarHeight);
        m_sticksToBottom = bar->value() >= bar->maximum();
        rememberAnchor();
        return true;
    }
    return false;
}

void MessageListWidget::rememberAnchor()
{
    m_anchor = indexAt(QPoint(viewport()->width() / 2, 0));
    if (m_anchor.isValid())
        m_anchorTop = visualRect(m_anchor).top();
}

void MessageListWidget::handleScroll()
{
    if (m_isPlacing)
        return;
    const QScrollBar* bar = verticalScrollBar();
    m_sticksToBottom = bar->value() >= bar->maximum() - Metrics::Grid;
    rememberAnchor();
    if (m_sticksToBottom) {
        m_newCount = 0;
    } else {
        m_seeksUnread = false;
    }
    if (!std::exchange(m_wasAtBottom, isAtBottom()) && m_wasAtBottom)
        Q_EMIT bottomReached();
    if (m_rows != nullptr && isNearTop())
        m_rows->loadOlder();
    updateOverlays();
}

bool MessageListWidget::isNearTop() const
{
    return verticalScrollBar()->value() < viewport()->height();
}

void MessageListWidget::handleInserted(int first, int last)
{
    if (m_sticksToBottom || last + 1 < m_rows->rowCount())
        return;
    for (int row = first; row <= last; ++row) {
        const bool isOwn = m_rows->index(row, 0).data(MessageListModel::IsOutgoingRole).toBool();
        if (isOwn)
            m_sticksToBottom = true;
        else
            ++m_newCount;
    }
    updateOverlays();
}

void MessageListWidget::updateOverlays()
{
    const bool hasRows = m_rows != nullptr && m_rows->rowCount() > 0;
    m_toBottom->setVisible(hasRows && !m_sticksToBottom);
    m_toBottom->setCount(m_newCount);
    placeOverlays();
    if (m_isLoading && hasRows)
        m_day->holdText(tr("Loading earlier messages…"));
    else if (m_isOlderOutOfReach && hasRows && verticalScrollBar()->value() < Metrics::BarHeight)
        m_day->holdText(tr("Earlier messages come when you are online again"));
    else
        m_day->letGo();
    // While the first row is in sight its own line shows the day.
    if (hasRows && m_anchor.isValid() && !m_sticksToBottom && verticalScrollBar()->value() > 0)
        m_day->showText(TimeText::day(m_anchor.data(MessageListModel::TimeRole).toDateTime()));
}

void MessageListWidget::placeOverlays()
{
    const QSize size = m_toBottom->sizeHint();
    const QRect room = viewport()->geometry();
    const int x = layoutDirection() == Qt::LeftToRight ? room.right() - size.width() - Metrics::Gap
                                                       : room.left() + Metrics::Gap;
    m_toBottom->setGeometry(QRect(QPoint(x, room.bottom() - size.height() - Metrics::Gap), size));
    m_toBottom->raise();
}

void MessageListWidget::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    // The view by itself takes heights to be the same at any width.
    if (event->size().width() != event->oldSize().width() && !m_isPlacing)
        scheduleDelayedItemsLayout();
    placeOverlays();
    m_day->centre();
}

void MessageListWidget::dataChanged(
    const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>& roles)
{
    for (int row = topLeft.row(); row <= bottomRight.row(); ++row)
        m_delegate->forget(model()->index(row, 0));
    QListView::dataChanged(topLeft, bottomRight, roles);
    // A failure line, a day or an unread line changes the height.
    scheduleDelayedItemsLayout();
}

void MessageListWidget::paintEvent(QPaintEvent* event)
{
    // Else a frame between a change and its layout is blank.
    executeDelayedItemsLayout();
    {
        QPainter painter(viewport());
        painter.fillRect(event->rect(), m_theme.colours().background);
        const QString text = m_isLoading ? QString() : emptyText();
        if (!text.isEmpty()) {
            painter.setFont(m_theme.font(TextSize::Body));
            painter.setPen(m_theme.colours().textSecondary);
            const int margin = Metrics::WideMargin;
            painter.setLayoutDirection(Qt::LayoutDirectionAuto);
            painter.drawText(viewport()->rect().adjusted(margin, margin, -margin, -margin),
                Qt::AlignCenter | Qt::TextWordWrap, text);
        }
    }
    QListView::paintEvent(event);
}

} // namespace Natter::Ui
