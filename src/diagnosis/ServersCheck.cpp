// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Inquiry.h"
#include "diagnosis/ServerProbe.h"

#include <QFileInfo>

#include <algorithm>
#include <memory>
#include <vector>

namespace Natter::Diagnosis {

namespace {

constexpr std::chrono::seconds ProbeLimit{10};

/// The server that the profile is asked of; invalid when it is none.
QUrl siteAddress(const QString& site)
{
    if (site.startsWith(u"file:", Qt::CaseInsensitive) || QFileInfo(site).isAbsolute())
        return {};
    QUrl url(site.contains(u"://") ? site : QStringLiteral("http://") + site, QUrl::StrictMode);
    if (!site.contains(u"://") && !isTrustedTransport(url))
        url.setScheme(QStringLiteral("https"));
    return url.host().isEmpty() ? QUrl() : url; // the profile's step says so
}

/// Who is where; one server may be several.
struct Address
{
    QUrl url;
    QStringList roles; ///< none: the site's
};

QString originOf(const QUrl& url)
{
    return url.toDisplayString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

QList<Address> addressesOf(const Walk& walk)
{
    if (!walk.profile)
        return {{siteAddress(walk.options.site), {}}};
    const Profile& profile = *walk.profile;
    QList<Address> addresses;
    for (const auto& [role, url] :
        {std::pair("gateway", profile.gateway), std::pair("backend", profile.backend),
            std::pair("engine", profile.engineWebSocket), std::pair("sign-in page", profile.browserPage),
            std::pair("sign-in token", profile.browserToken)}) {
        if (url.isEmpty()) // no sign-in in the browser
            continue;
        const auto known = std::find_if(addresses.begin(), addresses.end(),
            [origin = originOf(url)](const Address& address) { return originOf(address.url) == origin; });
        if (known == addresses.end())
            addresses += Address{url, {QLatin1String(role)}};
        else
            known->roles += QLatin1String(role);
    }
    return addresses;
}

Finding judgeLooks(const QStringList& asked, const QList<ServerProbe::Look>& found)
{
    const auto worst = std::max_element(found.begin(), found.end(),
        [](const auto& a, const auto& b) { return a.detail.status < b.detail.status; });
    const bool isGood = worst->detail.status == StepStatus::Ok;
    Finding finding;
    finding.status = worst->detail.status;
    finding.summary = isGood && found.size() > 1
                          ? Phrase("%1 servers answer as they should").arg(found.size())
                          : Phrase("%1: %2").arg(worst->detail.name).arg(worst->detail.found);
    finding.mend = worst->mend;
    finding.asked = asked.join(u'\n');
    for (const ServerProbe::Look& each : found)
        finding.details += each.detail;
    return finding;
}

/// Host name, port and certificate of the site's server, or, when the profile is known, of all in it.
class ServersLook final : public Inquiry
{
public:
    using Inquiry::Inquiry;

    void begin() override
    {
        const auto limit = std::min<std::chrono::milliseconds>(ProbeLimit, m_walk.options.stepLimit * 3 / 4);
        for (const Address& address : addressesOf(m_walk)) {
            m_asked += originOf(address.url);
            m_probes.push_back(std::make_unique<ServerProbe>(address.url, address.roles, limit));
        }
        for (const auto& probe : m_probes)
            onDone(probe->look(), this, [this](const Result<ServerProbe::Look>& look) { take(look); });
    }

private:
    void take(const Result<ServerProbe::Look>& look)
    {
        if (look)
            m_found += *look;
        if (m_found.size() == static_cast<qsizetype>(m_probes.size()))
            conclude(judgeLooks(m_asked, m_found));
    }

    std::vector<std::unique_ptr<ServerProbe>> m_probes;
    QStringList m_asked;
    QList<ServerProbe::Look> m_found;
};

const auto WhyEncrypted =
    Phrase("Logins and messages travel over TLS to servers that prove their name, or not at all.");

} // namespace

Check siteServerCheck()
{
    return {.id = QStringLiteral("site-server"),
        .title = Phrase("The site's server"),
        .why = WhyEncrypted,
        .needs = {},
        .run = inquire<ServersLook>,
        .reasonToSkip =
            [](const Walk& walk) {
                return siteAddress(walk.options.site).isValid()
                           ? Phrase()
                           : Phrase("the profile is not asked of a server");
            },
        .isOptional = true};
}

Check serversCheck()
{
    return {.id = QStringLiteral("servers"),
        .title = Phrase("Gateway, backend and engine servers"),
        .why = WhyEncrypted,
        .needs = {QStringLiteral("profile")},
        .run = inquire<ServersLook>};
}

} // namespace Natter::Diagnosis
