// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "xmpp/Ping.h"

#include <QElapsedTimer>

#include <algorithm>

namespace Natter::Diagnosis {

namespace {

constexpr int Rounds = 5;
constexpr std::chrono::milliseconds SlowRound{500};

class LatencyCheck final : public Check
{
public:
    LatencyCheck()
        : Check({QStringLiteral("latency"), QStringLiteral("Round trip"),
              QStringLiteral("A message takes about this long to reach the engine and be acknowledged."),
              {QStringLiteral("stream-management")}})
    {}

    Answer<Finding> run(Walk& walk) override
    {
        m_walk = &walk;
        askAgain();
        return m_promise.answer();
    }

private:
    void askAgain()
    {
        m_elapsed.start();
        const auto domain = Jid::parse(m_walk->profile->engineDomain);
        onDone(m_walk->engine.ask(Xmpp::Iq::Type::Get, Xmpp::pingRequest(), *domain), &m_context,
            [this](const Result<Xmpp::Element>& answer) {
                // An engine without XEP-0199 refuses the question, and that takes as long.
                if (!answer && answer.error().kind == ErrorKind::Network)
                    return m_promise.resolve(answer.error());
                m_times += m_elapsed.nsecsElapsed();
                if (m_times.size() < Rounds)
                    askAgain();
                else
                    conclude();
            });
    }

    void conclude()
    {
        std::sort(m_times.begin(), m_times.end());
        const double median = static_cast<double>(m_times.at(Rounds / 2)) / 1e6;
        const double longest = static_cast<double>(m_times.last()) / 1e6;
        Finding finding;
        finding.asked = QStringLiteral("%1 pings, one after another").arg(Rounds);
        finding.answered =
            QStringLiteral("median %1 ms, longest %2 ms").arg(median, 0, 'f', 1).arg(longest, 0, 'f', 1);
        finding.summary = finding.answered;
        if (median > static_cast<double>(SlowRound.count())) {
            finding.status = StepStatus::Warning;
            finding.mend = QStringLiteral("Look at the engine's load and at the network between.");
        }
        m_promise.resolve(finding);
    }

    Walk* m_walk = nullptr;
    QElapsedTimer m_elapsed;
    QList<qint64> m_times;
    Promise<Finding> m_promise;
};

} // namespace

std::unique_ptr<Check> makeLatencyCheck()
{
    return std::make_unique<LatencyCheck>();
}

} // namespace Natter::Diagnosis
