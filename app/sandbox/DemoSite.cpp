// SPDX-License-Identifier: Apache-2.0
#include "DemoSite.h"

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

DemoSite::DemoSite(SiteConfig config, const People& people, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_people(people)
    , m_loginDesk(people, m_config.appId, m_config.signingSecret, clock)
    , m_usersInfo(
          people, siteUrl(m_config.port), m_config.usersInfoLogin, m_config.usersInfoPassword, clock.now())
    , m_pages(people, [this](const Person& person) { return m_usersInfo.avatarUrl(person); })
    , m_front(m_router, [](const auto&, const auto&, auto) {})
{
    m_loginDesk.setAvatarUrl([this](const Person& person) { return m_usersInfo.avatarUrl(person); });
    addRoutes();
}

Result<void> DemoSite::start()
{
    return m_front.listen(QHostAddress(QHostAddress::LocalHost), m_config.port, {}, {});
}

QUrl DemoSite::url() const
{
    return siteUrl(m_config.port);
}

QUrl DemoSite::backendUrl() const
{
    return url().resolved(QUrl(QStringLiteral("backend/")));
}

QUrl DemoSite::usersInfoUrl() const
{
    return url().resolved(QUrl(QStringLiteral("users-info")));
}

QUrl DemoSite::searchUrl() const
{
    return url().resolved(QUrl(QStringLiteral("search")));
}

void DemoSite::addRoutes()
{
    m_router.add("POST", QStringLiteral("/backend/auth/verify"), [this](const Gateway::Request& request) {
        return resolved<Gateway::Response>(m_loginDesk.verify(request));
    });
    m_router.add("POST", QStringLiteral("/backend/auth/otp"), [this](const Gateway::Request& request) {
        return resolved<Gateway::Response>(m_loginDesk.sendCode(request));
    });
    addUsersInfo(QStringLiteral("/users-info"),
        [this](const Gateway::Request& request) { return m_usersInfo.lookUp(request); });
    addUsersInfo(QStringLiteral("/search"),
        [this](const Gateway::Request& request) { return m_usersInfo.search(request); });
    m_router.add("GET", QStringLiteral("/"),
        [this](const Gateway::Request&) { return resolved<Gateway::Response>(m_pages.frontPage()); });
    for (const Person& person : m_people.all()) {
        m_router.add("GET", AvatarShelf::pathOf(person), [this, &person](const Gateway::Request& request) {
            const auto delay = person.avatar == AvatarKind::Slow ? SlowPicture : 0s;
            return later(m_avatars.picture(person, request), delay);
        });
        m_router.add("GET", QUrl::fromPercentEncoding(PeoplePages::pathOf(person).toLatin1()),
            [this, &person](
                const Gateway::Request&) { return resolved<Gateway::Response>(m_pages.page(person)); });
    }
}

void DemoSite::addUsersInfo(const QString& path, const Handler& handler)
{
    const Gateway::Router::Handler faulty = [this, handler](const Gateway::Request& request) {
        Gateway::Response response = handler(request);
        if (m_config.faults.contains(Fault::UsersInfoDown))
            response = Gateway::Response::refusal(
                503, QStringLiteral("maintenance"), QStringLiteral("This site is being mended."));
        else if (m_config.faults.contains(Fault::UsersInfoMalformed))
            response.body = response.body.left(response.body.size() / 2);
        return later(
            std::move(response), m_config.faults.contains(Fault::UsersInfoSlow) ? SlowUsersInfo : 0s);
    };
    m_router.add("GET", path, faulty);
    m_router.addBelow("GET", path, faulty);
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
