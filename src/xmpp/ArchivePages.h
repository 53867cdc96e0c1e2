// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "xmpp/Archive.h"
#include "xmpp/MessageStanza.h"

#include <QHash>

namespace Natter::Xmpp {

/// Gathers the pages that were asked of the archive (XEP-0313, 4.2): results come one message each and are
/// taken only from the own account and only for a query that is open here.
class ArchivePages
{
public:
    static constexpr int MaximumPage = 250;

    /// Opens a query: its id, and the payload that asks.
    struct Opened
    {
        QString queryId;
        Element request;
    };
    Opened open(const ArchiveQuery& query);

    /// A message that holds a `<result/>`; forged, late and surplus ones are dropped.
    void take(const Element& message, const MessageReader& reader);

    /// The answer to the query's question closes it.
    Result<ArchivePage> close(const QString& queryId, const Result<Element>& answer);

private:
    struct Page
    {
        QList<InboundMessage> messages;
        int resultsLeft = 0;
    };

    QHash<QString, Page> m_open;
};

} // namespace Natter::Xmpp
