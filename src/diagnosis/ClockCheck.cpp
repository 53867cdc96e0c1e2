// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "identity/Mapped.h"
#include "net/RetryAfter.h"

#include <cstdlib>

namespace Natter::Diagnosis {

namespace {

/// An HTTP date has whole seconds, and the answer was on its way.
constexpr qint64 Tolerated = 3;
/// What the gateway tolerates in a token (leeway_seconds).
constexpr qint64 GatewayLeeway = 30;

class ClockCheck final : public Check
{
public:
    ClockCheck()
        : Check({QStringLiteral("clock"), QStringLiteral("Clocks"),
              QStringLiteral(
                  "Identity tokens live for two minutes: backend and gateway must agree on the time. This "
                  "computer's clock only shifts the times of messages."),
              {QStringLiteral("profile")}})
    {}

    Answer<Finding> run(Walk& walk) override
    {
        m_walk = &walk;
        Net::HttpRequest request;
        request.url = walk.profile->gateway.resolved(QUrl(QStringLiteral("api/v2/sdk/config")));
        request.headers = {{"qiscus-sdk-app-id", walk.profile->appId.toUtf8()}};
        onDone(walk.http.send(request), &m_context,
            [this](const Result<Net::HttpResponse>& answer) { takeGateway(answer); });
        return m_promise.answer();
    }

private:
    void takeGateway(const Result<Net::HttpResponse>& answer)
    {
        if (!answer)
            return m_promise.resolve(answer.error());
        m_gateway = aheadOf(*answer);
        if (m_gateway)
            m_walk->gatewayAhead = std::chrono::seconds(*m_gateway);
        Net::HttpRequest request;
        request.url = m_walk->profile->backend;
        onDone(m_walk->http.send(request), &m_context, [this](const Result<Net::HttpResponse>& backend) {
            // Any answer has a date; what the backend thinks of a GET is another step's business.
            m_promise.resolve(judge(backend ? aheadOf(*backend) : std::nullopt));
        });
    }

    std::optional<qint64> aheadOf(const Net::HttpResponse& response) const
    {
        const auto date = Net::parseHttpDate(response.header("Date"));
        return date ? std::optional(m_walk->clock.now().secsTo(*date)) : std::nullopt;
    }

    static QString words(std::optional<qint64> seconds, const QString& than)
    {
        if (!seconds)
            return QStringLiteral("its answer has no date");
        if (std::abs(*seconds) <= Tolerated)
            return QStringLiteral("the same as %1").arg(than);
        return QStringLiteral("%1 s %2 %3")
            .arg(QString::number(std::abs(*seconds)),
                *seconds > 0 ? QStringLiteral("ahead of") : QStringLiteral("behind"), than);
    }

    Finding judge(std::optional<qint64> backend) const
    {
        const auto apart = m_gateway && backend ? std::optional(*backend - *m_gateway) : std::nullopt;
        const QString expected = QStringLiteral("within %1 s").arg(GatewayLeeway);
        Finding finding;
        finding.details = {
            {QStringLiteral("gateway"), words(m_gateway, QStringLiteral("this computer")), expected},
            {QStringLiteral("private backend"), words(apart, QStringLiteral("the gateway")), expected},
        };
        ReportDetail& ours = finding.details[0];
        ReportDetail& theirs = finding.details[1];
        finding.summary = QStringLiteral("the clocks agree");
        if (!m_gateway || std::abs(*m_gateway) > GatewayLeeway) {
            ours.status = finding.status = StepStatus::Warning;
            finding.summary = ours.name + QStringLiteral(": ") + ours.found;
            finding.mend =
                m_gateway ? QStringLiteral("Set this computer's clock, or the gateway's, by NTP.")
                          : QStringLiteral("A proxy took the gateway's Date header away. Let it pass: the "
                                           "app goes by it where its own clock is wrong.");
        }
        if (apart && std::abs(*apart) > GatewayLeeway) {
            theirs.status = finding.status = StepStatus::Failed;
            finding.summary = theirs.name + QStringLiteral(": ") + theirs.found;
            finding.mend =
                QStringLiteral("Set the clocks of backend and gateway by NTP: its tokens are refused.");
        }
        return finding;
    }

    Walk* m_walk = nullptr;
    std::optional<qint64> m_gateway;
    Promise<Finding> m_promise;
};

} // namespace

std::unique_ptr<Check> makeClockCheck()
{
    return std::make_unique<ClockCheck>();
}

} // namespace Natter::Diagnosis
