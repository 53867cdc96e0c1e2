// SPDX-License-Identifier: Apache-2.0
#include "Composition.h"

#include "base/Log.h"
#include "identity/LoginProtocol.h"
#include "ui/ErrorText.h"

#include <QDir>
#include <QThreadPool>

namespace Natter::App {

struct Composition::Login : QObject
{
    Login(QString from, const Profile& profile, Net::HttpClient& http, Core::TokenVault& vault,
        const Clock& clock)
        : site(std::move(from))
        , gateway(http, profile)
        , flow(profile, Identity::makeLoginProtocol(profile, http), gateway, vault, clock)
    {}

    QString site;
    Identity::GatewayClient gateway;
    Core::LoginFlow flow;
};

Composition::Composition(const QString& folder, Net::HttpClient& http, Secrets::SecretStore& secrets,
    const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_http(http)
    , m_registry(folder)
    , m_vault(secrets)
{
    connect(&m_window, &Ui::MainWindow::siteSubmitted, this, &Composition::fetchSite);
    connect(&m_window, &Ui::MainWindow::logoutRequested, this, &Composition::logout);
    connect(&m_window, &Ui::MainWindow::signInRequested, this, [this] {
        if (m_account)
            showLogin(m_account->known().site, m_account->known().profile);
    });
}

Composition::~Composition()
{
    m_window.leaveAccount();
}

void Composition::start(const QString& site)
{
    if (const std::optional<KnownAccount> known = m_registry.latest(site)) {
        openAccount(*known);
        m_account->session().restore();
        refreshProfile(*known);
    } else if (!site.isEmpty()) {
        fetchSite(site);
    } else {
        m_window.showSitePage({}, std::nullopt);
    }
}

void Composition::fetchSite(const QString& site)
{
    m_window.showLoading(tr("Looking up the site…"));
    const Answer<Profile> answer = Identity::fetchProfile(m_http, site);
    m_profileRequest = answer;
    onDone(answer, this, [this, site](const Result<Profile>& profile) {
        if (profile)
            showLogin(site, *profile);
        else if (profile.error().kind != ErrorKind::Cancelled)
            m_window.showSitePage(site, profile.error());
    });
}

void Composition::showLogin(const QString& site, const Profile& profile)
{
    if (m_login)
        m_login.release()->deleteLater(); // the window lets go of it below
    m_login = std::make_unique<Login>(site, profile, m_http, m_vault, m_clock);
    connect(&m_login->flow, &Core::LoginFlow::finished, this, &Composition::signIn);
    m_window.setBrand(profile);
    m_window.showLogin(m_login->flow);
}

void Composition::signIn(const Identity::Session& session)
{
    const KnownAccount known{m_login->site, m_login->flow.profile(), session.user.id};
    openAccount(known);
    m_registry.remember(known);
    m_account->session().start(session, m_login->flow.isStored());
    m_login.release()->deleteLater(); // its flow is on the stack of this call
}

void Composition::openAccount(const KnownAccount& known)
{
    closeAccount();
    m_account = std::make_unique<Account>(known, m_registry.folderOf(known), m_http, m_vault, m_clock);
    connect(m_account.get(), &Account::loaded, this, &Composition::openPendingDialog);
    connect(m_account.get(), &Account::loadFailed, this,
        [this](const Error& error) { m_window.showNotice(Ui::ErrorText::sentence(error)); });
    connect(&m_account->session(), &Core::Session::statusChanged, this, &Composition::followSession);
    m_window.setBrand(known.profile);
    m_window.showAccount(m_account->services());
    m_account->load();
}

void Composition::closeAccount()
{
    m_window.leaveAccount();
    m_account.reset();
}

void Composition::followSession(const Core::SessionStatus& status)
{
    if (status.phase == Core::SessionStatus::Phase::LoginNeeded && !m_login)
        showLogin(m_account->known().site, m_account->known().profile);
}

void Composition::refreshProfile(const KnownAccount& known)
{
    const Answer<Profile> answer = Identity::fetchProfile(m_http, known.site);
    m_profileRequest = answer;
    onDone(answer, this, [this, known](const Result<Profile>& profile) {
        // What changed counts from the next start on; a site that moved to another gateway is another site.
        if (profile && *profile != known.profile && profile->siteKey() == known.profile.siteKey())
            m_registry.remember({known.site, *profile, known.user});
    });
}

void Composition::logout(bool everywhere)
{
    if (!m_account)
        return;
    const KnownAccount known = m_account->known();
    m_window.showLoading(tr("Signing out…"));
    onDone(m_account->session().logout(everywhere), this, [this, known](const Result<void>& told) {
        closeAccount();
        m_registry.forget(known);
        QThreadPool::globalInstance()->start(
            [folder = m_registry.folderOf(known)] { QDir(folder).removeRecursively(); });
        showLogin(known.site, known.profile);
        if (!told)
            m_window.showNotice(Ui::ErrorText::sentence(told.error()));
    });
}

void Composition::handle(const Request& request)
{
    if (!request.activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN",
            request.activationToken.toUtf8()); // Qt's Wayland plugin takes it from there
    m_window.comeToFront();
    if (!request.notice.isEmpty())
        m_window.showNotice(request.notice);
    if (!request.openDialog)
        return;
    m_pendingDialog = request.openDialog;
    openPendingDialog();
}

void Composition::openPendingDialog()
{
    if (!m_pendingDialog || !m_account || !m_account->isLoaded())
        return;
    const UserId user = *std::exchange(m_pendingDialog, std::nullopt);
    onDone(m_account->dialogs().openDialog(user), m_account.get(), [this](const Result<PeerId>& peer) {
        if (!peer)
            m_window.showNotice(Ui::ErrorText::sentence(peer.error(), Ui::ErrorText::Place::Conversation));
    });
}

} // namespace Natter::App
