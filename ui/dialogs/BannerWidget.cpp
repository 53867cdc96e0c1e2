// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/BannerWidget.h"

#include "ui/ErrorText.h"

#include <QGuiApplication>
#include <QPushButton>

#include <chrono>

namespace Natter::Ui {

using Phase = Core::SessionStatus::Phase;

namespace {

constexpr std::chrono::milliseconds UsualConnectTime{700};

} // namespace

BannerWidget::BannerWidget(const Theme& theme, QWidget* parent)
    : BannerWidget(theme, new QPushButton(tr("Retry now")), new QPushButton(tr("Sign in again")), parent)
{}

BannerWidget::BannerWidget(const Theme& theme, QPushButton* retry, QPushButton* signIn, QWidget* parent)
    : NoticeWidget(theme, {retry, signIn}, parent)
    , m_retry(retry)
    , m_signIn(signIn)
{
    connect(m_retry, &QPushButton::clicked, this, &BannerWidget::retryRequested);
    connect(m_signIn, &QPushButton::clicked, this, &BannerWidget::signInRequested);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &BannerWidget::refresh);
    m_patience.setSingleShot(true);
    m_patience.setInterval(UsualConnectTime);
    connect(&m_patience, &QTimer::timeout, this, &BannerWidget::refresh);
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
        showText(m_isCatchingUp ? tr("Fetching your messages…") : QString(), false, false);
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
    m_retry->setVisible(canRetry);
    m_signIn->setVisible(canSignIn);
    NoticeWidget::showText(text);
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

QColor BannerWidget::iconColour(const Colours& colours) const
{
    return m_failure ? colours.danger : NoticeWidget::iconColour(colours);
}

} // namespace Natter::Ui
