// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/Checks.h"

#include "identity/Mapped.h"
#include "xmpp/Archive.h"

namespace Natter::Diagnosis {

namespace {

Result<Finding> judgeArchive(const Result<Xmpp::Element>& answer)
{
    const auto end = answer ? Xmpp::ArchiveEnd::fromXml(*answer) : std::nullopt;
    Finding finding = Finding::good(Phrase("it answers"));
    if (!end) {
        const auto mend = Phrase("Load mod_mam in the engine, with default: always and an SQL database.");
        finding = answer ? Finding::failed(Phrase("no archive: an answer without <fin/>"), mend)
                         : Finding::failed(Phrase("no archive: %1").arg(answer.error().detail), mend);
    }
    finding.asked = QStringLiteral("the newest message (urn:xmpp:mam:2)");
    if (!answer)
        finding.answered = answer.error().detail;
    else if (!end)
        finding.answered = QStringLiteral("an answer without <fin/>");
    else
        finding.answered =
            end->ends.last.isEmpty() ? QStringLiteral("an empty page") : QStringLiteral("a page");
    return finding;
}

} // namespace

Check archiveCheck()
{
    return {.id = QStringLiteral("archive"),
        .title = Phrase("Message archive"),
        .why = Phrase("Messages of other devices and of the time offline are read from it (XEP-0313)."),
        .needs = {QStringLiteral("stream-management")},
        .run = [](Walk& walk, QObject* scope) {
            Xmpp::ArchiveQuery newest;
            newest.beforeId = StanzaId();
            newest.maximum = 1;
            return Identity::mapped<Finding>(
                walk.engine.ask(Xmpp::Iq::Type::Set, archiveRequest(newest, QStringLiteral("natter-doctor"))),
                scope, judgeArchive);
        }};
}

} // namespace Natter::Diagnosis
