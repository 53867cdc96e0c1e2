// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/DialogDelegate.h"

#include "domain/Message.h"
#include "domain/User.h"
#include "models/DialogListModel.h"
#include "ui/TimeText.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Avatar.h"
#include "ui/widgets/Badge.h"
#include "ui/widgets/StateMark.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace Natter::Ui {

using Models::DialogListModel;

namespace {

/// Marks grow with the text beside them.
int markSize(const QFont& font)
{
    return std::max(Metrics::SmallIconSize, QFontMetrics(font).ascent());
}

QColor rowGround(const Colours& colours, const QStyleOptionViewItem& option)
{
    if (option.state & QStyle::State_Selected)
        return colours.selected();
    return option.state & QStyle::State_MouseOver ? colours.hovered() : colours.surface;
}

} // namespace

DialogDelegate::DialogDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{}

QSize DialogDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    const int first = QFontMetrics(m_theme.font(TextSize::Body, QFont::DemiBold)).height();
    const int second = QFontMetrics(m_theme.font(TextSize::Body)).height();
    return {Metrics::ColumnMinimum / 2, std::max(Metrics::RowHeight, first + second + 5 * Metrics::Grid)};
}

void DialogDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    paintGround(painter, option);
    paintPerson(painter, option, index);

    const int firstHeight = QFontMetrics(m_theme.font(TextSize::Body, QFont::DemiBold)).height();
    const int secondHeight = QFontMetrics(m_theme.font(TextSize::Body)).height();
    const int left = option.rect.left() + Metrics::Margin + Metrics::AvatarSize + Metrics::Margin;
    const int width = option.rect.right() - Metrics::Margin - left + 1;
    const int between = Metrics::Grid;
    const int top = option.rect.top() + (option.rect.height() - firstHeight - between - secondHeight) / 2;
    paintFirstLine({painter, option, QRect(left, top, width, firstHeight)}, index);
    paintSecondLine({painter, option, QRect(left, top + firstHeight + between, width, secondHeight)}, index);
    painter->restore();
}

void DialogDelegate::paintGround(QPainter* painter, const QStyleOptionViewItem& option) const
{
    const Colours& colours = m_theme.colours();
    const QRectF card = QRectF(option.rect).adjusted(Metrics::Grid, 1, -Metrics::Grid, -1);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
        painter->setBrush(rowGround(colours, option));
        painter->drawRoundedRect(card, Metrics::Radius, Metrics::Radius);
    }
    if (option.state & QStyle::State_HasFocus) {
        const qreal inset = Metrics::FocusWidth / 2.0;
        painter->setPen(QPen(colours.accent, Metrics::FocusWidth));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(
            card.adjusted(inset, inset, -inset, -inset), Metrics::Radius, Metrics::Radius);
    }
}

void DialogDelegate::paintPerson(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QRect rect(option.rect.left() + Metrics::Margin, 0, Metrics::AvatarSize, Metrics::AvatarSize);
    rect.moveTop(option.rect.top() + (option.rect.height() - rect.height()) / 2);
    rect = QStyle::visualRect(option.direction, option.rect, rect);
    const auto user = index.data(DialogListModel::UserRole).value<User>();
    paintAvatar(painter, rect,
        {index.data(DialogListModel::AvatarRole).value<QImage>(), user.id.toString(),
            index.data(DialogListModel::NameRole).toString()},
        m_theme.font(TextSize::Body));
    if (!index.data(DialogListModel::IsOnlineRole).toBool())
        return;
    QRectF dot(0, 0, Metrics::OnlineDotSize, Metrics::OnlineDotSize);
    dot.moveBottomRight(QPointF(rect.right() + 1, rect.bottom() + 1));
    if (option.direction == Qt::RightToLeft)
        dot.moveLeft(rect.left() - 1);
    painter->setPen(QPen(rowGround(m_theme.colours(), option), 2));
    painter->setBrush(m_theme.colours().success);
    painter->drawEllipse(dot);
}

void DialogDelegate::paintFirstLine(Line line, const QModelIndex& index) const
{
    const Colours& colours = m_theme.colours();
    const bool isUnread = index.data(DialogListModel::UnreadRole).toInt() > 0;
    const QDateTime time = index.data(DialogListModel::TimeRole).toDateTime();
    if (time.isValid()) {
        const QFont font = m_theme.font(TextSize::Secondary);
        const QString text = TimeText::row(time);
        const QRect rect = line.takeEnd(QFontMetrics(font).horizontalAdvance(text) + 1);
        line.drawText(rect, text, font,
            isUnread && !index.data(DialogListModel::IsMutedRole).toBool() ? colours.accent
                                                                           : colours.textSecondary);
        if (index.data(DialogListModel::IsOutgoingRole).toBool()) {
            line.takeEnd(2);
            const auto state = index.data(DialogListModel::StateRole).value<DeliveryState>();
            QRectF mark = line.takeEnd(markSize(font));
            mark.setTop(mark.center().y() - mark.width() / 2);
            mark.setHeight(mark.width());
            paintStateMark(line.painter, mark, state, colours, colours.textSecondary);
        }
        line.takeEnd(Metrics::Gap);
    }
    const bool isMuted = index.data(DialogListModel::IsMutedRole).toBool();
    const QFont font = m_theme.font(TextSize::Body, isUnread ? QFont::DemiBold : QFont::Normal);
    const QString name = index.data(DialogListModel::NameRole).toString();
    const int markWidth = isMuted ? markSize(font) + Metrics::Grid : 0;
    const int nameWidth =
        std::min(QFontMetrics(font).horizontalAdvance(name) + 1, std::max(0, line.rest.width() - markWidth));
    line.drawText(line.takeStart(nameWidth), name, font, colours.text);
    if (isMuted) {
        line.takeStart(Metrics::Grid);
        paintIcon(
            line.painter, Icon::Mute, line.takeStart(markSize(font)), markSize(font), colours.textSecondary);
    }
}

void DialogDelegate::paintSecondLine(Line line, const QModelIndex& index) const
{
    const Colours& colours = m_theme.colours();
    const QFont font = m_theme.font(TextSize::Body);
    paintMarks(line, index);
    if (index.data(DialogListModel::IsComposingRole).toBool()) {
        line.drawText(line.takeRest(), tr("typing…"), font, colours.accent);
        return;
    }
    const QString draft = index.data(DialogListModel::DraftRole).toString().simplified();
    if (!draft.isEmpty()) {
        const QString label = tr("Draft:");
        line.drawText(
            line.takeStart(QFontMetrics(font).horizontalAdvance(label + u' ')), label, font, colours.accent);
        line.drawText(line.takeRest(), draft, font, colours.textSecondary);
        return;
    }
    const QVariant last = index.data(DialogListModel::LastTextRole);
    const QString text =
        last.isValid() ? last.toString() : index.data(DialogListModel::UserRole).value<User>().id.toString();
    line.drawText(line.takeRest(), text, font, colours.textSecondary);
}

void DialogDelegate::paintMarks(Line& line, const QModelIndex& index) const
{
    const Colours& colours = m_theme.colours();
    const QFont font = m_theme.font(TextSize::Secondary, QFont::DemiBold);
    const int unread = index.data(DialogListModel::UnreadRole).toInt();
    if (unread > 0) {
        const QString text = badgeText(unread);
        const QSizeF size = badgeSize(text, font);
        QRectF badge(QPointF(), size);
        badge.moveCenter(QRectF(line.takeEnd(int(size.width()))).center());
        const bool isMuted = index.data(DialogListModel::IsMutedRole).toBool();
        paintBadge(line.painter, badge, text, font, isMuted ? colours.unreadMuted : colours.unread,
            colours.onAccent);
        line.takeEnd(Metrics::Gap);
    } else if (index.data(DialogListModel::IsPinnedRole).toBool()) {
        paintIcon(
            line.painter, Icon::Pin, line.takeEnd(markSize(font)), markSize(font), colours.textSecondary);
        line.takeEnd(Metrics::Gap);
    }
}

QRect DialogDelegate::Line::takeStart(int width)
{
    QRect taken = rest;
    taken.setWidth(width);
    rest.setLeft(taken.right() + 1);
    return mirrored(taken);
}

QRect DialogDelegate::Line::takeEnd(int width)
{
    QRect taken = rest;
    taken.setLeft(rest.right() - width + 1);
    rest.setRight(taken.left() - 1);
    return mirrored(taken);
}

QRect DialogDelegate::Line::takeRest()
{
    return takeStart(rest.width());
}

QRect DialogDelegate::Line::mirrored(const QRect& rect) const
{
    return QStyle::visualRect(option.direction, option.rect, rect);
}

void DialogDelegate::Line::drawText(
    const QRect& rect, const QString& text, const QFont& font, const QColor& colour) const
{
    painter->setFont(font);
    painter->setPen(colour);
    painter->setLayoutDirection(Qt::LayoutDirectionAuto);
    const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width());
    const auto side = QStyle::visualAlignment(option.direction, Qt::AlignLeading | Qt::AlignVCenter);
    painter->drawText(rect, int(side | Qt::AlignAbsolute) | Qt::TextSingleLine, shown);
}

} // namespace Natter::Ui
