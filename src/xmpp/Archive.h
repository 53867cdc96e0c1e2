// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Client.h"
#include "xmpp/Element.h"
#include "xmpp/Forwarding.h"
#include "xmpp/ResultSet.h"

#include <optional>

/// \file
/// The elements of XEP-0313, urn:xmpp:mam:2. The pages are gathered by ArchivePages.

namespace Natter::Xmpp {

/// Section 4: the question, with the XEP-0004 filter of 4.1 and a XEP-0059 page.
Element archiveRequest(const ArchiveQuery& query, const QString& queryId);

/// Section 4.2, `<result/>` inside a message: one archived message.
struct ArchiveResult
{
    QString queryId;
    StanzaId id;
    Forwarded forwarded;

    static bool isInside(const Element& message);
    static std::optional<ArchiveResult> fromXml(const Element& message);
};

/// Section 4.2, `<fin/>`: the answer that ends a page.
struct ArchiveEnd
{
    bool isComplete = false;
    PageEnds ends;

    static std::optional<ArchiveEnd> fromXml(const Element& payload);
};

} // namespace Natter::Xmpp
