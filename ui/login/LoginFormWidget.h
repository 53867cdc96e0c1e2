// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Secret.h"
#include "domain/Profile.h"
#include "ui/login/CardWidget.h"

class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace Natter::Ui {

class CodeWidget;
class KeychainWidget;
class TextLabel;

/// What the login card shows: one field at a time, one primary button, and below them progress and links. It
/// tells what the person wants and decides nothing.
class LoginFormWidget : public CardWidget
{
    Q_OBJECT

public:
    enum class Page { Login, Passcode, Code, Keychain };

    LoginFormWidget(const Theme& theme, Profile profile, QWidget* parent = nullptr);

    Page page() const { return m_page; }
    /// Empty fields and no error; the login stays.
    void showPage(Page page);
    void setHint(const QString& text);
    void focusField();
    /// Empties a code, marks a passcode for typing over.
    void resetProof();

    QString login() const;
    /// Passcode or complete code; empty while there is none.
    Secret proof() const;

    /// Under the field, for as long as nothing is typed.
    void showError(const QString& sentence);
    void clearError();
    /// `what` is being done; nothing can be typed meanwhile.
    void setBusy(bool isBusy, const QString& what = {});
    bool isBusy() const { return m_isBusy; }
    /// No further try for so long; 0: now.
    void setBlockedSeconds(int seconds);
    bool isBlocked() const { return m_blockedSeconds > 0; }
    /// No new code for so long; 0: now.
    void setResendSeconds(int seconds);

Q_SIGNALS:
    void submitted();
    void left();
    void methodSwitched();
    void codeRequested();
    void keychainRetryChosen();
    void sessionOnlyChosen();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build(const Theme& theme);
    QWidget* buildFields(const Theme& theme);
    void connectParts();
    void describePage();
    void markInvalid(const QString& sentence);
    void updateButtons();

    const Profile m_profile;
    Page m_page = Page::Login;
    bool m_isBusy = false;
    int m_blockedSeconds = 0;
    int m_resendSeconds = 0;
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
