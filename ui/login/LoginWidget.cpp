// SPDX-License-Identifier: Apache-2.0
#include "ui/login/LoginWidget.h"

#include "base/PlainText.h"
#include "ui/ErrorText.h"
#include "ui/login/CodeWidget.h"
#include "ui/login/KeychainWidget.h"
#include "ui/login/LogoWidget.h"
#include "ui/login/StepText.h"
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

#include <algorithm>
#include <chrono>

namespace Natter::Ui {

using Core::LoginFlow;

LoginWidget::LoginWidget(const Theme& theme, LoginFlow& flow, QWidget* parent)
    : CardWidget(theme, parent)
    , m_theme(theme)
    , m_flow(flow)
    , m_method(flow.profile().methods.value(0, LoginMethod::Passcode))
{
    build();
    connect(&flow, &LoginFlow::stepChanged, this, &LoginWidget::handleStep);
    connect(&flow, &LoginFlow::otpSent, this, &LoginWidget::handleOtpSent);
    connect(&flow, &LoginFlow::failed, this, &LoginWidget::handleFailure);
    connect(m_next, &QPushButton::clicked, this, &LoginWidget::goOn);
    connect(m_login, &QLineEdit::returnPressed, this, &LoginWidget::goOn);
    connect(m_passcode, &QLineEdit::returnPressed, this, &LoginWidget::goOn);
    connect(m_code, &CodeWidget::codeEntered, this, &LoginWidget::submit);
    connect(m_login, &QLineEdit::textEdited, this, &LoginWidget::clearError);
    connect(m_passcode, &QLineEdit::textEdited, this, &LoginWidget::clearError);
    connect(m_code, &CodeWidget::edited, this, &LoginWidget::clearError);
    connect(m_resend, &QPushButton::clicked, this, &LoginWidget::requestCode);
    connect(m_switch, &QPushButton::clicked, this, &LoginWidget::switchMethod);
    connect(m_back, &QPushButton::clicked, this, &LoginWidget::goBack);
    connect(m_keychain, &KeychainWidget::retryChosen, this, [this] {
        setBusy(true, StepText::sentence(LoginFlow::Step::Keychain));
        m_flow.retryKeychain();
    });
    connect(m_keychain, &KeychainWidget::sessionOnlyChosen, &flow, &LoginFlow::continueWithoutKeychain);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &LoginWidget::tick);
    showPage(Page::Login);
}

void LoginWidget::build()
{
    m_title =
        new TextLabel(m_theme, {TextSize::Title, QFont::DemiBold, &Colours::text}, TextLabel::Fit::Wrapped);
    m_title->setAlignment(Qt::AlignCenter);
    m_hint = new TextLabel(
        m_theme, {TextSize::Body, QFont::Normal, &Colours::textSecondary}, TextLabel::Fit::Wrapped);
    m_hint->setAlignment(Qt::AlignCenter);
    m_error = new TextLabel(
        m_theme, {TextSize::Secondary, QFont::Normal, &Colours::danger}, TextLabel::Fit::Wrapped);
    m_next = new QPushButton;
    setButtonKind(m_next, ButtonKind::Primary);
    m_keychain = new KeychainWidget(m_theme);

    m_progress = new QWidget;
    m_progressText = new TextLabel(
        m_theme, {TextSize::Secondary, QFont::Normal, &Colours::textSecondary}, TextLabel::Fit::Wrapped);
    m_progressText->setAlignment(Qt::AlignCenter);
    auto* progress = new QVBoxLayout(m_progress);
    progress->setContentsMargins(0, 0, 0, 0);
    progress->addWidget(new SpinnerWidget(m_theme, Metrics::IconSize), 0, Qt::AlignHCenter);
    progress->addWidget(m_progressText);

    m_resend = new QPushButton;
    m_switch = new QPushButton;
    m_back = new QPushButton(tr("Back"));
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
    content()->addWidget(buildFields());
    content()->addWidget(m_error);
    content()->addWidget(m_next);
    content()->addWidget(m_keychain);
    content()->addWidget(m_progress);
    content()->addLayout(links);
}

QWidget* LoginWidget::buildFields()
{
    const QString label = plainLine(m_flow.profile().loginLabel, 60);
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
    m_code = new CodeWidget(m_theme);
    m_fields = new QStackedWidget;
    m_fields->addWidget(m_login);
    m_fields->addWidget(m_passcode);
    m_fields->addWidget(m_code);
    return m_fields;
}

void LoginWidget::focusField()
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

void LoginWidget::showPage(Page page)
{
    m_page = page;
    clearError();
    setBusy(false);
    const QString site = isolated(plainLine(m_flow.profile().siteName, 80));
    const QString login = isolated(plainLine(m_login->text(), 80));
    m_fields->setVisible(page != Page::Keychain);
    m_next->setVisible(page != Page::Keychain);
    m_keychain->setVisible(page == Page::Keychain);
    m_back->setVisible(page == Page::Passcode || page == Page::Code);
    m_resend->setVisible(page == Page::Code);
    m_switch->setVisible(
        m_back->isVisibleTo(this) && offers(page == Page::Code ? LoginMethod::Passcode : LoginMethod::Otp));
    switch (page) {
    case Page::Login:
        m_fields->setCurrentWidget(m_login);
        m_title->setText(tr("Sign in to %1").arg(site));
        m_hint->setText(m_method == LoginMethod::Otp ? tr("We send you a code to sign in with.")
                                                     : tr("Use your account on this site."));
        m_next->setText(tr("Next"));
        break;
    case Page::Passcode:
        m_fields->setCurrentWidget(m_passcode);
        m_passcode->clear();
        m_title->setText(tr("Your passcode"));
        m_hint->setText(tr("For %1").arg(login));
        m_next->setText(tr("Sign in"));
        m_switch->setText(tr("Use a one-time code instead"));
        break;
    case Page::Code:
        m_fields->setCurrentWidget(m_code);
        m_code->clear();
        m_title->setText(tr("Type the code"));
        m_hint->setText(tr("Sent to %1").arg(login));
        m_next->setText(tr("Sign in"));
        m_switch->setText(tr("Use a passcode instead"));
        break;
    case Page::Keychain:
        m_title->setText(tr("You are signed in"));
        m_hint->setText(tr("But your keychain would not remember it."));
        break;
    }
    focusField();
}

bool LoginWidget::offers(LoginMethod method) const
{
    return m_flow.profile().methods.contains(method);
}

void LoginWidget::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_page != Page::Keychain)
        goBack();
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_page == Page::Code)
        goOn();
    else
        CardWidget::keyPressEvent(event);
}

void LoginWidget::goOn()
{
    if (m_isBusy || m_blockedSeconds > 0)
        return;
    if (m_page != Page::Login)
        submit();
    else if (m_login->text().trimmed().isEmpty())
        m_login->setFocus();
    else if (m_method == LoginMethod::Otp)
        requestCode();
    else
        showPage(Page::Passcode);
}

void LoginWidget::goBack()
{
    if (m_isBusy) {
        m_flow.cancel();
        setBusy(false);
        focusField();
        return;
    }
    m_method = m_flow.profile().methods.value(0, LoginMethod::Passcode);
    showPage(Page::Login);
}

void LoginWidget::switchMethod()
{
    if (m_isBusy)
        return;
    if (m_page == Page::Code) {
        m_method = LoginMethod::Passcode;
        showPage(Page::Passcode);
    } else {
        m_method = LoginMethod::Otp;
        requestCode();
    }
}

void LoginWidget::requestCode()
{
    if (m_isBusy)
        return;
    clearError();
    setBusy(true, tr("Sending a code…"));
    m_flow.requestOtp(m_login->text().trimmed());
}

void LoginWidget::submit()
{
    if (m_isBusy || m_blockedSeconds > 0)
        return;
    const Secret proof = m_page == Page::Code ? m_code->code() : Secret(m_passcode->text().toUtf8());
    if (proof.isEmpty()) {
        focusField();
        return;
    }
    clearError();
    setBusy(true, StepText::sentence(LoginFlow::Step::Nonce));
    m_flow.submit({m_login->text().trimmed(), proof});
}

void LoginWidget::handleStep(LoginFlow::Step step)
{
    if (step == LoginFlow::Step::Idle)
        setBusy(false);
    else
        setBusy(true, StepText::sentence(step));
}

void LoginWidget::handleOtpSent(const Identity::OtpSent& sent)
{
    showPage(Page::Code);
    if (!sent.message.isEmpty())
        m_hint->setText(plainLine(sent.message, 200));
    m_resendSeconds = std::clamp(sent.resendAfterSeconds, 0, 3600) + 1;
    m_second.start();
    tick();
}

void LoginWidget::handleFailure(LoginFlow::Step step, const Error& error)
{
    setBusy(false);
    if (error.kind == ErrorKind::Cancelled) {
        focusField();
        return;
    }
    if (step == LoginFlow::Step::Keychain) {
        showPage(Page::Keychain);
        m_hint->setText(
            error.kind == ErrorKind::KeychainLocked
                ? tr("But your keychain is locked, so it cannot be remembered. Unlock it, then try again.")
                : tr("But this computer's keychain does not work, so it cannot be remembered."));
        return;
    }
    const auto place = m_page == Page::Code ? ErrorText::Place::Code : ErrorText::Place::Passcode;
    if (error.kind == ErrorKind::RateLimited && error.retry.after.count() > 0) {
        m_blockedSeconds = int(std::clamp<qint64>(error.retry.after.count() / 1000, 1, 24 * 3600)) + 1;
        m_second.start();
        tick();
    } else {
        showError(ErrorText::sentence(error, place));
    }
    if (m_page == Page::Code)
        m_code->clear();
    m_passcode->selectAll();
    focusField();
}

void LoginWidget::showError(const QString& sentence)
{
    m_error->setText(sentence);
    m_error->show();
    for (QLineEdit* field : {m_login, m_passcode}) {
        field->setAccessibleDescription(sentence);
        field->setProperty("invalid", true);
        field->style()->polish(field);
    }
    m_code->setAccessibleDescription(sentence);
    m_code->setInvalid(true);
}

void LoginWidget::clearError()
{
    if (m_blockedSeconds > 0)
        return;
    m_error->hide();
    for (QLineEdit* field : {m_login, m_passcode}) {
        field->setAccessibleDescription({});
        field->setProperty("invalid", false);
        field->style()->polish(field);
    }
    m_code->setAccessibleDescription({});
    m_code->setInvalid(false);
}

void LoginWidget::setBusy(bool isBusy, const QString& what)
{
    m_isBusy = isBusy;
    m_fields->setEnabled(!isBusy);
    m_keychain->setEnabled(!isBusy);
    m_switch->setEnabled(!isBusy);
    m_resend->setEnabled(!isBusy && m_resendSeconds == 0);
    m_next->setEnabled(!isBusy && m_blockedSeconds == 0);
    m_progressText->setText(what);
    m_progress->setVisible(isBusy);
    m_back->setText(isBusy ? tr("Cancel") : tr("Back"));
}

void LoginWidget::tick()
{
    m_resendSeconds = std::max(0, m_resendSeconds - 1);
    m_resend->setText(m_resendSeconds > 0 ? tr("New code in %1").arg(ErrorText::duration(m_resendSeconds))
                                          : tr("Send a new code"));
    m_resend->setEnabled(!m_isBusy && m_resendSeconds == 0);
    if (m_blockedSeconds > 0) {
        --m_blockedSeconds;
        m_next->setEnabled(!m_isBusy && m_blockedSeconds == 0);
        if (m_blockedSeconds > 0) {
            showError(tr("Too many tries. Try again in %1.").arg(ErrorText::duration(m_blockedSeconds)));
        } else {
            clearError();
        }
    }
    if (m_resendSeconds == 0 && m_blockedSeconds == 0)
        m_second.stop();
}

} // namespace Natter::Ui
