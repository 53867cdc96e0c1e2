// SPDX-License-Identifier: Apache-2.0
#include "Composition.h"

#include "base/Log.h"
#include "identity/LoginProtocol.h"
#include "ui/ErrorText.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace Natter::App {

struct Composition::Login : QObject
{
    Login(QString from, const Profile& profile, Net::HttpClient& http, Identity::Browser& desktopBrowser,
        Core::TokenVault& vault, const Clock& clock)
        : site(std::move(from))
        , gateway(http, profile)
        , browser(profile, http, desktopBrowser)
        , flow(profile, Identity::makeLoginProtocol(profile, http), browser, gateway, vault, clock)
    {}

    QString site;
    Identity::GatewayClient gateway;
    Identity::BrowserFlow browser;
    Core::LoginFlow flow;
};

Composition::Composition(Brand brand, const QString& folder, Net::HttpClient& http,
    Secrets::SecretStore& secrets, Identity::Browser& browser, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_brand(std::move(brand))
    , m_clock(clock)
    , m_http(http)
    , m_browser(browser)
    , m_releases(m_brand.updateKey, m_brand.id, QStringLiteral(NATTER_VERSION))
    , m_registry(folder)
    , m_vault(secrets, m_brand.package)
{
    m_window.product().setHomepage(m_brand.homepage);
    connect(&m_window.product(), &Ui::Product::releaseWanted, this, [this](const QUrl& page) {
        if (!m_browser.open(page))
            m_window.showNotice(tr("No browser could be started to show %1.").arg(page.toDisplayString()));
    });
    connect(&m_registry, &AccountRegistry::writeFailed, this,
        [this](const Error& error) { m_window.showNotice(Ui::ErrorText::sentence(error)); });
    connect(&m_window, &Ui::MainWindow::siteSubmitted, this,
        [this](const QString& site) { fetchSite(site, Purpose::Add); });
    // Queued: the page that asks goes with it.
    connect(&m_window, &Ui::MainWindow::logoutRequested, this, &Composition::logout, Qt::QueuedConnection);
    connect(&m_window, &Ui::MainWindow::accountChosen, this, &Composition::switchToIndex);
    connect(&m_window, &Ui::MainWindow::backRequested, this, &Composition::goBack);
    connect(&m_window, &Ui::MainWindow::addAccountRequested, this, [this] {
        m_window.setBackVisible(true);
        m_window.showSitePage(m_brand.profile, std::nullopt);
    });
    connect(&m_window, &Ui::MainWindow::reportRequested, this, [this] {
        if (m_current)
            m_window.showReport(m_current->report());
    });
    connect(&m_window, &Ui::MainWindow::signInRequested, this, [this] {
        if (m_current)
            showLogin(m_current->known().site, m_current->known().profile);
    });
}

Composition::~Composition()
{
    m_window.leaveAccounts();
}

void Composition::start(const QString& site)
{
    const QList<KnownAccount> known = m_registry.accounts();
    for (const KnownAccount& account : known)
        openAccount(account);
    if (const std::optional<KnownAccount> latest = m_registry.latest(site))
        switchTo(*find(*latest));
    else if (const QString first = site.isEmpty() ? m_brand.profile : site; !first.isEmpty())
        fetchSite(first, Purpose::Open);
    else
        m_window.showSitePage({}, std::nullopt);
    for (const auto& account : m_accounts) {
        account->session().restore();
        refreshProfile(*account);
    }
    const QList<LeavingAccount> leaving = m_registry.leaving();
    for (const LeavingAccount& left : leaving)
        leave(makeAccount(left.account), left.everywhere);
    if (m_registry.readError())
        m_window.showNotice(Ui::ErrorText::sentence(*m_registry.readError()));
    connect(&m_daily, &QTimer::timeout, this, [this] {
        for (const auto& account : m_accounts)
            refreshProfile(*account);
    });
    m_daily.start(std::chrono::hours(24));
}

void Composition::openSite(const QString& site)
{
    Account* account = m_current;
    if (!account || account->known().site != site) {
        const std::optional<KnownAccount> latest = m_registry.latest(site);
        account = latest ? find(*latest) : nullptr; // none while it signs out
    }
    if (account)
        switchTo(*account);
    else
        fetchSite(site, Purpose::Open);
}

void Composition::fetchSite(const QString& site, Purpose purpose)
{
    endLogin();
    m_window.setBackVisible(!m_accounts.empty());
    m_window.showLoading(tr("Looking up the site…"));
    const Answer<Profile> answer = Identity::fetchProfile(m_http, site);
    m_siteRequest = answer;
    onDone(answer, this, [this, site, purpose](const Result<Profile>& profile) {
        if (profile && !(purpose == Purpose::Open && openKnown(site, *profile)))
            showLogin(site, *profile);
        else if (!profile && profile.error().kind != ErrorKind::Cancelled)
            m_window.showSitePage(site, profile.error());
    });
}

bool Composition::openKnown(const QString& site, const Profile& profile)
{
    const std::optional<KnownAccount> latest = m_registry.latestOf(profile.siteKey());
    Account* account = latest ? find(*latest) : nullptr;
    if (account == nullptr)
        return false;
    meetPendingDialog(site);
    switchTo(*account);
    return true;
}

void Composition::meetPendingDialog(const QString& site)
{
    if (m_pendingDialog && m_pendingDialog->site == site)
        m_pendingDialog->site.clear();
}

void Composition::showLogin(const QString& site, const Profile& profile)
{
    endLogin();
    m_login = std::make_unique<Login>(site, profile, m_http, m_browser, m_vault, m_clock);
    connect(&m_login->flow, &Core::LoginFlow::finished, this, &Composition::signIn);
    connect(&m_login->browser, &Identity::BrowserFlow::returned, &m_window, &Ui::MainWindow::comeToFront);
    m_window.setBrand(profile);
    m_window.setBackVisible(!m_accounts.empty());
    m_window.showLogin(m_login->flow);
}

void Composition::endLogin()
{
    m_siteRequest = {};
    m_awaited = nullptr;
    if (!m_login)
        return;
    m_login->flow.disconnect(this);
    m_login->flow.cancel();
    m_window.leaveLogin();
    m_login.release()->deleteLater(); // after the page, and its flow may be on the stack
}

void Composition::signIn(const Identity::Session& session)
{
    const KnownAccount known{m_login->site, m_login->flow.profile(), session.user.id};
    const bool isStored = m_login->flow.isStored();
    meetPendingDialog(m_login->site);
    Account* account = find(known);
    if (!account)
        account = &openAccount(known);
    m_registry.remember(known);
    account->keepIdentityToken(m_login->flow.identityToken());
    account->session().start(session, isStored);
    switchTo(*account);
}

std::unique_ptr<Account> Composition::makeAccount(const KnownAccount& known)
{
    return std::make_unique<Account>(known, m_registry.folderOf(known), m_http, m_vault, m_clock);
}

Account& Composition::openAccount(const KnownAccount& known)
{
    Account* account = m_accounts.emplace_back(makeAccount(known)).get();
    connect(account, &Account::loaded, this, &Composition::openPendingDialog);
    connect(account, &Account::loadFailed, this,
        [this](const Error& error) { m_window.showNotice(Ui::ErrorText::sentence(error)); });
    connect(&account->session(), &Core::Session::statusChanged, this,
        [this, account] { followSession(*account); });
    m_window.addAccount(account->services());
    offerRelease(known.profile);
    account->load();
    return *account;
}

void Composition::switchTo(Account& account)
{
    show(account);
    followSession(account);
    openPendingDialog();
}

void Composition::show(Account& account)
{
    endLogin();
    m_current = &account;
    m_registry.markUsed(account.known());
    m_window.setBrand(account.known().profile);
    m_window.showAccount(account.services());
}

void Composition::switchToIndex(int index)
{
    if (index >= 0 && size_t(index) < m_accounts.size())
        switchTo(*m_accounts[size_t(index)]);
}

void Composition::goBack()
{
    if (m_current)
        show(*m_current);
    else if (!m_accounts.empty())
        show(*m_accounts.front());
}

Account* Composition::find(const KnownAccount& known) const
{
    for (const auto& account : m_accounts) {
        if (account->known().isSame(known))
            return account.get();
    }
    return nullptr;
}

void Composition::followSession(const Account& account)
{
    if (&account == m_current && account.session().status().isNeverSignedIn() && !m_login)
        showLogin(account.known().site, account.known().profile);
}

void Composition::refreshProfile(Account& account)
{
    onDone(Identity::fetchProfile(m_http, account.known().site), &account,
        [this, known = account.known()](const Result<Profile>& profile) {
            if (profile)
                offerRelease(*profile);
            // What changed counts from the next start on; a site that moved to another gateway is another.
            if (profile && find(known) && *profile != known.profile &&
                profile->siteKey() == known.profile.siteKey())
                m_registry.remember({known.site, *profile, known.user});
        });
}

void Composition::offerRelease(const Profile& profile)
{
    if (profile.release && m_releases.accepts(*profile.release))
        m_window.product().offerRelease(*profile.release);
}

void Composition::logout(bool everywhere)
{
    const auto current = std::find_if(m_accounts.begin(), m_accounts.end(),
        [this](const auto& account) { return account.get() == m_current; });
    if (current == m_accounts.end())
        return;
    const auto index = current - m_accounts.begin();
    std::unique_ptr<Account> leaving = std::move(*current);
    m_accounts.erase(current);
    m_current = nullptr;
    if (m_accounts.empty()) {
        endLogin();
        m_window.showLoading(tr("Signing out…"));
        m_awaited = leaving.get();
    } else {
        switchTo(*m_accounts[std::min(size_t(index), m_accounts.size() - 1)]);
    }
    leave(std::move(leaving), everywhere);
}

void Composition::leave(std::unique_ptr<Account> account, bool everywhere)
{
    Account* leaving = m_leaving.emplace_back(std::move(account)).get();
    m_registry.markLeaving(leaving->known(), everywhere);
    m_window.leaveAccount(leaving->session());
    leaving->tellSite();
    onDone(leaving->session().logout(everywhere), this, [this, leaving](const Result<void>& told) {
        onDone(leaving->close(), this,
            [this, leaving, told](const Result<void>&) { forgetAccount(leaving, told); });
    });
}

void Composition::forgetAccount(Account* leaving, const Result<void>& told)
{
    const KnownAccount known = leaving->known();
    const bool isAwaited = leaving == m_awaited;
    std::erase_if(m_leaving, [leaving](const auto& account) { return account.get() == leaving; });
    m_registry.forget(known);
    if (isAwaited)
        showLogin(known.site, known.profile);
    if (!told)
        m_window.showNotice(Ui::ErrorText::sentence(told.error()));
}

void Composition::tryAgain()
{
    using Phase = Core::SessionStatus::Phase;
    for (const auto& account : m_accounts) {
        Core::Session& session = account->session();
        if (session.status().phase == Phase::Waiting || session.status().phase == Phase::Online)
            session.retryNow();
    }
}

void Composition::handle(const Request& request)
{
    // Not which one: that is nothing for a log.
    qCInfo(lcUi) << (request.openDialog        ? "asked to open a dialog"
                     : request.signIn          ? "asked to take a sign-in"
                     : !request.site.isEmpty() ? "asked to open a site"
                                               : "asked to come to the front");
    if (!request.activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN",
            request.activationToken.toUtf8()); // Qt's Wayland plugin takes it from there
    m_window.comeToFront();
    if (!request.notice.isEmpty())
        m_window.showNotice(request.notice);
    if (request.signIn)
        takeSignIn(*request.signIn);
    if (request.openDialog)
        m_pendingDialog = PendingDialog{*request.openDialog, request.site};
    if (!request.site.isEmpty())
        openSite(request.site);
    openPendingDialog();
}

void Composition::takeSignIn(const Identity::BrowserReturn& back)
{
    // While a sign-in waits, its own page says so.
    const bool isWaiting = m_login && m_login->flow.step() == Core::LoginFlow::Step::Browser;
    const bool isTaken = m_login && m_login->flow.takeBrowserReturn(back);
    if (!isTaken && !isWaiting)
        m_window.showNotice(tr("A sign-in came back from your browser, but nobody waits for it here."));
}

void Composition::openPendingDialog()
{
    if (!m_pendingDialog || !m_current || !m_current->isLoaded())
        return;
    if (!m_pendingDialog->site.isEmpty() && m_pendingDialog->site != m_current->known().site)
        return;
    if (m_current->session().status().isNeverSignedIn())
        return;
    const UserId user = std::exchange(m_pendingDialog, std::nullopt)->user;
    Account* account = m_current;
    show(*account); // somebody may be adding another one
    onDone(account->dialogs().openDialog(user), account, [this, account](const Result<PeerId>& peer) {
        if (!peer && account == m_current)
            m_window.showNotice(Ui::ErrorText::sentence(peer.error(), Ui::ErrorText::Place::Conversation));
    });
}

} // namespace Natter::App
