// SPDX-License-Identifier: Apache-2.0
#include "ui/chat/ConversationHeaderWidget.h"

#include "domain/User.h"
#include "models/DialogListModel.h"
#include "ui/TimeText.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/AvatarWidget.h"
#include "ui/widgets/IconButton.h"
#include "ui/widgets/TextLabel.h"

#include <QAbstractItemModel>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <chrono>

namespace Natter::Ui {

using Models::DialogListModel;

namespace {

constexpr TextLook CalmStatus{TextSize::Secondary, QFont::Normal, &Colours::textSecondary};
constexpr TextLook LivelyStatus{TextSize::Secondary, QFont::Normal, &Colours::accent};

} // namespace

ConversationHeaderWidget::ConversationHeaderWidget(const Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_back(new IconButton(theme, Icon::Back, tr("Back to the dialogs")))
    , m_avatar(new AvatarWidget(Metrics::SmallAvatarSize))
    , m_name(new TextLabel(theme, {TextSize::Body, QFont::DemiBold, &Colours::text}, TextLabel::Fit::Elided))
    , m_status(new TextLabel(theme, CalmStatus, TextLabel::Fit::Elided))
{
    setObjectName(QStringLiteral("conversationHeader"));
    m_back->setObjectName(QStringLiteral("back"));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (QWidget* label : {static_cast<QWidget*>(m_name), static_cast<QWidget*>(m_status)})
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addStretch();
    texts->addWidget(m_name);
    texts->addWidget(m_status);
    texts->addStretch();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(Metrics::Margin, Metrics::Grid, Metrics::Margin, Metrics::Grid + 1);
    layout->setSpacing(Metrics::Margin);
    layout->addWidget(m_back);
    layout->addWidget(m_avatar);
    layout->addLayout(texts, 1);
    m_back->hide();
    connect(m_back, &QAbstractButton::clicked, this, &ConversationHeaderWidget::backRequested);
    connect(&theme, &Theme::changed, this, &ConversationHeaderWidget::applyTheme);
    m_minute.setInterval(std::chrono::minutes(1));
    connect(&m_minute, &QTimer::timeout, this, &ConversationHeaderWidget::refresh);
    m_minute.start();
    applyTheme();
}

void ConversationHeaderWidget::setDialog(const QModelIndex& index)
{
    if (m_index.isValid())
        disconnect(m_index.model(), nullptr, this, nullptr);
    m_index = index;
    if (index.isValid()) {
        connect(index.model(), &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& first, const QModelIndex& last) {
                if (m_index.row() >= first.row() && m_index.row() <= last.row())
                    refresh();
            });
    }
    refresh();
}

void ConversationHeaderWidget::setBackVisible(bool isVisible)
{
    m_back->setVisible(isVisible);
}

QSize ConversationHeaderWidget::sizeHint() const
{
    const int texts = m_name->sizeHint().height() + m_status->sizeHint().height() + 3 * Metrics::Grid;
    return {Metrics::ConversationMinimum, qMax(Metrics::BarHeight, texts)};
}

void ConversationHeaderWidget::refresh()
{
    if (!m_index.isValid())
        return;
    const auto user = m_index.data(DialogListModel::UserRole).value<User>();
    const QString name = m_index.data(DialogListModel::NameRole).toString();
    m_avatar->setAvatar(
        {m_index.data(DialogListModel::AvatarRole).value<QImage>(), user.id.toString(), name});
    m_name->setText(name);
    const bool isComposing = m_index.data(DialogListModel::IsComposingRole).toBool();
    const bool isOnline = m_index.data(DialogListModel::IsOnlineRole).toBool();
    m_status->setText(isComposing      ? tr("typing…")
                      : isOnline       ? tr("online")
                      : user.isUnknown ? tr("not known on this site")
                                       : TimeText::lastSeen(user.lastLogin));
    m_status->setLook(isComposing || isOnline ? LivelyStatus : CalmStatus);
    setAccessibleName(tr("%1, %2. Show the profile.", "name, status").arg(name, m_status->text()));
}

void ConversationHeaderWidget::applyTheme()
{
    m_avatar->setFont(m_theme.font(TextSize::Body));
    updateGeometry();
    update();
}

void ConversationHeaderWidget::paintEvent(QPaintEvent*)
{
    const Colours& colours = m_theme.colours();
    QPainter painter(this);
    painter.fillRect(rect(), isDown() ? colours.hovered() : colours.surface);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colours.separator);
    if (!hasFocus())
        return;
    const qreal inset = Metrics::FocusWidth / 2.0;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.accent, Metrics::FocusWidth));
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(inset, inset, -inset, -inset), Metrics::SmallRadius, Metrics::SmallRadius);
}

} // namespace Natter::Ui
