// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/ServerProbe.h"
#include "identity/Mapped.h"

#include <QFileInfo>

#include <algorithm>

namespace Natter::Diagnosis {

namespace {

/// Host name, port and certificate of some servers.
class ServersCheck : public Check
{
public:
    using Check::Check;

    Answer<Finding> run(Walk& walk) override
    {
        QStringList known;
        for (const QUrl& url : addresses(walk)) {
            const QString address =
                url.toDisplayString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
            if (known.contains(address))
                continue;
            known += address;
            m_probes.push_back(std::make_unique<ServerProbe>(url));
        }
        m_asked = known.join(u'\n');
        for (const auto& probe : m_probes)
            onDone(probe->look(), &m_context, [this](const Result<ReportDetail>& detail) { take(detail); });
        return m_promise.answer();
    }

protected:
    virtual QList<QUrl> addresses(const Walk& walk) const = 0;

private:
    void take(const Result<ReportDetail>& detail)
    {
        if (detail)
            m_found += *detail;
        if (m_found.size() < static_cast<qsizetype>(m_probes.size()))
            return;
        Finding finding;
        finding.details = m_found;
        finding.asked = m_asked;
        for (const ReportDetail& each : std::as_const(m_found))
            finding.status = std::max(finding.status, each.status);
        finding.summary = summaryOf(finding.status);
        if (finding.status == StepStatus::Warning)
            finding.mend = QStringLiteral("Renew the certificate.");
        if (finding.status == StepStatus::Failed)
            finding.mend =
                QStringLiteral("Let the name lead to a running server, and give it a certificate of a known "
                               "authority for that name, "
                               "with its chain. Plain http and ws are for addresses of this machine only.");
        m_promise.resolve(finding);
    }

    QString summaryOf(StepStatus worst) const
    {
        const auto bad = std::find_if(m_found.begin(), m_found.end(),
            [worst](const ReportDetail& each) { return each.status == worst; });
        if (worst != StepStatus::Ok || m_found.size() == 1)
            return bad->name + QStringLiteral(": ") + bad->found;
        return QStringLiteral("%1 servers answer as they should").arg(m_found.size());
    }

    std::vector<std::unique_ptr<ServerProbe>> m_probes;
    QString m_asked;
    QList<ReportDetail> m_found;
    Promise<Finding> m_promise;
};

const QString Why =
    QStringLiteral("Logins and messages travel over TLS to servers that prove their name, or not at all.");

class SiteServerCheck final : public ServersCheck
{
public:
    SiteServerCheck()
        : ServersCheck({QStringLiteral("site-server"), QStringLiteral("The site's server"), Why, {}})
    {}

    QString reasonToSkip(const Walk& walk) const override
    {
        return addresses(walk).isEmpty() ? QStringLiteral("the profile is not asked of a server") : QString();
    }

private:
    QList<QUrl> addresses(const Walk& walk) const override
    {
        const QString& site = walk.options.site;
        if (site.startsWith(u"file:") || QFileInfo(site).isAbsolute() ||
            (!site.contains(u"://") && QFileInfo(site).isFile()))
            return {};
        QUrl url(site.contains(u"://") ? site : QStringLiteral("http://") + site, QUrl::StrictMode);
        if (!site.contains(u"://") && !isTrustedTransport(url))
            url.setScheme(QStringLiteral("https"));
        if (!url.isValid() || url.host().isEmpty())
            return {}; // the profile's step says so
        return {url};
    }
};

class ProfileServersCheck final : public ServersCheck
{
public:
    ProfileServersCheck()
        : ServersCheck({QStringLiteral("servers"), QStringLiteral("Gateway, backend and engine servers"), Why,
              {QStringLiteral("profile")}})
    {}

private:
    QList<QUrl> addresses(const Walk& walk) const override
    {
        return {walk.profile->gateway, walk.profile->backend, walk.profile->engineWebSocket};
    }
};

} // namespace

std::unique_ptr<Check> makeSiteServerCheck()
{
    return std::make_unique<SiteServerCheck>();
}

std::unique_ptr<Check> makeServersCheck()
{
    return std::make_unique<ProfileServersCheck>();
}

} // namespace Natter::Diagnosis
