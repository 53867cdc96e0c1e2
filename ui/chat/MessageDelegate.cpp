// SPDX-License-Identifier: Apache-2.0
#include "ui/chat/MessageDelegate.h"

#include "domain/Message.h"
#include "models/MessageListModel.h"
#include "ui/TimeText.h"
#include "ui/chat/BubbleShape.h"
#include "ui/chat/DayPill.h"
#include "ui/style/Contrast.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/StateMark.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace Natter::Ui {

using Models::MessageListModel;

namespace {

constexpr int KeptLayouts = 400;
constexpr int SideMargin = Metrics::Margin + Metrics::TailWidth;

QString failureLabel()
{
    return MessageDelegate::tr("Not sent");
}
QString retryLabel()
{
    return MessageDelegate::tr("Retry");
}
QString discardLabel()
{
    return MessageDelegate::tr("Delete");
}

qint64 rowIdOf(const QModelIndex& index)
{
    return index.data(MessageListModel::RowIdRole).toLongLong();
}

bool isFailed(const QModelIndex& index)
{
    return index.data(MessageListModel::StateRole).value<DeliveryState>() == DeliveryState::Failed;
}

} // namespace

MessageDelegate::MessageDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_layouts(KeptLayouts)
{
    connect(&theme, &Theme::changed, this, &MessageDelegate::forgetAll);
}

void MessageDelegate::forgetAll() const
{
    m_layouts.clear();
    m_heights.clear();
}

void MessageDelegate::useWidth(int rowWidth) const
{
    if (rowWidth == m_rowWidth)
        return;
    forgetAll();
    m_rowWidth = rowWidth;
}

void MessageDelegate::forget(const QModelIndex& index)
{
    const qint64 rowId = rowIdOf(index);
    m_layouts.remove(rowId);
    m_heights.remove(rowId);
}

int MessageDelegate::lineHeight() const
{
    return QFontMetrics(m_theme.font(TextSize::Secondary)).height() + 5 * Metrics::Grid;
}

std::shared_ptr<const BubbleLayout> MessageDelegate::layoutOf(const QModelIndex& index, int rowWidth) const
{
    useWidth(rowWidth);
    const qint64 rowId = rowIdOf(index);
    if (const auto* kept = m_layouts.object(rowId))
        return *kept;
    const int maximum = std::min(Metrics::BubbleMaximum, int(rowWidth * Metrics::BubbleShare));
    const BubbleLayout::Text text{index.data(MessageListModel::BodyRole).toString(),
        TimeText::clock(index.data(MessageListModel::TimeRole).toDateTime()),
        index.data(MessageListModel::IsOutgoingRole).toBool()};
    const BubbleLayout::Look look{
        m_theme.font(TextSize::Body), m_theme.font(TextSize::Secondary), m_theme.colours().link};
    auto layout = std::make_shared<const BubbleLayout>(
        text, look, std::max(Metrics::ButtonSize, maximum - 2 * Metrics::BubblePaddingX));
    m_layouts.insert(rowId, new std::shared_ptr<const BubbleLayout>(layout));
    return layout;
}

MessageDelegate::Row MessageDelegate::rowOf(
    const QRect& rect, Qt::LayoutDirection direction, const QModelIndex& index) const
{
    Row row;
    int y = rect.top();
    const auto takeLine = [&] {
        const QRect line(rect.left(), y + Metrics::Grid, rect.width(), lineHeight());
        y += lineHeight() + 2 * Metrics::Grid;
        return line;
    };
    const bool startsDay = index.data(MessageListModel::StartsDayRole).toBool();
    const bool startsUnread = index.data(MessageListModel::StartsUnreadRole).toBool();
    if (startsDay)
        row.dayLine = takeLine();
    if (startsUnread)
        row.unreadLine = takeLine();
    if (!startsDay && !startsUnread)
        y += index.data(MessageListModel::StartsGroupRole).toBool() ? Metrics::GroupGap : Metrics::GroupedGap;

    const QSizeF size = layoutOf(index, rect.width())->size() +
                        QSizeF(2 * Metrics::BubblePaddingX, 2 * Metrics::BubblePaddingY);
    const bool isOnRight =
        index.data(MessageListModel::IsOutgoingRole).toBool() == (direction == Qt::LeftToRight);
    const qreal left =
        isOnRight ? rect.right() + 1 - SideMargin - size.width() : qreal(rect.left() + SideMargin);
    row.bubble = QRectF(QPointF(std::round(left), y), size);
    y = int(std::ceil(row.bubble.bottom()));
    if (isFailed(index)) {
        const QFontMetrics metrics(m_theme.font(TextSize::Secondary));
        const int gap = Metrics::Margin;
        const QFontMetrics actions(m_theme.font(TextSize::Secondary, QFont::DemiBold));
        const int discard = actions.horizontalAdvance(discardLabel());
        const int retry = actions.horizontalAdvance(retryLabel());
        const int failure = metrics.horizontalAdvance(failureLabel());
        const int height = metrics.height() + Metrics::Gap;
        qreal x = isOnRight ? row.bubble.right() - discard - gap - retry - gap - failure : row.bubble.left();
        row.failureLine = QRectF(x, y, failure, height);
        x += failure + gap;
        row.retry = QRectF(x, y, retry, height);
        x += retry + gap;
        row.discard = QRectF(x, y, discard, height);
        y += height;
    }
    row.height = y - rect.top();
    return row;
}

QSize MessageDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    // The view also asks without a rectangle, for the step of its scroll bar.
    const int width = option.rect.width() > 0 ? option.rect.width() : m_rowWidth;
    useWidth(width);
    int& height = m_heights[rowIdOf(index)];
    if (height == 0)
        height = rowOf(QRect(0, 0, width, 0), Qt::LeftToRight, index).height;
    const bool isLast = index.row() + 1 == index.model()->rowCount();
    return {0, height + (isLast ? Metrics::Gap : 0)};
}

void MessageDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const Row row = rowOf(option.rect, option.direction, index);
    if (!row.dayLine.isNull()) {
        paintDayPill(painter, row.dayLine, TimeText::day(index.data(MessageListModel::TimeRole).toDateTime()),
            m_theme);
    }
    if (!row.unreadLine.isNull())
        paintUnreadLine(painter, row.unreadLine);
    paintBubble(painter, row, option, index);
    if (!row.failureLine.isNull())
        paintFailure(painter, row);
    painter->restore();
}

void MessageDelegate::paintUnreadLine(QPainter* painter, const QRect& rect) const
{
    const Colours& colours = m_theme.colours();
    const QFont font = m_theme.font(TextSize::Secondary, QFont::DemiBold);
    const int inset = (rect.height() - QFontMetrics(font).height() - Metrics::Gap) / 2;
    painter->fillRect(rect.adjusted(0, inset, 0, -inset), colours.selected());
    painter->setFont(font);
    painter->setPen(colours.accent);
    painter->drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, tr("Unread messages"));
}

void MessageDelegate::paintBubble(
    QPainter* painter, const Row& row, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colours& colours = m_theme.colours();
    const bool isOutgoing = index.data(MessageListModel::IsOutgoingRole).toBool();
    const QPainterPath shape =
        bubbleShape(row.bubble, {isOutgoing == (option.direction == Qt::LeftToRight),
                                    index.data(MessageListModel::StartsGroupRole).toBool(),
                                    index.data(MessageListModel::EndsGroupRole).toBool()});
    const bool hasRing = m_showsFocus && (option.state & QStyle::State_HasFocus);
    painter->setPen(hasRing ? QPen(colours.accent, Metrics::FocusWidth) : QPen(Qt::NoPen));
    painter->setBrush(isOutgoing ? colours.bubbleOut : colours.bubbleIn);
    painter->drawPath(shape);

    const auto layout = layoutOf(index, option.rect.width());
    const QPointF origin = row.bubble.topLeft() + QPointF(Metrics::BubblePaddingX, Metrics::BubblePaddingY);
    QList<QTextLayout::FormatRange> selection;
    if (!m_selection.isEmpty() && m_selection.index == index) {
        QTextCharFormat format;
        format.setBackground(colours.accent);
        format.setForeground(colours.onAccent);
        const auto [from, to] = std::minmax(m_selection.from, m_selection.to);
        selection += {from, to - from, format};
    }
    layout->draw(painter, origin, isOutgoing ? colours.onBubbleOut : colours.onBubbleIn, selection);

    painter->setFont(m_theme.font(TextSize::Secondary));
    painter->setPen(colours.textSecondary);
    painter->drawText(layout->timeRect().translated(origin),
        int(Qt::AlignLeft | Qt::AlignVCenter | Qt::AlignAbsolute) | Qt::TextSingleLine,
        TimeText::clock(index.data(MessageListModel::TimeRole).toDateTime()));
    if (isOutgoing) {
        paintStateMark(painter, layout->stateRect().translated(origin),
            index.data(MessageListModel::StateRole).value<DeliveryState>(), colours, colours.textSecondary);
    }
}

void MessageDelegate::paintFailure(QPainter* painter, const Row& row) const
{
    const auto draw = [painter](const QRectF& rect, const QString& text) {
        painter->drawText(rect, Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, text);
    };
    painter->setFont(m_theme.font(TextSize::Secondary));
    painter->setPen(m_theme.colours().danger);
    draw(row.failureLine, failureLabel());
    painter->setFont(m_theme.font(TextSize::Secondary, QFont::DemiBold));
    painter->setPen(m_theme.colours().accent);
    draw(row.retry, retryLabel());
    draw(row.discard, discardLabel());
}

MessageDelegate::Hit MessageDelegate::hitTest(
    const QStyleOptionViewItem& option, const QModelIndex& index, const QPoint& position) const
{
    const Row row = rowOf(option.rect, option.direction, index);
    if (row.retry.contains(position))
        return {Part::Retry, {}, -1};
    if (row.discard.contains(position))
        return {Part::Discard, {}, -1};
    if (!row.bubble.contains(position))
        return {};
    const QPointF inside =
        position - row.bubble.topLeft() - QPointF(Metrics::BubblePaddingX, Metrics::BubblePaddingY);
    const auto layout = layoutOf(index, option.rect.width());
    const Link* link = layout->linkAt(inside);
    const int cursor = layout->cursorAt(inside);
    return link != nullptr ? Hit{Part::Link, link->target, cursor} : Hit{Part::Text, {}, cursor};
}

int MessageDelegate::cursorAt(
    const QStyleOptionViewItem& option, const QModelIndex& index, const QPoint& position) const
{
    const Row row = rowOf(option.rect, option.direction, index);
    return layoutOf(index, option.rect.width())
        ->cursorAt(
            position - row.bubble.topLeft() - QPointF(Metrics::BubblePaddingX, Metrics::BubblePaddingY));
}

} // namespace Natter::Ui
