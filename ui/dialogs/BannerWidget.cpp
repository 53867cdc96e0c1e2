// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/BannerWidget.h"

#include "ui/ErrorText.h"
#include "ui/style/Metrics.h"
#include "ui/style/StyleSheet.h"
#include "ui/widgets/TextLabel.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <chrono>

namespace Natter::Ui {

using Phase = Core::SessionStatus::Phase;

namespace {

constexpr std::chrono::milliseconds UsualConnectTime{700};

} // namespace

BannerWidget::BannerWidget(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_label(
          new TextLabel(theme, {TextSize::Secondary, QFont::Normal, &Colours::text}, TextLabel::Fit::Wrapped))
    , m_retry(new QPushButton(tr("Retry now")))
    , m_signIn(new QPushButton(tr("Sign in again")))
{
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(Metrics::Grid);
    for (QPushButton* button : {m_retry, m_signIn}) {
        setButtonKind(button, ButtonKind::Link);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    buttons->setContentsMargins(0, 0, 0, 0);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_label);
    // Links have a padding of their own: the texts stand under each other.
    const int padding = Metrics::Gap + Metrics::FocusWidth;
    m_label->setContentsMargins(padding, 0, padding, 0);
    texts->addLayout(buttons);
    auto* layout = new QHBoxLayout(this);
    const int side = 4 * Metrics::Grid;
    layout->setContentsMargins(side, Metrics::Margin, side - padding, Metrics::Gap);
    layout->setSpacing(0);
    // Margins are not mirrored from right to left, spacings are.
    layout->addSpacing(Metrics::IconSize + Metrics::Margin - padding);
    layout->addLayout(texts);
    connect(m_retry, &QPushButton::clicked, this, &BannerWidget::retryRequested);
    connect(m_signIn, &QPushButton::clicked, this, &BannerWidget::signInRequested);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &BannerWidget::refresh);
    m_patience.setSingleShot(true);
    m_patience.setInterval(UsualConnectTime);
    connect(&m_patience, &QTimer::timeout, this, &BannerWidget::refresh);
    hide();
}

void BannerWidget::setStatus(const Core::SessionStatus& status)
{
    m_status = status;
    if (status.phase == Phase::Online || status.phase == Phase::Waiting)
        m_patience.stop();
    else if (!m_patience.isActive() && isHidden())
        m_patience.start();
    refresh();
}

void BannerWidget::setCatchingUp(bool isCatchingUp)
{
    m_isCatchingUp = isCatchingUp;
    refresh();
}

void BannerWidget::setFailure(const Error& error)
{
    m_failure = error;
    refresh();
}

QString BannerWidget::text() const
{
    return isHidden() ? QString() : m_label->text();
}

void BannerWidget::refresh()
{
    const bool isWaiting = m_status.phase == Phase::Waiting;
    if (isWaiting != m_second.isActive())
        isWaiting ? m_second.start() : m_second.stop();
    if (m_failure) {
        showText(ErrorText::sentence(*m_failure), false, false);
        return;
    }
    switch (m_status.phase) {
    case Phase::Waiting:
        showText(waitingText(), true, false);
        break;
    case Phase::KeychainLocked:
    case Phase::Refused:
        showText(signInText(), true, true);
        break;
    case Phase::LoginNeeded:
        showText(
            tr("%1 Your messages are still here.", "after a sentence about the sign-in").arg(signInText()),
            false, true);
        break;
    case Phase::Unlocking:
        showText(m_patience.isActive() ? QString() : tr("Reading the keychain…"), false, false);
        break;
    case Phase::Refreshing:
    case Phase::Connecting:
        showText(m_patience.isActive() ? QString() : tr("Connecting…"), false, false);
        break;
    case Phase::Online:
        if (m_status.error && !m_isCatchingUp) {
            showText(tr("Your sign-in is not kept for the next start. %1", "then why")
                         .arg(ErrorText::sentence(*m_status.error)),
                true, false);
            break;
        }
        [[fallthrough]];
    case Phase::Offline:
        showText(m_isCatchingUp ? tr("Loading earlier messages…") : QString(), false, false);
        break;
    }
}

QString BannerWidget::signInText() const
{
    return m_status.error ? ErrorText::sentence(*m_status.error, ErrorText::Place::Session) : QString();
}

QString BannerWidget::waitingText() const
{
    const qint64 seconds = (QDateTime::currentDateTimeUtc().msecsTo(m_status.retryAt) + 999) / 1000;
    const QString when = seconds > 0 ? tr("retry in %1").arg(ErrorText::duration(seconds)) : tr("retrying");
    if (!m_status.error || m_status.error->kind == ErrorKind::Network)
        return tr("Waiting for network… %1", "then when it is tried again").arg(when);
    return tr("%1 %2 tries by itself: %3.",
        "a sentence about an error, the app's name, then when it is tried again")
        .arg(ErrorText::sentence(*m_status.error, ErrorText::Place::Session),
            QGuiApplication::applicationDisplayName(), when);
}

void BannerWidget::showText(const QString& text, bool canRetry, bool canSignIn)
{
    m_label->setText(text);
    setAccessibleName(text);
    m_retry->setVisible(canRetry);
    m_signIn->setVisible(canSignIn);
    setVisible(!text.isEmpty());
    update();
}

Icon BannerWidget::icon() const
{
    if (m_failure)
        return Icon::Warning;
    switch (m_status.phase) {
    case Phase::Unlocking:
    case Phase::KeychainLocked:
        return Icon::Lock;
    case Phase::LoginNeeded:
    case Phase::Refused:
        return Icon::Warning;
    case Phase::Online:
        return m_isCatchingUp ? Icon::Clock : Icon::Lock;
    case Phase::Offline:
    case Phase::Refreshing:
    case Phase::Connecting:
    case Phase::Waiting:
        break;
    }
    return Icon::Offline;
}

void BannerWidget::paintEvent(QPaintEvent*)
{
    const Colours& colours = m_theme.colours();
    QPainter painter(this);
    painter.fillRect(rect(), colours.surfaceRaised);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colours.separator);
    const QRect column(4 * Metrics::Grid, 0, Metrics::IconSize, height());
    paintIcon(&painter, icon(), QStyle::visualRect(layoutDirection(), rect(), column), Metrics::IconSize,
        m_failure ? colours.danger : colours.textSecondary);
}

} // namespace Natter::Ui
