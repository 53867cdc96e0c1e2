// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "diagnosis/Advice.h"
#include "identity/Mapped.h"
#include "xmpp/Archive.h"

namespace Natter::Diagnosis {

namespace {

class ArchiveCheck final : public Check
{
public:
    ArchiveCheck()
        : Check({QStringLiteral("archive"), QStringLiteral("Message archive"),
              QStringLiteral(
                  "Messages of other devices and of the time offline are read from it (XEP-0313)."),
              {QStringLiteral("stream-management")}})
    {}

    Answer<Finding> run(Walk& walk) override
    {
        Xmpp::ArchiveQuery newest;
        newest.beforeId = StanzaId();
        newest.maximum = 1;
        return Identity::mapped<Finding>(
            walk.engine.ask(Xmpp::Iq::Type::Set, archiveRequest(newest, QStringLiteral("natter-doctor"))),
            &m_context, judge);
    }

private:
    static Result<Finding> judge(const Result<Xmpp::Element>& answer)
    {
        Finding finding;
        if (!answer)
            finding = findingOf(answer.error());
        const auto end = answer ? Xmpp::ArchiveEnd::fromXml(*answer) : std::nullopt;
        finding.asked = QStringLiteral("the newest message (urn:xmpp:mam:2)");
        if (!end) {
            finding.status = StepStatus::Failed;
            finding.answered = answer ? QStringLiteral("an answer without <fin/>") : answer.error().detail;
            finding.summary = QStringLiteral("no archive: ") + finding.answered;
            finding.mend =
                QStringLiteral("Load mod_mam in the engine, with default: always and an SQL database.");
            return finding;
        }
        finding.answered =
            end->ends.last.isEmpty() ? QStringLiteral("an empty page") : QStringLiteral("a page");
        finding.summary = QStringLiteral("it answers");
        return finding;
    }
};

} // namespace

std::unique_ptr<Check> makeArchiveCheck()
{
    return std::make_unique<ArchiveCheck>();
}

} // namespace Natter::Diagnosis
