// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/LoginFlow.h"
#include "ui/style/Theme.h"

#include <QTimer>
#include <QWidget>

namespace Natter::Ui {

class LoginFormWidget;

/// The login page: who, then the passcode, the password or the one-time code; or the site's page in the
/// browser. Enter goes on, Esc goes back. It drives the flow and shows where it is; what comes after
/// finished() is the composition's.
class LoginWidget : public QWidget
{
    Q_OBJECT

public:
    /// `flow` outlives this page.
    LoginWidget(const Theme& theme, Core::LoginFlow& flow, QWidget* parent = nullptr);

    void focusField();

private:
    void goOn();
    void goBack();
    void showFirstPage();
    void chooseMethod(LoginMethod method);
    void beginBrowser();
    void showBrowserWait();
    void requestCode();
    void submit();
    void retryKeychain();
    void handleStep(Core::LoginFlow::Step step);
    void handleOtpSent(const Identity::OtpSent& sent);
    void handleFailure(Core::LoginFlow::Step step, const Error& error);
    void handleKeychainFailure(const Error& error);
    void showFailure(const Error& error);
    void block(int seconds);
    void tick();

    Core::LoginFlow& m_flow;
    LoginMethod m_method;
    LoginFormWidget* m_form;
    QTimer m_second;
    QTimer m_messageDelay; ///< until the site's message is shown
    int m_resendSeconds = 0;
    int m_blockedSeconds = 0;
    int m_browserSeconds = 0; ///< how long the browser is still waited for
};

} // namespace Natter::Ui
