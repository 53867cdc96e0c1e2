// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Delay.h"

#include "xmpp/Namespaces.h"
#include "xmpp/StanzaAddress.h"

namespace Natter::Xmpp {

namespace {

std::optional<Delay> delayOf(const Element& element)
{
    if (!element.is(u"delay", Ns::Delay))
        return std::nullopt;
    const auto from = addressOf(element, u"from");
    const QDateTime time = QDateTime::fromString(element.attribute(u"stamp"), Qt::ISODateWithMs).toUTC();
    if (!from || !time.isValid())
        return std::nullopt;
    return Delay{*from, time};
}

} // namespace

std::optional<Delay> Delay::inside(const Element& stanza)
{
    for (const Element& child : stanza.children()) {
        if (auto delay = delayOf(child))
            return delay;
    }
    return std::nullopt;
}

std::optional<Delay> Delay::trustedInside(const Element& stanza, const Jid& own)
{
    std::optional<Delay> trusted;
    for (const Element& child : stanza.children()) {
        auto delay = delayOf(child);
        if (delay && (delay->from == own.bare() || delay->from.toString() == own.domain()))
            trusted = delay;
    }
    return trusted;
}

} // namespace Natter::Xmpp
