// SPDX-License-Identifier: Apache-2.0
#include "xmpp/MessageStanza.h"

#include "base/PlainText.h"
#include "xmpp/Carbons.h"
#include "xmpp/ChatState.h"
#include "xmpp/Forwarding.h"
#include "xmpp/Namespaces.h"
#include "xmpp/StableIds.h"
#include "xmpp/StanzaAddress.h"
#include "xmpp/StanzaError.h"

namespace Natter::Xmpp {

namespace {

constexpr qsizetype MaximumStanzaIdLength = 256;

bool isChat(const Element& stanza)
{
    const QString type = stanza.attribute(u"type");
    return type != u"groupchat" && type != u"headline";
}

/// What every message has, wherever it comes from. RFC 6120, 8.1.2.1: without a sender it is one's own
/// account; without a receiver, 8.1.1.1, too.
std::optional<InboundMessage> commonPart(const Element& stanza, const MessageReader& reader)
{
    const auto from = addressOf(stanza, u"from");
    const auto to = addressOf(stanza, u"to");
    if (!stanza.is(u"message", Ns::Client) || !isChat(stanza) || !from || !to)
        return std::nullopt;
    InboundMessage message;
    message.from = from->isEmpty() ? reader.own.bare() : *from;
    message.to = to->isEmpty() ? reader.own.bare() : *to;
    message.id = stanza.attribute(u"id").left(MaximumStanzaIdLength);
    message.originId = originIdInside(stanza);
    if (const auto error = StanzaError::ofStanza(stanza)) {
        message.isError = true;
        message.errorCondition = error->condition;
        return message;
    }
    message.body = plainBody(stanza.child(u"body", Ns::Client).text());
    message.isComposing = isComposingInside(stanza);
    return message;
}

} // namespace

std::optional<ReceivedMessage> receivedMessage(const Element& stanza, const MessageReader& reader)
{
    const auto carbon = Carbon::fromXml(stanza, reader.own);
    if (!carbon && Carbon::isInside(stanza))
        return std::nullopt;
    const Element& original = carbon ? carbon->message : stanza;

    auto message = commonPart(original, reader);
    if (!message || (message->body.isEmpty() && !message->isComposing && !message->isError))
        return std::nullopt;
    if (reader.isStanzaIdTrusted)
        message->stanzaId = stanzaIdInside(original, reader.own);
    const bool isOwn = message->from.bare() == reader.own.bare();
    return ReceivedMessage{*message, isOwn};
}

std::optional<InboundMessage> archivedMessage(
    const Element& stanza, const StanzaId& id, const QDateTime& time, const MessageReader& reader)
{
    auto message = commonPart(stanza, reader);
    if (!message || message->body.isEmpty())
        return std::nullopt;
    message->stanzaId = id;
    message->stamp = time;
    message->isComposing.reset();
    return message;
}

Element chatMessage(const OutboundMessage& message)
{
    return {u"message", Ns::Client,
        {{u"type", u"chat"}, toAttribute(message.to), {u"id", message.originId.toString()}},
        {Element::withText(u"body", Ns::Client, message.body), originIdElement(message.originId),
            activeElement()}};
}

Element chatStateMessage(const Jid& to, bool isComposing)
{
    return {u"message", Ns::Client, {{u"type", u"chat"}, toAttribute(to)},
        {isComposing ? composingElement() : activeElement(), Element(u"no-store", Ns::Hints)}};
}

} // namespace Natter::Xmpp
