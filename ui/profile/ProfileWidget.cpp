// SPDX-License-Identifier: Apache-2.0
#include "ui/profile/ProfileWidget.h"

#include "base/PlainText.h"
#include "ui/TimeText.h"
#include "ui/chat/Links.h"
#include "ui/profile/FaceButton.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/StyleSheet.h"
#include "ui/widgets/AvatarWidget.h"
#include "ui/widgets/ElidingButton.h"
#include "ui/widgets/IconButton.h"
#include "ui/widgets/PlainToolTip.h"
#include "ui/widgets/TextLabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace Natter::Ui {

ProfileWidget::ProfileWidget(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_avatar(new AvatarWidget(Metrics::LargeAvatarSize))
    , m_name(
          new TextLabel(theme, {TextSize::Title, QFont::DemiBold, &Colours::text}, TextLabel::Fit::Wrapped))
    , m_badge(new TextLabel(
          theme, {TextSize::Secondary, QFont::DemiBold, &Colours::accent}, TextLabel::Fit::Elided))
    , m_page(new ElidingButton)
    , m_faces(new QWidget)
{
    auto* close = new IconButton(theme, Icon::Close, tr("Close the profile"));
    auto* heading = new TextLabel(theme, {TextSize::Body, QFont::DemiBold, &Colours::text});
    heading->setText(tr("Profile"));
    auto* write = new ElidingButton(tr("Write message"));
    setButtonKind(write, ButtonKind::Primary);
    setButtonKind(m_page, ButtonKind::Plain);
    m_name->setAlignment(Qt::AlignCenter);
    m_badge->setAlignment(Qt::AlignCenter);

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(4 * Metrics::Grid, 0, Metrics::Gap, 0);
    bar->addWidget(heading, 1);
    bar->addWidget(close);
    auto* page = new QWidget;
    auto* body = new QVBoxLayout(page);
    body->setContentsMargins(Metrics::WideMargin, Metrics::Margin, Metrics::WideMargin, Metrics::WideMargin);
    body->setSpacing(Metrics::Gap);
    body->addWidget(m_avatar, 0, Qt::AlignHCenter);
    body->addSpacing(Metrics::Grid);
    body->addWidget(m_name);
    body->addWidget(m_badge);
    body->addSpacing(Metrics::Margin);
    body->addWidget(write);
    body->addWidget(m_page);
    body->addSpacing(Metrics::Margin);
    addFact(body, tr("User id"), &m_id);
    addFact(body, tr("Last signed in"), &m_lastLogin);
    auto* facesHeading = new TextLabel(theme, {TextSize::Secondary, QFont::Normal, &Colours::textSecondary});
    facesHeading->setText(tr("Other profiles"));
    auto* faces = new QVBoxLayout(m_faces);
    faces->setContentsMargins(0, 0, 0, 0);
    faces->setSpacing(2);
    faces->addWidget(facesHeading);
    m_faces->hide();
    body->addWidget(m_faces);
    body->addStretch();
    m_id->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, Metrics::Gap, 0, 0);
    layout->addLayout(bar);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    layout->addWidget(scroll, 1);

    connect(close, &QAbstractButton::clicked, this, &ProfileWidget::closeRequested);
    connect(write, &QPushButton::clicked, this, [this] { Q_EMIT writeRequested(m_user.id); });
    connect(m_page, &QPushButton::clicked, this, [this] { openLink(m_user.profileUrl); });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setFocusProxy(write);
    setAccessibleName(tr("Profile"));
}

void ProfileWidget::addFact(QVBoxLayout* layout, const QString& label, TextLabel** value)
{
    auto* name = new TextLabel(m_theme, {TextSize::Secondary, QFont::Normal, &Colours::textSecondary});
    name->setText(label);
    *value = new TextLabel(m_theme, {}, TextLabel::Fit::Wrapped);
    name->setBuddy(*value);
    auto* fact = new QVBoxLayout;
    fact->setSpacing(2);
    fact->addWidget(name);
    fact->addWidget(*value);
    layout->addLayout(fact);
    layout->addSpacing(Metrics::Grid);
}

void ProfileWidget::setUser(const User& user, const QImage& avatar)
{
    m_user = user;
    const QString name = plainLine(user.displayName());
    const QString badge = plainLine(user.badge, 60);
    m_avatar->setAvatar({avatar, user.id.toString(), name});
    m_name->setText(name);
    m_badge->setText(badge);
    m_badge->setVisible(!badge.isEmpty());
    m_id->setText(plainLine(user.id.toString()));
    m_lastLogin->setText(user.lastLogin.isValid() ? TimeText::day(user.lastLogin) + QStringLiteral(", ") +
                                                        TimeText::clock(user.lastLogin)
                                                  : tr("unknown"));
    const bool isWeb = user.profileUrl.scheme() == u"https" || user.profileUrl.scheme() == u"http";
    m_page->setVisible(isWeb && !user.profileUrl.host().isEmpty());
    // As DNS spells it: letters of another script could look like another site.
    m_page->setText(tr("Page on %1").arg(plainLine(user.profileUrl.host(QUrl::FullyEncoded), 30)));
    m_page->setToolTip(plainToolTip(user.profileUrl.toString()));
}

void ProfileWidget::setFaces(const QList<Face>& faces, const QList<QImage>& pictures)
{
    const bool isSame = std::equal(m_faceButtons.begin(), m_faceButtons.end(), faces.begin(), faces.end(),
        [](const FaceButton* button, const Face& face) { return button->face() == face; });
    if (!isSame) {
        for (FaceButton* button : std::exchange(m_faceButtons, {})) {
            button->hide();
            button->deleteLater(); // this may be its click's doing
        }
        for (const Face& face : faces) {
            auto* button = new FaceButton(m_theme, face);
            connect(
                button, &QAbstractButton::clicked, this, [this, id = face.id] { Q_EMIT writeRequested(id); });
            m_faces->layout()->addWidget(button);
            m_faceButtons += button;
        }
    }
    for (qsizetype i = 0; i < m_faceButtons.size(); ++i)
        m_faceButtons.at(i)->setPicture(pictures.value(i));
    m_faces->setVisible(!m_faceButtons.isEmpty());
}

void ProfileWidget::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeRequested();
    else
        QWidget::keyPressEvent(event);
}

void ProfileWidget::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().surface);
    const int x = layoutDirection() == Qt::LeftToRight ? 0 : width() - 1;
    painter.fillRect(QRect(x, 0, 1, height()), m_theme.colours().separator);
}

} // namespace Natter::Ui
