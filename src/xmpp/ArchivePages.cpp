// SPDX-License-Identifier: Apache-2.0
#include "xmpp/ArchivePages.h"

#include "xmpp/StanzaAddress.h"

#include <QUuid>

#include <utility>

namespace Natter::Xmpp {

ArchivePages::Opened ArchivePages::open(const ArchiveQuery& query)
{
    ArchiveQuery bounded = query;
    bounded.maximum = qBound(1, query.maximum, MaximumPage);
    const QString queryId = QUuid::createUuid().toString(QUuid::Id128);
    m_open.insert(queryId, Page{{}, bounded.maximum});
    return {queryId, archiveRequest(bounded, queryId)};
}

void ArchivePages::take(const Element& message, const MessageReader& reader)
{
    const auto from = addressOf(message, u"from");
    const auto result = ArchiveResult::fromXml(message);
    if (!from || !isFromOwnAccount(*from, reader.own) || !result)
        return;
    const auto page = m_open.find(result->queryId);
    if (page == m_open.end() || page->resultsLeft == 0)
        return;
    --page->resultsLeft;
    const Forwarded& forwarded = result->forwarded;
    if (const auto archived = archivedMessage(forwarded.message, result->id, forwarded.time, reader))
        page->messages.append(*archived);
}

Result<ArchivePage> ArchivePages::close(const QString& queryId, const Result<Element>& answer)
{
    Page page = m_open.take(queryId);
    if (!answer)
        return answer.error();
    const auto end = ArchiveEnd::fromXml(*answer);
    if (!end)
        return Error{
            ErrorKind::BadResponse, Retry::never(), QStringLiteral("archive page without an end"), {}};
    return ArchivePage{
        std::move(page.messages), StanzaId(end->ends.first), StanzaId(end->ends.last), end->isComplete};
}

} // namespace Natter::Xmpp
