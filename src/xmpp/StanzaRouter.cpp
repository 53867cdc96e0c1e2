// SPDX-License-Identifier: Apache-2.0
#include "xmpp/StanzaRouter.h"

#include "xmpp/IqResponder.h"
#include "xmpp/Presence.h"
#include "xmpp/Roster.h"
#include "xmpp/StanzaAddress.h"

namespace Natter::Xmpp {

StanzaRouter::StanzaRouter(Client& client, Questions& questions, ArchivePages& archive)
    : m_client(client)
    , m_questions(questions)
    , m_archive(archive)
{}

std::optional<Iq> StanzaRouter::route(const Element& stanza, const MessageReader& reader)
{
    if (const auto iq = Iq::fromXml(stanza))
        return routeIq(*iq, reader.own);
    if (const auto availability = Availability::fromXml(stanza))
        Q_EMIT m_client.presenceChanged(availability->from, availability->isAvailable);
    else
        routeMessage(stanza, reader);
    return std::nullopt;
}

std::optional<Iq> StanzaRouter::routeIq(const Iq& iq, const Jid& own)
{
    if (iq.type == Iq::Type::Result || iq.type == Iq::Type::Error) {
        m_questions.answer(iq, own);
        return std::nullopt;
    }
    const auto push = Roster::fromXml(iq.payload);
    // RFC 6121, 2.1.6: a push from anybody else is a forgery.
    if (iq.type != Iq::Type::Set || !push || !isFromOwnAccount(iq.from, own))
        return replyTo(iq);
    for (const RosterItem& item : push->items)
        Q_EMIT m_client.rosterItemChanged(item);
    return iq.result();
}

void StanzaRouter::routeMessage(const Element& message, const MessageReader& reader)
{
    if (ArchiveResult::isInside(message)) {
        m_archive.take(message, reader);
    } else if (const auto received = receivedMessage(message, reader)) {
        Q_EMIT m_client.messageReceived(received->message, received->isOwn);
    }
}

} // namespace Natter::Xmpp
