// SPDX-License-Identifier: Apache-2.0
#include "ui/login/LoginWidget.h"

#include "base/PlainText.h"
#include "ui/ErrorText.h"
#include "ui/login/LoginFormWidget.h"
#include "ui/login/StepText.h"

#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace Natter::Ui {

using Core::LoginFlow;
using LoginPage = LoginFormWidget::Page;

LoginWidget::LoginWidget(const Theme& theme, LoginFlow& flow, QWidget* parent)
    : QWidget(parent)
    , m_flow(flow)
    , m_method(flow.profile().methods.value(0, LoginMethod::Passcode))
    , m_form(new LoginFormWidget(theme, flow.profile()))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_form);
    connect(&flow, &LoginFlow::stepChanged, this, &LoginWidget::handleStep);
    connect(&flow, &LoginFlow::otpSent, this, &LoginWidget::handleOtpSent);
    connect(&flow, &LoginFlow::failed, this, &LoginWidget::handleFailure);
    connect(m_form, &LoginFormWidget::submitted, this, &LoginWidget::goOn);
    connect(m_form, &LoginFormWidget::left, this, &LoginWidget::goBack);
    connect(m_form, &LoginFormWidget::methodSwitched, this, &LoginWidget::switchMethod);
    connect(m_form, &LoginFormWidget::codeRequested, this, &LoginWidget::requestCode);
    connect(m_form, &LoginFormWidget::keychainRetryChosen, this, &LoginWidget::retryKeychain);
    connect(m_form, &LoginFormWidget::sessionOnlyChosen, &flow, &LoginFlow::continueWithoutKeychain);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &LoginWidget::tick);
}

void LoginWidget::focusField()
{
    m_form->focusField();
}

void LoginWidget::goOn()
{
    if (m_form->isBusy() || m_form->isBlocked())
        return;
    if (m_form->page() != LoginPage::Login)
        submit();
    else if (m_form->login().isEmpty())
        m_form->focusField();
    else if (m_method == LoginMethod::Otp)
        requestCode();
    else
        m_form->showPage(LoginPage::Passcode);
}

void LoginWidget::goBack()
{
    if (m_form->isBusy()) {
        m_flow.cancel();
        m_form->setBusy(false);
        m_form->focusField();
        return;
    }
    m_method = m_flow.profile().methods.value(0, LoginMethod::Passcode);
    m_form->showPage(LoginPage::Login);
}

void LoginWidget::switchMethod()
{
    if (m_form->page() == LoginPage::Code) {
        m_method = LoginMethod::Passcode;
        m_form->showPage(LoginPage::Passcode);
    } else {
        m_method = LoginMethod::Otp;
        requestCode();
    }
}

void LoginWidget::requestCode()
{
    m_form->clearError();
    m_form->setBusy(true, tr("Sending a code…"));
    m_flow.requestOtp(m_form->login());
}

void LoginWidget::submit()
{
    const Secret proof = m_form->proof();
    if (proof.isEmpty()) {
        m_form->focusField();
        return;
    }
    m_form->clearError();
    m_form->setBusy(true, StepText::sentence(LoginFlow::Step::Nonce));
    m_flow.submit({m_form->login(), proof});
}

void LoginWidget::retryKeychain()
{
    m_form->setBusy(true, StepText::sentence(LoginFlow::Step::Keychain));
    m_flow.retryKeychain();
}

void LoginWidget::handleStep(LoginFlow::Step step)
{
    m_form->setBusy(step != LoginFlow::Step::Idle, StepText::sentence(step));
}

void LoginWidget::handleOtpSent(const Identity::OtpSent& sent)
{
    m_form->showPage(LoginPage::Code);
    if (!sent.message.isEmpty())
        m_form->setHint(plainLine(sent.message, 200));
    m_resendSeconds = std::clamp(sent.resendAfterSeconds, 0, 3600);
    m_form->setResendSeconds(m_resendSeconds);
    m_second.start();
}

void LoginWidget::handleFailure(LoginFlow::Step step, const Error& error)
{
    m_form->setBusy(false);
    if (step == LoginFlow::Step::Keychain && error.kind != ErrorKind::Cancelled) {
        handleKeychainFailure(error);
        return;
    }
    m_form->resetProof();
    const qint64 seconds = (error.retry.after.count() + 999) / 1000;
    if (error.kind == ErrorKind::RateLimited && seconds > 0) {
        block(int(std::min<qint64>(seconds, 86'400)));
    } else if (error.kind != ErrorKind::Cancelled) {
        const bool isCode = m_form->page() == LoginPage::Code;
        m_form->showError(
            ErrorText::sentence(error, isCode ? ErrorText::Place::Code : ErrorText::Place::Passcode));
    }
}

void LoginWidget::handleKeychainFailure(const Error& error)
{
    m_form->showPage(LoginPage::Keychain);
    m_form->setHint(
        error.kind == ErrorKind::KeychainLocked
            ? tr("But your keychain is locked, so it cannot be remembered. Unlock it, then try again.")
            : tr("But this computer's keychain does not work, so it cannot be remembered."));
}

void LoginWidget::block(int seconds)
{
    m_blockedSeconds = seconds;
    m_form->setBlockedSeconds(seconds);
    m_second.start();
}

void LoginWidget::tick()
{
    if (m_resendSeconds > 0)
        m_form->setResendSeconds(--m_resendSeconds);
    if (m_blockedSeconds > 0)
        m_form->setBlockedSeconds(--m_blockedSeconds);
    if (m_resendSeconds == 0 && m_blockedSeconds == 0)
        m_second.stop();
}

} // namespace Natter::Ui
