// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/LoginFlow.h"
#include "ui/login/CardWidget.h"

#include <QTimer>

class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace Natter::Ui {

class CodeWidget;
class KeychainWidget;
class SpinnerWidget;
class TextLabel;

/// The login card: who, then the passcode or the one-time code, one field at a time. Enter goes on, Esc goes
/// back. It drives the flow and shows where it is; what comes after finished() is the composition's.
class LoginWidget : public CardWidget
{
    Q_OBJECT

public:
    /// `flow` outlives this page.
    LoginWidget(const Theme& theme, Core::LoginFlow& flow, QWidget* parent = nullptr);

    void focusField();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Page { Login, Passcode, Code, Keychain };

    void build();
    QWidget* buildFields();
    void showPage(Page page);
    void goOn();
    void goBack();
    void switchMethod();
    void requestCode();
    void submit();
    void handleStep(Core::LoginFlow::Step step);
    void handleOtpSent(const Identity::OtpSent& sent);
    void handleFailure(Core::LoginFlow::Step step, const Error& error);
    void showError(const QString& sentence);
    void clearError();
    void setBusy(bool isBusy, const QString& what = {});
    void tick();
    bool offers(LoginMethod method) const;

    const Theme& m_theme;
    Core::LoginFlow& m_flow;
    Page m_page = Page::Login;
    LoginMethod m_method;
    bool m_isBusy = false;
    int m_resendSeconds = 0;
    int m_blockedSeconds = 0;
    QTimer m_second;

    TextLabel* m_title;
    TextLabel* m_hint;
    QStackedWidget* m_fields;
    QLineEdit* m_login;
    QLineEdit* m_passcode;
    CodeWidget* m_code;
    TextLabel* m_error;
    QPushButton* m_next;
    KeychainWidget* m_keychain;
    QWidget* m_progress;
    TextLabel* m_progressText;
    QPushButton* m_resend;
    QPushButton* m_switch;
    QPushButton* m_back;
};

} // namespace Natter::Ui
