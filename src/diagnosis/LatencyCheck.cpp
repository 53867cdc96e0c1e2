// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Inquiry.h"
#include "xmpp/Ping.h"

#include <QElapsedTimer>

#include <algorithm>

namespace Natter::Diagnosis {

namespace {

constexpr int Rounds = 5;
constexpr std::chrono::milliseconds SlowRound{500};

Finding judgeTimes(QList<qint64> times)
{
    std::sort(times.begin(), times.end());
    const double median = static_cast<double>(times.at(Rounds / 2)) / 1e6;
    const double longest = static_cast<double>(times.last()) / 1e6;
    Finding finding = Finding::good(Phrase("median %1 ms, longest %2 ms")
                                        .arg(QString::number(median, 'f', 1))
                                        .arg(QString::number(longest, 'f', 1)));
    finding.asked = QStringLiteral("%1 pings, one after another").arg(Rounds);
    finding.answered = finding.summary.english();
    if (median > static_cast<double>(SlowRound.count())) {
        finding.status = StepStatus::Warning;
        finding.mend = Phrase("Look at the engine's load and at the network between.");
    }
    return finding;
}

class RoundTrips final : public Inquiry
{
public:
    using Inquiry::Inquiry;

    void begin() override
    {
        m_elapsed.start();
        const auto domain = Jid::parse(m_walk.profile->engineDomain);
        onDone(m_walk.engine.ask(Xmpp::Iq::Type::Get, Xmpp::pingRequest(), *domain), this,
            [this](const Result<Xmpp::Element>& answer) {
                // An engine without XEP-0199 refuses the question, and that takes as long.
                if (!answer && answer.error().kind == ErrorKind::Network)
                    return conclude(answer.error());
                m_times += m_elapsed.nsecsElapsed();
                if (m_times.size() < Rounds)
                    begin();
                else
                    conclude(judgeTimes(m_times));
            });
    }

private:
    QElapsedTimer m_elapsed;
    QList<qint64> m_times;
};

} // namespace

Check latencyCheck()
{
    return {.id = QStringLiteral("latency"),
        .title = Phrase("Round trip"),
        .why = Phrase("A message takes about this long to reach the engine and be acknowledged."),
        .needs = {QStringLiteral("stream-management")},
        .run = inquire<RoundTrips>};
}

} // namespace Natter::Diagnosis
