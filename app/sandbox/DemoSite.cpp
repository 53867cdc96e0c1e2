// SPDX-License-Identifier: Apache-2.0
#include "DemoSite.h"

#include "BackendFaults.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTimer>

namespace Natter::Sandbox {

namespace {

using namespace std::chrono_literals;

constexpr auto SlowPicture = 20s;
constexpr auto SlowUsersInfo = 8s;

QUrl siteUrl(quint16 port)
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(port));
}

} // namespace

DemoSite::DemoSite(SiteConfig config, const SitePeople& people, Net::HttpClient& http, const Clock& clock,
    FaultSwitches& faults, QObject* parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_people(people)
    , m_faults(faults)
    , m_clock(clock, faults, Fault::ClockSkew)
    , m_usersInfo(people.bySiteId, siteUrl(m_config.port), m_config.usersInfoLogin,
          m_config.usersInfoPassword, clock.now())
    , m_usersInfoByPhone(people.byPhone, siteUrl(m_config.port), m_config.usersInfoLogin,
          m_config.usersInfoPassword, clock.now())
    , m_usersInfoOfWordpress(people.bySiteId, siteUrl(m_config.port), m_config.usersInfoLogin,
          m_config.usersInfoPassword, clock.now(), UsersInfo::Style::Wordpress)
    , m_tokens(m_config.keys, m_clock, faults)
    , m_passwords(people.bySiteId, m_clock)
    , m_loginDesk(people.bySiteId, m_tokens, faults, m_clock)
    , m_mesibo(people.byPhone, http, m_config.gateway, m_config.keys.value(LoginProtocolKind::Mesibo),
          m_clock, faults)
    , m_imbachat(m_passwords, m_tokens, m_usersInfoOfWordpress)
    , m_dg(m_passwords, m_tokens, m_clock)
    , m_browserSignIn(m_passwords, m_tokens, faults, m_clock)
    , m_pages(people.bySiteId, [this](const Person& person) { return m_usersInfo.avatarUrl(person); })
    , m_faultPage(faults, siteUrl(m_config.port).toEncoded(QUrl::RemovePath))
    , m_front(m_clock, [](const auto&, const auto&, const auto&, auto) {})
{
    // It lives as long as the front.
    m_front.serveBy(std::shared_ptr<const Gateway::Router>(std::shared_ptr<void>(), &m_router), {});
    m_tokens.setAvatarUrl([this](const Person& person) { return m_usersInfo.avatarUrl(person); });
    addBackends();
    addUsersInfo(QStringLiteral("/users-info"), m_usersInfo);
    addUsersInfo(QStringLiteral("/users-info-by-phone"), m_usersInfoByPhone);
    addUsersInfo(QStringLiteral("/getusers"), m_usersInfoOfWordpress);
    addSearch(QStringLiteral("/search"), m_usersInfo);
    addSearch(QStringLiteral("/search-by-phone"), m_usersInfoByPhone);
    addSearch(QStringLiteral("/searchusers"), m_usersInfoOfWordpress);
    addPages();
}

Result<void> DemoSite::start()
{
    return m_front.listen(QHostAddress(QHostAddress::LocalHost), m_config.port, {}, {});
}

void DemoSite::setPostman(const LoginDesk::Postman& postman)
{
    m_loginDesk.setPostman(postman);
    m_mesibo.setPostman(postman);
}

QUrl DemoSite::url() const
{
    return siteUrl(m_config.port);
}

QUrl DemoSite::at(const QString& path) const
{
    QUrl address = url();
    address.setPath(path);
    return address;
}

QUrl DemoSite::backendUrl(LoginProtocolKind kind) const
{
    switch (kind) {
    case LoginProtocolKind::Mesibo:
        return at(QStringLiteral("/mesibo"));
    case LoginProtocolKind::Imbachat:
        return at(QStringLiteral("/imbachat/token"));
    case LoginProtocolKind::Dg:
        return at(QStringLiteral("/dg/token"));
    case LoginProtocolKind::Qiscus:
        break;
    }
    return at(QStringLiteral("/backend/"));
}

QUrl DemoSite::usersInfoUrl(LoginProtocolKind kind) const
{
    if (kind == LoginProtocolKind::Imbachat)
        return at(QStringLiteral("/getusers/{ids}"));
    return at(kind == LoginProtocolKind::Mesibo ? QStringLiteral("/users-info-by-phone")
                                                : QStringLiteral("/users-info"));
}

QUrl DemoSite::searchUrl(LoginProtocolKind kind) const
{
    if (kind == LoginProtocolKind::Imbachat)
        return at(QStringLiteral("/searchusers/{query}"));
    return at(
        kind == LoginProtocolKind::Mesibo ? QStringLiteral("/search-by-phone") : QStringLiteral("/search"));
}

QUrl DemoSite::loginCheckUrl() const
{
    return at(QStringLiteral("/authuser"));
}

void DemoSite::addBackends()
{
    addBackend(QStringLiteral("/backend/auth/verify"),
        [this](const Gateway::Request& request) { return m_loginDesk.verify(request); });
    addBackend(QStringLiteral("/backend/auth/otp"),
        [this](const Gateway::Request& request) { return m_loginDesk.sendCode(request); });
    addBackend(QStringLiteral("/imbachat/token"),
        [this](const Gateway::Request& request) { return m_imbachat.token(request); });
    addBackend(QStringLiteral("/authuser"),
        [this](const Gateway::Request& request) { return m_imbachat.checkLogin(request); });
    addBackend(
        QStringLiteral("/dg/token"), [this](const Gateway::Request& request) { return m_dg.token(request); });
    addBackend(QLatin1String(BrowserSignIn::TokenPath),
        [this](const Gateway::Request& request) { return m_browserSignIn.token(request); });
    addBackend(QStringLiteral("/mesibo"), Gateway::Router::Handler([this](const Gateway::Request& request) {
        return m_mesibo.handle(request);
    }));
}

void DemoSite::addBackend(const QString& path, const Handler& handler)
{
    addBackend(path, Gateway::Router::Handler([handler](const Gateway::Request& request) {
        return resolved<Gateway::Response>(handler(request));
    }));
}

void DemoSite::addBackend(const QString& path, const Gateway::Router::Handler& handler)
{
    m_router.add("POST", path, [this, handler](const Gateway::Request& request) {
        const Promise<Gateway::Response> promise;
        onDone(handler(request), this, [this, promise](const Result<Gateway::Response>& answer) {
            if (!answer)
                return promise.resolve(answer);
            Gateway::Response response = spoiled(*answer, m_faults);
            QTimer::singleShot(backendDelay(m_faults), this,
                [promise, response = std::move(response)] { promise.resolve(response); });
        });
        return promise.answer();
    });
}

void DemoSite::addUsersInfo(const QString& path, const UsersInfo& usersInfo)
{
    addDirectory(path, [&usersInfo](const Gateway::Request& request) { return usersInfo.lookUp(request); });
}

void DemoSite::addSearch(const QString& path, const UsersInfo& usersInfo)
{
    addDirectory(path, [&usersInfo](const Gateway::Request& request) { return usersInfo.search(request); });
}

void DemoSite::addDirectory(const QString& path, const Handler& handler)
{
    const Gateway::Router::Handler faulty = [this, handler](const Gateway::Request& request) {
        Gateway::Response response = handler(request);
        if (m_faults.has(Fault::UsersInfoDown))
            response = Gateway::Response::refusal(
                503, QStringLiteral("maintenance"), QStringLiteral("This site is being mended."));
        else if (m_faults.has(Fault::UsersInfoUnauthorized))
            response = UsersInfo::unauthorized();
        else if (m_faults.has(Fault::UsersInfoEmpty))
            response.body = "[]";
        else if (m_faults.has(Fault::UsersInfoMalformed))
            response.body = response.body.left(response.body.size() / 2);
        return later(std::move(response), m_faults.has(Fault::UsersInfoSlow) ? SlowUsersInfo : 0s);
    };
    m_router.add("GET", path, faulty);
    m_router.addBelow("GET", path, faulty);
}

void DemoSite::addPages()
{
    addPage("GET", QStringLiteral("/"), [this](const Gateway::Request&) { return m_pages.frontPage(); });
    addPage("GET", QLatin1String(FaultPage::Path),
        [this](const Gateway::Request&) { return m_faultPage.page(); });
    addPage("POST", QLatin1String(FaultPage::Path),
        [this](const Gateway::Request& request) { return m_faultPage.submit(request); });
    addPage("GET", QLatin1String(BrowserSignIn::PagePath),
        [this](const Gateway::Request& request) { return m_browserSignIn.page(request); });
    addPage("POST", QLatin1String(BrowserSignIn::PagePath),
        [this](const Gateway::Request& request) { return m_browserSignIn.submit(request); });
    for (const Person& person : m_people.bySiteId.all()) {
        m_router.add("GET", AvatarShelf::pathOf(person), [this, &person](const Gateway::Request& request) {
            const bool isSlow = person.avatar == AvatarKind::Slow || m_faults.has(Fault::AvatarSlow);
            return later(picture(person, request), isSlow ? SlowPicture : 0s);
        });
        addPage("GET", QUrl::fromPercentEncoding(PeoplePages::pathOf(person).toLatin1()),
            [this, &person](const Gateway::Request&) { return m_pages.page(person); });
    }
}

void DemoSite::addPage(const char* method, const QString& path, const Handler& handler)
{
    m_router.add(method, path,
        [handler](const Gateway::Request& request) { return resolved<Gateway::Response>(handler(request)); });
}

Gateway::Response DemoSite::picture(const Person& person, const Gateway::Request& request)
{
    Gateway::Response response = m_avatars.picture(person, request);
    if (m_faults.has(Fault::AvatarBroken) && response.status == 200) {
        response.headers.clear(); // not to be kept for the time after the fault
        response.body = "<!DOCTYPE html><title>Picture</title>";
    }
    return response;
}

Answer<Gateway::Response> DemoSite::later(Gateway::Response response, std::chrono::milliseconds delay)
{
    if (delay == 0ms)
        return resolved<Gateway::Response>(std::move(response));
    const Promise<Gateway::Response> promise;
    QTimer::singleShot(delay, this, [promise, response = std::move(response)] { promise.resolve(response); });
    return promise.answer();
}

} // namespace Natter::Sandbox
