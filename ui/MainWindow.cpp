// SPDX-License-Identifier: Apache-2.0
#include "ui/MainWindow.h"

#include "base/PlainText.h"
#include "ui/AccountWidget.h"
#include "ui/diagnosis/ReportDialog.h"
#include "ui/login/LoadingWidget.h"
#include "ui/login/LoginWidget.h"
#include "ui/login/SiteWidget.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/IconButton.h"
#include "ui/widgets/ToastWidget.h"

#include <QCloseEvent>
#include <QGuiApplication>
#include <QLocale>
#include <QShortcut>
#include <QStackedWidget>

#include <utility>

namespace Natter::Ui {

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent)
    , m_pages(new QStackedWidget)
    , m_site(new SiteWidget(m_theme))
    , m_loading(new LoadingWidget(m_theme))
    , m_switch([this] { return entries(); })
    , m_product(m_preferences)
    , m_back(new IconButton(m_theme, Icon::Back, tr("Back"), this))
    , m_toast(new ToastWidget(m_theme, this))
{
    m_theme.setAppearance(m_preferences.appearance());
    m_theme.setTextScale(m_preferences.textScale());
    m_theme.apply();
    setCentralWidget(m_pages);
    m_pages->addWidget(m_loading);
    m_pages->addWidget(m_site);
    setMinimumSize(Metrics::WindowMinimumWidth, Metrics::WindowMinimumHeight);
    resize(Metrics::WindowWidth, Metrics::WindowHeight);
    restoreGeometry(m_preferences.geometry());
    setWindowIcon(QIcon(logoPixmap(Metrics::LogoSize, 1)));
    connect(m_site, &SiteWidget::submitted, this, &MainWindow::siteSubmitted);
    connect(&m_switch, &AccountSwitch::chosen, this, &MainWindow::accountChosen);
    connect(&m_switch, &AccountSwitch::addRequested, this, &MainWindow::addAccountRequested);
    m_back->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Left));
    connect(m_back, &QAbstractButton::clicked, this, &MainWindow::backRequested);
    addShortcuts();
    updateBack();
    updateTitle();
}

void MainWindow::addShortcuts()
{
    connect(
        new QShortcut(Qt::CTRL | Qt::Key_Q, this), &QShortcut::activated, this, &MainWindow::quitRequested);
    for (int i = 0; i < 9; ++i) {
        const QKeySequence keys(Qt::CTRL | Qt::SHIFT | Qt::Key(Qt::Key_1 + i));
        connect(new QShortcut(keys, this), &QShortcut::activated, this, [this, i] {
            if (i < m_accounts.size())
                Q_EMIT accountChosen(i);
        });
    }
}

MainWindow::~MainWindow()
{
    // The pages hold references to members of this window.
    delete takeCentralWidget();
    delete m_toast;
    delete m_back;
}

void MainWindow::showSitePage(const QString& address, const std::optional<Error>& error)
{
    showPage(m_site);
    m_site->open(address, error);
}

void MainWindow::showLoading(const QString& what)
{
    showPage(m_loading);
    m_loading->open(what);
}

void MainWindow::showLogin(Core::LoginFlow& flow)
{
    auto* login = new LoginWidget(m_theme, flow);
    m_pages->addWidget(login);
    showPage(login);
    m_login = login;
    updateBack();
    m_login->focusField();
}

void MainWindow::addAccount(const Core::AccountServices& services)
{
    auto* page = new AccountWidget(m_theme, m_preferences, m_switch, m_product, services);
    connectAccount(page);
    m_accounts += page;
    m_pages->addWidget(page);
    updateTitle();
}

void MainWindow::connectAccount(AccountWidget* page)
{
    // What happens in the background stays there.
    const auto isCurrent = [this, page] {
        return page == m_account;
    };
    connect(page, &AccountWidget::unreadCountChanged, this, &MainWindow::updateTitle);
    connect(page, &AccountWidget::statusChanged, &m_switch, &AccountSwitch::changed);
    connect(page, &AccountWidget::noticeRaised, this, [this, isCurrent](const QString& text) {
        if (isCurrent())
            showNotice(text);
    });
    connect(page, &AccountWidget::raiseRequested, this, [this, isCurrent] {
        if (isCurrent())
            comeToFront();
    });
    connect(page, &AccountWidget::logoutRequested, this, &MainWindow::logoutRequested);
    connect(page, &AccountWidget::quitRequested, this, &MainWindow::quitRequested);
    connect(page, &AccountWidget::reportRequested, this, &MainWindow::reportRequested);
    connect(page, &AccountWidget::signInRequested, this, &MainWindow::signInRequested);
}

void MainWindow::showAccount(const Core::AccountServices& services)
{
    if (pageOf(services.session) == nullptr)
        addAccount(services);
    m_account = pageOf(services.session);
    m_account->setWidgetMode(m_isWidgetMode);
    showPage(m_account);
    m_account->takeFocus();
    updateTitle();
}

void MainWindow::leaveAccount(const Core::Session& session)
{
    if (AccountWidget* page = pageOf(session)) {
        m_accounts.removeOne(page);
        if (page == m_account)
            m_account = nullptr;
        delete page;
        updateTitle();
    }
    m_preferences.forget(AccountWidget::keyOf(session));
}

void MainWindow::leaveAccounts()
{
    m_account = nullptr;
    qDeleteAll(std::exchange(m_accounts, {}));
    updateTitle();
}

AccountWidget* MainWindow::pageOf(const Core::Session& session) const
{
    for (AccountWidget* page : m_accounts) {
        if (&page->session() == &session)
            return page;
    }
    return nullptr;
}

QList<AccountEntry> MainWindow::entries() const
{
    QList<AccountEntry> entries;
    for (const AccountWidget* page : m_accounts) {
        entries += page->entry();
        entries.last().isCurrent = page == m_account;
    }
    return entries;
}

void MainWindow::setBackVisible(bool isVisible)
{
    m_isBackVisible = isVisible;
    updateBack();
}

void MainWindow::updateBack()
{
    const QWidget* page = m_pages->currentWidget();
    m_back->setVisible(m_isBackVisible && page != nullptr && (page == m_site || page == m_login));
    const int side = Metrics::Gap;
    const int x = isRightToLeft() ? width() - side - m_back->sizeHint().width() : side;
    m_back->setGeometry(QRect(QPoint(x, side), m_back->sizeHint()));
    m_back->raise();
}

void MainWindow::showReport(Core::ConnectionReport& report)
{
    if (m_account != nullptr)
        (new ReportDialog(m_theme, report, m_account))->open();
}

void MainWindow::showNotice(const QString& plainText)
{
    m_toast->showText(plainText);
}

void MainWindow::setBrand(const Profile& profile)
{
    m_siteName = plainLine(profile.siteName, 80);
    m_isWidgetMode = profile.isWidgetMode;
    m_theme.setBrandAccent(QColor(profile.accent));
    if (m_account != nullptr)
        m_account->setWidgetMode(m_isWidgetMode);
    updateTitle();
}

void MainWindow::openSearch()
{
    if (m_account != nullptr)
        m_account->openSearch();
}

void MainWindow::showPage(QWidget* page)
{
    m_pages->setCurrentWidget(page);
    if (page != m_login)
        leaveLogin();
    updateBack();
}

void MainWindow::leaveLogin()
{
    // Later: this may be one of its own signals' doing.
    if (m_login != nullptr)
        m_login->deleteLater();
    m_login = nullptr;
}

void MainWindow::comeToFront()
{
    if (isMinimized())
        showNormal();
    show();
    raise();
    activateWindow();
}

void MainWindow::updateTitle()
{
    const QString site = m_siteName.isEmpty() ? QGuiApplication::applicationDisplayName() : m_siteName;
    int unread = 0;
    for (const AccountWidget* page : std::as_const(m_accounts))
        unread += page->unreadCount();
    setWindowTitle(
        unread > 0 ? tr("(%1) %2", "unread count, site name").arg(QLocale().toString(unread), site) : site);
    Q_EMIT m_switch.changed();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    updateBack();
}

bool MainWindow::event(QEvent* event)
{
    if (event->type() == QEvent::ThemeChange)
        m_theme.followSystem();
    return QMainWindow::event(event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_preferences.setGeometry(saveGeometry());
    QMainWindow::closeEvent(event);
}

} // namespace Natter::Ui
