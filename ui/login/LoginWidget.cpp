// SPDX-License-Identifier: Apache-2.0
#include "ui/login/LoginWidget.h"

#include "base/PlainText.h"
#include "ui/ErrorText.h"
#include "ui/login/LoginFormWidget.h"
#include "ui/login/StepText.h"

#include <QGuiApplication>
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
    connect(m_form, &LoginFormWidget::methodChosen, this, &LoginWidget::chooseMethod);
    connect(m_form, &LoginFormWidget::browserReopened, &flow, &LoginFlow::openBrowserAgain);
    connect(&flow, &LoginFlow::browserStrayReturned, this, [this] {
        m_form->setNotice(tr("Another page came back from your browser, and was passed over. %1 still waits "
                             "for the one it opened.",
            "the app's name")
                              .arg(QGuiApplication::applicationDisplayName()));
    });
    connect(m_form, &LoginFormWidget::codeRequested, this, &LoginWidget::requestCode);
    connect(m_form, &LoginFormWidget::keychainRetryChosen, this, &LoginWidget::retryKeychain);
    connect(m_form, &LoginFormWidget::sessionOnlyChosen, &flow, &LoginFlow::continueWithoutKeychain);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &LoginWidget::tick);
    m_messageDelay.setSingleShot(true);
}

void LoginWidget::focusField()
{
    m_form->focusField();
}

void LoginWidget::goOn()
{
    if (m_form->isBusy() || m_form->isBlocked())
        return;
    if (m_form->page() == LoginPage::Browser)
        beginBrowser();
    else if (m_form->page() != LoginPage::Login)
        submit();
    else if (m_form->login().isEmpty())
        m_form->focusField();
    else if (m_method == LoginMethod::Otp)
        requestCode();
    else
        m_form->showPage(LoginPage::Proof, m_method);
}

void LoginWidget::goBack()
{
    if (m_form->isBusy()) {
        m_flow.cancel();
        m_form->setBusy(false);
        m_form->setNotice({});
        m_form->focusField();
        return;
    }
    showFirstPage();
}

void LoginWidget::showFirstPage()
{
    m_method = m_flow.profile().methods.value(0, LoginMethod::Passcode);
    m_form->showPage(m_method == LoginMethod::Browser ? LoginPage::Browser : LoginPage::Login, m_method);
}

void LoginWidget::chooseMethod(LoginMethod method)
{
    const bool hasLogin = m_form->page() != LoginPage::Browser && !m_form->login().isEmpty();
    m_method = method;
    if (method == LoginMethod::Browser) {
        m_form->showPage(LoginPage::Browser, method);
        beginBrowser();
    } else if (!hasLogin) {
        m_form->showPage(LoginPage::Login, method);
    } else if (method == LoginMethod::Otp) {
        requestCode();
    } else {
        m_form->showPage(LoginPage::Proof, method);
    }
}

void LoginWidget::beginBrowser()
{
    m_form->clearError();
    m_form->setNotice({});
    m_form->setBusy(true, StepText::sentence(LoginFlow::Step::Nonce));
    m_flow.signInWithBrowser();
}

void LoginWidget::showBrowserWait()
{
    m_form->setBusy(true,
        tr("Step 2 of 4: sign in on the page in your browser. %1 waits another %2.", "the app's name, a time")
            .arg(QGuiApplication::applicationDisplayName(), ErrorText::duration(m_browserSeconds)));
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
    if (step == LoginFlow::Step::Browser) {
        m_browserSeconds = int(std::chrono::ceil<std::chrono::seconds>(m_flow.browserPatience()).count());
        m_second.start();
        showBrowserWait();
        return;
    }
    m_browserSeconds = 0;
    m_form->setNotice({});
    m_form->setBusy(step != LoginFlow::Step::Idle, StepText::sentence(step));
}

void LoginWidget::handleOtpSent(const Identity::OtpSent& sent)
{
    m_form->showPage(LoginPage::Code, LoginMethod::Otp);
    m_messageDelay.disconnect();
    connect(&m_messageDelay, &QTimer::timeout, m_form, [this, text = plainLine(sent.message, 400)] {
        if (m_form->page() == LoginPage::Code)
            m_form->setNotice(text);
    });
    m_messageDelay.start(sent.messageDelay);
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
    if (error.kind == ErrorKind::RateLimited && seconds > 0)
        block(int(std::min<qint64>(seconds, 86'400)));
    else if (error.kind != ErrorKind::Cancelled)
        showFailure(error);
}

void LoginWidget::showFailure(const Error& error)
{
    using Place = ErrorText::Place;
    Place place = m_method == LoginMethod::Password ? Place::Password : Place::Passcode;
    if (m_form->page() == LoginPage::Code)
        place = Place::Code;
    else if (m_form->page() == LoginPage::Browser)
        place = Place::Browser;
    QString text = ErrorText::sentence(error, place);
    if (!error.words.isEmpty())
        text += u'\n' + tr("The site says: %1").arg(isolated(plainLine(error.words, 400)));
    m_form->showError(text);
}

void LoginWidget::handleKeychainFailure(const Error& error)
{
    m_form->showPage(LoginPage::Keychain, m_method);
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
    if (m_browserSeconds > 0) {
        --m_browserSeconds;
        showBrowserWait();
    }
    if (m_resendSeconds == 0 && m_blockedSeconds == 0 && m_browserSeconds == 0)
        m_second.stop();
}

} // namespace Natter::Ui
