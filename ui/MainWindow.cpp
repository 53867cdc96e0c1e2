// SPDX-License-Identifier: Apache-2.0
#include "ui/MainWindow.h"

#include "base/PlainText.h"
#include "ui/AccountWidget.h"
#include "ui/login/LoadingWidget.h"
#include "ui/login/LoginWidget.h"
#include "ui/login/SiteWidget.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/ToastWidget.h"

#include <QCloseEvent>
#include <QLocale>
#include <QShortcut>
#include <QStackedWidget>

namespace Natter::Ui {

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent)
    , m_pages(new QStackedWidget)
    , m_site(new SiteWidget(m_theme))
    , m_loading(new LoadingWidget(m_theme))
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
    connect(
        new QShortcut(Qt::CTRL | Qt::Key_Q, this), &QShortcut::activated, this, &MainWindow::quitRequested);
    updateTitle();
}

MainWindow::~MainWindow()
{
    // The pages hold references to members of this window.
    delete takeCentralWidget();
    delete m_toast;
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
    m_login->focusField();
}

void MainWindow::showAccount(const Core::AccountServices& services)
{
    leaveAccount();
    m_account = new AccountWidget(m_theme, m_preferences, services);
    m_account->setWidgetMode(m_isWidgetMode);
    connect(m_account, &AccountWidget::unreadCountChanged, this, &MainWindow::updateTitle);
    connect(m_account, &AccountWidget::noticeRaised, this, &MainWindow::showNotice);
    connect(m_account, &AccountWidget::logoutRequested, this, &MainWindow::logoutRequested);
    connect(m_account, &AccountWidget::quitRequested, this, &MainWindow::quitRequested);
    connect(m_account, &AccountWidget::signInRequested, this, &MainWindow::signInRequested);
    connect(m_account, &AccountWidget::raiseRequested, this, &MainWindow::comeToFront);
    m_pages->addWidget(m_account);
    showPage(m_account);
    updateTitle();
}

void MainWindow::leaveAccount()
{
    delete m_account;
    m_account = nullptr;
    updateTitle();
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
        dropLogin();
}

void MainWindow::dropLogin()
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
    const QString site = m_siteName.isEmpty() ? QStringLiteral("Natter") : m_siteName;
    const int unread = m_account == nullptr ? 0 : m_account->unreadCount();
    setWindowTitle(
        unread > 0 ? tr("(%1) %2", "unread count, site name").arg(QLocale().toString(unread), site) : site);
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
