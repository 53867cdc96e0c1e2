// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/ArchivePages.h"
#include "xmpp/Questions.h"

namespace Natter::Xmpp {

/// Brings each incoming stanza to its place: answers to their askers, archive results to their page, the
/// rest to the client's signals. What cannot be believed or understood goes nowhere.
class StanzaRouter
{
public:
    StanzaRouter(Client& client, Questions& questions, ArchivePages& archive);

    /// The answer to send when the stanza was a question.
    std::optional<Iq> route(const Element& stanza, const MessageReader& reader);

private:
    std::optional<Iq> routeIq(const Iq& iq, const Jid& own);
    void routeMessage(const Element& message, const MessageReader& reader);

    Client& m_client;
    Questions& m_questions;
    ArchivePages& m_archive;
};

} // namespace Natter::Xmpp
