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

namespace {

/// What leads from one way of signing in to another.
QString linkText(LoginMethod method)
{
    switch (method) {
    case LoginMethod::Passcode:
        return LoginFormWidget::tr("Use a passcode instead");
    case LoginMethod::Password:
        return LoginFormWidget::tr("Use a password instead");
    case LoginMethod::Otp:
        return LoginFormWidget::tr("Use a one-time code instead");
    case LoginMethod::Browser:
        return LoginFormWidget::tr("Continue in the browser");
    }
    return {};
}

} // namespace

LoginFormWidget::LoginFormWidget(const Theme& theme, Profile profile, QWidget* parent)
    : CardWidget(theme, parent)
    , m_profile(std::move(profile))
{
    build(theme);
    connectParts();
    const LoginMethod first = m_profile.methods.value(0, LoginMethod::Passcode);
    showPage(first == LoginMethod::Browser ? Page::Browser : Page::Login, first);
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
    m_error =
        new TextLabel(theme, {TextSize::Secondary, QFont::Normal, &Colours::danger}, TextLabel::Fit::Wrapped);
    m_notice = label({TextSize::Secondary, QFont::Normal, &Colours::textSecondary});
    m_next = new QPushButton;
    setButtonKind(m_next, ButtonKind::Primary);
    m_keychain = new KeychainWidget(theme);

    m_progress = new QWidget;
    m_progressText = label({TextSize::Secondary, QFont::Normal, &Colours::textSecondary});
    auto* progress = new QVBoxLayout(m_progress);
    progress->setContentsMargins(0, 0, 0, 0);
    progress->addWidget(new SpinnerWidget(theme, Metrics::IconSize), 0, Qt::AlignHCenter);
    progress->addWidget(m_progressText);

    content()->addWidget(new LogoWidget, 0, Qt::AlignHCenter);
    content()->addWidget(m_title);
    content()->addWidget(m_hint);
    content()->addSpacing(Metrics::Gap);
    content()->addWidget(buildFields(theme));
    content()->addWidget(m_error);
    content()->addWidget(m_notice);
    content()->addWidget(m_next);
    content()->addWidget(m_keychain);
    content()->addWidget(m_progress);
    content()->addLayout(buildLinks());
}

QLayout* LoginFormWidget::buildLinks()
{
    m_reopen = new QPushButton(tr("Open the page again"));
    m_resend = new QPushButton;
    m_codeKind = new QPushButton;
    m_back = new QPushButton;
    auto* links = new QVBoxLayout;
    links->setSpacing(0);
    const auto add = [links](QPushButton* link) {
        setButtonKind(link, ButtonKind::Link);
        links->addWidget(link, 0, Qt::AlignHCenter);
    };
    add(m_reopen);
    add(m_resend);
    add(m_codeKind);
    describeCodeKind();
    for (const LoginMethod method : m_profile.methods) {
        auto* link = new QPushButton(linkText(method));
        add(link);
        connect(link, &QPushButton::clicked, this, [this, method] { Q_EMIT methodChosen(method); });
        m_others.append({method, link});
    }
    add(m_back);
    return links;
}

QWidget* LoginFormWidget::buildFields(const Theme& theme)
{
    const QString label = plainLine(m_profile.loginLabel, 60);
    m_login = new QLineEdit;
    const QString usual = m_profile.protocol == LoginProtocolKind::Mesibo
                              ? tr("Phone number with country code")
                              : tr("Phone number, e-mail or login");
    m_login->setPlaceholderText(label.isEmpty() ? usual : label);
    m_login->setAccessibleName(m_login->placeholderText());
    m_login->setMaxLength(256);
    m_proof = new QLineEdit;
    m_proof->setEchoMode(QLineEdit::Password);
    m_proof->setMaxLength(256);
    m_proof->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_code = new CodeWidget(theme);
    m_fields = new QStackedWidget;
    m_fields->addWidget(m_login);
    m_fields->addWidget(m_proof);
    m_fields->addWidget(m_code);
    return m_fields;
}

void LoginFormWidget::connectParts()
{
    connect(m_next, &QPushButton::clicked, this, &LoginFormWidget::submitted);
    connect(m_login, &QLineEdit::returnPressed, this, &LoginFormWidget::submitted);
    connect(m_proof, &QLineEdit::returnPressed, this, &LoginFormWidget::submitted);
    connect(m_code, &CodeWidget::codeEntered, this, &LoginFormWidget::submitted);
    connect(m_login, &QLineEdit::textEdited, this, &LoginFormWidget::clearError);
    connect(m_proof, &QLineEdit::textEdited, this, &LoginFormWidget::clearError);
    connect(m_code, &CodeWidget::edited, this, &LoginFormWidget::clearError);
    connect(m_code, &CodeWidget::freeFormChanged, this, &LoginFormWidget::describeCodeKind);
    connect(m_codeKind, &QPushButton::clicked, this, [this] {
        m_code->setFreeForm(!m_code->isFreeForm());
        clearError();
        focusField();
    });
    connect(m_resend, &QPushButton::clicked, this, &LoginFormWidget::codeRequested);
    connect(m_reopen, &QPushButton::clicked, this, &LoginFormWidget::browserReopened);
    connect(m_back, &QPushButton::clicked, this, &LoginFormWidget::left);
    connect(m_keychain, &KeychainWidget::retryChosen, this, &LoginFormWidget::keychainRetryChosen);
    connect(m_keychain, &KeychainWidget::sessionOnlyChosen, this, &LoginFormWidget::sessionOnlyChosen);
}

void LoginFormWidget::showPage(Page page, LoginMethod method)
{
    m_page = page;
    m_method = method;
    const bool hasField = page == Page::Login || page == Page::Proof || page == Page::Code;
    m_proof->clear();
    m_code->clear();
    m_fields->setVisible(hasField);
    m_fields->setCurrentIndex(hasField ? int(page) : 0);
    m_keychain->setVisible(page == Page::Keychain);
    m_resend->setVisible(page == Page::Code);
    m_codeKind->setVisible(page == Page::Code);
    setNotice({});
    describePage();
    clearError();
    setBusy(false);
    focusField();
}

/// With a login still to be typed only the way that needs none; once it is there, or not needed, all of them.
bool LoginFormWidget::offers(LoginMethod method) const
{
    if (m_page == Page::Keychain || method == m_method)
        return false;
    return m_page != Page::Login || method == LoginMethod::Browser;
}

void LoginFormWidget::describePage()
{
    const QString shownLogin = isolated(plainLine(m_login->text(), 80));
    const QString site = isolated(plainLine(m_profile.siteName, 80));
    m_next->setText(m_page == Page::Login ? tr("Next") : tr("Sign in"));
    switch (m_page) {
    case Page::Login:
        m_title->setText(tr("Sign in to %1").arg(site));
        m_hint->setText(tr("Use your account on this site."));
        break;
    case Page::Proof:
        describeProof();
        m_hint->setText(tr("For %1").arg(shownLogin));
        break;
    case Page::Code:
        m_title->setText(tr("Type the code"));
        m_hint->setText(tr("Sent to %1").arg(shownLogin));
        break;
    case Page::Browser:
        m_title->setText(tr("Sign in to %1").arg(site));
        m_hint->setText(tr("You sign in on the site's own page, in your browser."));
        m_next->setText(linkText(LoginMethod::Browser));
        break;
    case Page::Keychain:
        m_title->setText(tr("You are signed in"));
        m_hint->clear();
        break;
    }
}

void LoginFormWidget::describeProof()
{
    const bool isPassword = m_method == LoginMethod::Password;
    m_title->setText(isPassword ? tr("Your password") : tr("Your passcode"));
    m_proof->setPlaceholderText(isPassword ? tr("Password") : tr("Passcode"));
    m_proof->setAccessibleName(m_proof->placeholderText());
}

void LoginFormWidget::setNotice(const QString& text)
{
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
}

void LoginFormWidget::describeCodeKind()
{
    m_codeKind->setText(m_code->isFreeForm() ? tr("My code has six digits") : tr("My code looks different"));
}

void LoginFormWidget::setHint(const QString& text)
{
    m_hint->setText(text);
}

void LoginFormWidget::focusField()
{
    if (m_page == Page::Login)
        m_login->setFocus();
    else if (m_page == Page::Proof)
        m_proof->setFocus();
    else if (m_page == Page::Code)
        m_code->focusFirst();
    else if (m_page == Page::Browser)
        m_next->setFocus();
    else
        m_keychain->setFocus();
}

void LoginFormWidget::resetProof()
{
    m_code->clear();
    m_proof->selectAll();
    focusField();
}

QString LoginFormWidget::login() const
{
    return m_login->text().trimmed();
}

Secret LoginFormWidget::proof() const
{
    return m_page == Page::Code ? m_code->code() : Secret(m_proof->text().toUtf8());
}

void LoginFormWidget::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape && m_page != Page::Keychain)
        Q_EMIT left();
    else if (isEnter && (m_page == Page::Code || m_page == Page::Browser) && !m_isBusy)
        Q_EMIT submitted();
    else
        CardWidget::keyPressEvent(event);
}

void LoginFormWidget::showError(const QString& text)
{
    m_error->setText(text);
    m_error->show();
    setNotice({});
    markInvalid(text);
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
    for (QLineEdit* field : {m_login, m_proof}) {
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
    const bool isFirst = m_page == Page::Browser ||
                         (m_page == Page::Login && m_profile.methods.value(0) != LoginMethod::Browser);
    m_back->setText(isBusy ? tr("Cancel") : tr("Back"));
    m_back->setVisible(m_page != Page::Keychain && (isBusy || !isFirst));
    // While the browser has the word, all that is left to do here is to open it again or to give up.
    const bool isWaiting = isBusy && m_page == Page::Browser;
    m_reopen->setVisible(isWaiting);
    m_next->setVisible(m_page != Page::Keychain && !isWaiting);
    for (const auto& [other, link] : m_others)
        link->setVisible(offers(other) && !isWaiting);
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
    for (const auto& [method, link] : m_others)
        link->setEnabled(!m_isBusy);
    m_resend->setEnabled(!m_isBusy && m_resendSeconds == 0);
    m_codeKind->setEnabled(!m_isBusy);
    m_next->setEnabled(!m_isBusy && !isBlocked());
}

} // namespace Natter::Ui
