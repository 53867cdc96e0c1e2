// SPDX-License-Identifier: Apache-2.0
#include "ui/login/LoginFormWidget.h"

#include "base/PlainText.h"
#include "ui/ErrorText.h"
#include "ui/login/CodeWidget.h"
#include "ui/login/KeychainWidget.h"
#include "ui/login/LogoWidget.h"
#include "ui/style/Metrics.h"
#include "ui/style/StyleSheet.h"
#include "ui/widgets/SpinnerWidget.h"
#include "ui/widgets/TextLabel.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

namespace Natter::Ui {

LoginFormWidget::LoginFormWidget(const Theme& theme, Profile profile, QWidget* parent)
    : CardWidget(theme, parent)
    , m_profile(std::move(profile))
{
    build(theme);
    connectParts();
    showPage(Page::Login);
}

void LoginFormWidget::build(const Theme& theme)
{
    const auto label = [&theme](const TextLook& look) {
        auto* made = new TextLabel(theme, look, TextLabel::Fit::Wrapped);
        made->setAlignment(Qt::AlignCenter);
        return made;
    };
    m_title = label({TextSize::Title, QFont::DemiBold, &Colours::text});
    m_hint = label({TextSize::Body, QFont::Normal, &Colours::textSecondary});
    m_error = label({TextSize::Secondary, QFont::Normal, &Colours::danger});
    m_error->setAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_next = new QPushButton;
    setButtonKind(m_next, ButtonKind::Primary);
    m_keychain = new KeychainWidget(theme);

    m_progress = new QWidget;
    m_progressText = label({TextSize::Secondary, QFont::Normal, &Colours::textSecondary});
    auto* progress = new QVBoxLayout(m_progress);
    progress->setContentsMargins(0, 0, 0, 0);
    progress->addWidget(new SpinnerWidget(theme, Metrics::IconSize), 0, Qt::AlignHCenter);
    progress->addWidget(m_progressText);

    m_resend = new QPushButton;
    m_switch = new QPushButton;
    m_back = new QPushButton;
    auto* links = new QVBoxLayout;
    links->setSpacing(0);
    for (QPushButton* link : {m_resend, m_switch, m_back}) {
        setButtonKind(link, ButtonKind::Link);
        links->addWidget(link, 0, Qt::AlignHCenter);
    }

    content()->addWidget(new LogoWidget, 0, Qt::AlignHCenter);
    content()->addWidget(m_title);
    content()->addWidget(m_hint);
    content()->addSpacing(Metrics::Gap);
    content()->addWidget(buildFields(theme));
    content()->addWidget(m_error);
    content()->addWidget(m_next);
    content()->addWidget(m_keychain);
    content()->addWidget(m_progress);
    content()->addLayout(links);
}

QWidget* LoginFormWidget::buildFields(const Theme& theme)
{
    const QString label = plainLine(m_profile.loginLabel, 60);
    m_login = new QLineEdit;
    m_login->setPlaceholderText(label.isEmpty() ? tr("Phone number, e-mail or login") : label);
    m_login->setAccessibleName(m_login->placeholderText());
    m_login->setMaxLength(256);
    m_passcode = new QLineEdit;
    m_passcode->setEchoMode(QLineEdit::Password);
    m_passcode->setPlaceholderText(tr("Passcode"));
    m_passcode->setAccessibleName(m_passcode->placeholderText());
    m_passcode->setMaxLength(256);
    m_passcode->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_code = new CodeWidget(theme);
    m_fields = new QStackedWidget;
    m_fields->addWidget(m_login);
    m_fields->addWidget(m_passcode);
    m_fields->addWidget(m_code);
    return m_fields;
}

void LoginFormWidget::connectParts()
{
    connect(m_next, &QPushButton::clicked, this, &LoginFormWidget::submitted);
    connect(m_login, &QLineEdit::returnPressed, this, &LoginFormWidget::submitted);
    connect(m_passcode, &QLineEdit::returnPressed, this, &LoginFormWidget::submitted);
    connect(m_code, &CodeWidget::codeEntered, this, &LoginFormWidget::submitted);
    connect(m_login, &QLineEdit::textEdited, this, &LoginFormWidget::clearError);
    connect(m_passcode, &QLineEdit::textEdited, this, &LoginFormWidget::clearError);
    connect(m_code, &CodeWidget::edited, this, &LoginFormWidget::clearError);
    connect(m_resend, &QPushButton::clicked, this, &LoginFormWidget::codeRequested);
    connect(m_switch, &QPushButton::clicked, this, &LoginFormWidget::methodSwitched);
    connect(m_back, &QPushButton::clicked, this, &LoginFormWidget::left);
    connect(m_keychain, &KeychainWidget::retryChosen, this, &LoginFormWidget::keychainRetryChosen);
    connect(m_keychain, &KeychainWidget::sessionOnlyChosen, this, &LoginFormWidget::sessionOnlyChosen);
}

void LoginFormWidget::showPage(Page page)
{
    m_page = page;
    const bool hasProof = page == Page::Passcode || page == Page::Code;
    const LoginMethod other = page == Page::Code ? LoginMethod::Passcode : LoginMethod::Otp;
    m_passcode->clear();
    m_code->clear();
    m_fields->setVisible(page != Page::Keychain);
    m_fields->setCurrentIndex(page == Page::Keychain ? 0 : int(page));
    m_next->setVisible(page != Page::Keychain);
    m_keychain->setVisible(page == Page::Keychain);
    m_resend->setVisible(page == Page::Code);
    m_switch->setVisible(hasProof && m_profile.methods.contains(other));
    describePage();
    clearError();
    setBusy(false);
    focusField();
}

void LoginFormWidget::describePage()
{
    const QString shownLogin = isolated(plainLine(m_login->text(), 80));
    m_next->setText(m_page == Page::Login ? tr("Next") : tr("Sign in"));
    switch (m_page) {
    case Page::Login:
        m_title->setText(tr("Sign in to %1").arg(isolated(plainLine(m_profile.siteName, 80))));
        m_hint->setText(tr("Use your account on this site."));
        break;
    case Page::Passcode:
        m_title->setText(tr("Your passcode"));
        m_hint->setText(tr("For %1").arg(shownLogin));
        m_switch->setText(tr("Use a one-time code instead"));
        break;
    case Page::Code:
        m_title->setText(tr("Type the code"));
        m_hint->setText(tr("Sent to %1").arg(shownLogin));
        m_switch->setText(tr("Use a passcode instead"));
        break;
    case Page::Keychain:
        m_title->setText(tr("You are signed in"));
        m_hint->clear();
        break;
    }
}

void LoginFormWidget::setHint(const QString& text)
{
    m_hint->setText(text);
}

void LoginFormWidget::focusField()
{
    if (m_page == Page::Login)
        m_login->setFocus();
    else if (m_page == Page::Passcode)
        m_passcode->setFocus();
    else if (m_page == Page::Code)
        m_code->focusFirst();
    else
        m_keychain->setFocus();
}

void LoginFormWidget::resetProof()
{
    m_code->clear();
    m_passcode->selectAll();
    focusField();
}

QString LoginFormWidget::login() const
{
    return m_login->text().trimmed();
}

Secret LoginFormWidget::proof() const
{
    return m_page == Page::Code ? m_code->code() : Secret(m_passcode->text().toUtf8());
}

void LoginFormWidget::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape && m_page != Page::Keychain)
        Q_EMIT left();
    else if (isEnter && m_page == Page::Code)
        Q_EMIT submitted();
    else
        CardWidget::keyPressEvent(event);
}

void LoginFormWidget::showError(const QString& sentence)
{
    m_error->setText(sentence);
    m_error->show();
    markInvalid(sentence);
}

void LoginFormWidget::clearError()
{
    if (isBlocked())
        return;
    m_error->hide();
    markInvalid({});
}

void LoginFormWidget::markInvalid(const QString& sentence)
{
    for (QLineEdit* field : {m_login, m_passcode}) {
        field->setAccessibleDescription(sentence);
        field->setProperty("invalid", !sentence.isEmpty());
        field->style()->polish(field);
    }
    m_code->setAccessibleDescription(sentence);
    m_code->setInvalid(!sentence.isEmpty());
}

void LoginFormWidget::setBusy(bool isBusy, const QString& what)
{
    m_isBusy = isBusy;
    m_progressText->setText(what);
    m_progress->setVisible(isBusy);
    const bool hasProof = m_page == Page::Passcode || m_page == Page::Code;
    m_back->setText(isBusy ? tr("Cancel") : tr("Back"));
    m_back->setVisible(hasProof || (isBusy && m_page == Page::Login));
    // The field is about to lose the focus, and Esc is to cancel.
    if (isBusy && m_back->isVisibleTo(this))
        m_back->setFocus();
    updateButtons();
}

void LoginFormWidget::setBlockedSeconds(int seconds)
{
    m_blockedSeconds = seconds;
    if (seconds > 0)
        showError(tr("Too many tries. Try again in %1.").arg(ErrorText::duration(seconds)));
    else
        clearError();
    updateButtons();
}

void LoginFormWidget::setResendSeconds(int seconds)
{
    m_resendSeconds = seconds;
    m_resend->setText(
        seconds > 0 ? tr("New code in %1").arg(ErrorText::duration(seconds)) : tr("Send a new code"));
    updateButtons();
}

void LoginFormWidget::updateButtons()
{
    m_fields->setEnabled(!m_isBusy);
    m_keychain->setEnabled(!m_isBusy);
    m_switch->setEnabled(!m_isBusy);
    m_resend->setEnabled(!m_isBusy && m_resendSeconds == 0);
    m_next->setEnabled(!m_isBusy && !isBlocked());
}

} // namespace Natter::Ui
