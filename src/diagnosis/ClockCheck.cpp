// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/ClockOffset.h"
#include "diagnosis/Inquiry.h"
#include "net/RetryAfter.h"

#include <cstdlib>

namespace Natter::Diagnosis {

namespace {

/// Whether the gateway refuses tokens by the few seconds that backend and gateway are apart. mesibo's say no
/// time, and imbachat's nothing but their end, an hour ahead.
bool comparesClocks(LoginProtocolKind protocol)
{
    return protocol == LoginProtocolKind::Qiscus || protocol == LoginProtocolKind::Dg;
}

Finding judgeClocks(std::optional<qint64> gateway, std::optional<qint64> backend, LoginProtocolKind protocol)
{
    const auto apart = gateway && backend ? std::optional(*backend - *gateway) : std::nullopt;
    Finding finding = Finding::good(Phrase("the clocks agree"));
    if (!gateway)
        finding = Finding::warned(Phrase("the gateway's answer has no date"),
            Phrase("A proxy took the gateway's Date header away. Let it pass: the app goes by it where "
                   "its own clock is wrong."));
    else if (std::abs(*gateway) > GatewayLeeway)
        finding =
            Finding::warned((*gateway > 0 ? Phrase("the gateway's clock is %1 s ahead of this computer's")
                                          : Phrase("the gateway's clock is %1 s behind this computer's"))
                                .arg(std::abs(*gateway)),
                Phrase("Set this computer's clock, or the gateway's, by NTP."));
    const StepStatus ours = finding.status;
    StepStatus theirs = StepStatus::Ok;
    if (apart && std::abs(*apart) > GatewayLeeway) {
        const Phrase summary = (*apart > 0 ? Phrase("the backend's clock is %1 s ahead of the gateway's")
                                           : Phrase("the backend's clock is %1 s behind the gateway's"))
                                   .arg(std::abs(*apart));
        finding = comparesClocks(protocol)
                      ? Finding::failed(summary,
                            Phrase("Set the clocks of backend and gateway by NTP: its tokens are refused."))
                      : Finding::warned(summary, Phrase("Set the clocks of backend and gateway by NTP."));
        theirs = finding.status;
    }
    const QString expected = QStringLiteral("within %1 s").arg(GatewayLeeway);
    finding.details = {
        {QStringLiteral("gateway"), clockOffsetWords(gateway, QStringLiteral("this computer")), expected,
            ours},
        {QStringLiteral("private backend"), clockOffsetWords(apart, QStringLiteral("the gateway")), expected,
            theirs},
    };
    return finding;
}

class ClockComparison final : public Inquiry
{
public:
    using Inquiry::Inquiry;

    void begin() override
    {
        Net::HttpRequest request;
        request.url = m_walk.profile->gateway.resolved(QUrl(QStringLiteral("api/v2/sdk/config")));
        request.headers = {{"qiscus-sdk-app-id", m_walk.profile->appId.toUtf8()}};
        onDone(m_walk.http.send(request), this,
            [this](const Result<Net::HttpResponse>& answer) { takeGateway(answer); });
    }

private:
    void takeGateway(const Result<Net::HttpResponse>& answer)
    {
        if (!answer)
            return conclude(answer.error());
        m_gateway = aheadOf(*answer);
        if (m_gateway)
            m_walk.gatewayAhead = std::chrono::seconds(*m_gateway);
        Net::HttpRequest request;
        request.url = m_walk.signsInByBrowserOnly() ? m_walk.profile->browserToken : m_walk.profile->backend;
        onDone(m_walk.http.send(request), this, [this](const Result<Net::HttpResponse>& backend) {
            // Any answer has a date; what the backend thinks of a GET is another step's business.
            conclude(
                judgeClocks(m_gateway, backend ? aheadOf(*backend) : std::nullopt, m_walk.profile->protocol));
        });
    }

    std::optional<qint64> aheadOf(const Net::HttpResponse& response) const
    {
        const auto date = Net::parseHttpDate(response.header("Date"));
        return date ? std::optional(m_walk.clock.now().secsTo(*date)) : std::nullopt;
    }

    std::optional<qint64> m_gateway;
};

} // namespace

Check clockCheck()
{
    return {.id = QStringLiteral("clock"),
        .title = Phrase("Clocks"),
        .why = Phrase("Identity tokens live for two minutes: backend and gateway must agree on the time. "
                      "This computer's clock only shifts the times of messages."),
        .needs = {QStringLiteral("profile")},
        .run = inquire<ClockComparison>};
}

} // namespace Natter::Diagnosis
