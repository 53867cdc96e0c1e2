// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Secret.h"
#include "domain/Profile.h"
#include "ui/login/CardWidget.h"

class QLayout;
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
    /// Proof: the passcode or the password.
    enum class Page { Login, Proof, Code, Browser, Keychain };

    LoginFormWidget(const Theme& theme, Profile profile, QWidget* parent = nullptr);

    Page page() const { return m_page; }
    /// Empty fields, no error and no notice; the login stays. `method` is what the page is part of.
    void showPage(Page page, LoginMethod method);
    void setHint(const QString& text);
    /// Below the field, until the next page; empty takes it away.
    void setNotice(const QString& text);
    void focusField();
    /// Empties a code, marks a passcode for typing over.
    void resetProof();

    QString login() const;
    /// Passcode, password or complete code; empty while there is none.
    Secret proof() const;

    /// Under the field, for as long as nothing is typed.
    void showError(const QString& text);
    void clearError();
    /// `what` is being done; nothing can be typed meanwhile. On the Browser page it may be opened again.
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
    void methodChosen(Natter::LoginMethod method);
    void browserReopened();
    void codeRequested();
    void keychainRetryChosen();
    void sessionOnlyChosen();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build(const Theme& theme);
    QWidget* buildFields(const Theme& theme);
    QLayout* buildLinks();
    void connectParts();
    void describePage();
    void describeProof();
    bool offers(LoginMethod method) const;
    void markInvalid(const QString& sentence);
    void updateButtons();
    void describeCodeKind();

    const Profile m_profile;
    Page m_page = Page::Login;
    LoginMethod m_method = LoginMethod::Passcode;
    bool m_isBusy = false;
    int m_blockedSeconds = 0;
    int m_resendSeconds = 0;
    TextLabel* m_title;
    TextLabel* m_hint;
    QStackedWidget* m_fields;
    QLineEdit* m_login;
    QLineEdit* m_proof;
    CodeWidget* m_code;
    TextLabel* m_error;
    TextLabel* m_notice;
    QPushButton* m_next;
    KeychainWidget* m_keychain;
    QWidget* m_progress;
    TextLabel* m_progressText;
    QPushButton* m_reopen;
    QPushButton* m_resend;
    QPushButton* m_codeKind; ///< between six boxes and a field for any other code
    QList<std::pair<LoginMethod, QPushButton*>> m_others; ///< links to the site's other methods
    QPushButton* m_back;
};

} // namespace Natter::Ui
