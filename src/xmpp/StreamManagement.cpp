// SPDX-License-Identifier: Apache-2.0
#include "xmpp/StreamManagement.h"

#include "xmpp/Namespaces.h"

namespace Natter::Xmpp {

namespace {

std::optional<quint32> handledOf(const Element& element)
{
    bool ok = false;
    const quint32 handled = element.attribute(u"h").toUInt(&ok);
    return ok ? std::optional<quint32>(handled) : std::nullopt;
}

} // namespace

Element smEnable()
{
    return {u"enable", Ns::StreamManagement, {{u"resume", u"true"}}};
}

std::optional<SmEnabled> SmEnabled::fromXml(const Element& element)
{
    if (!element.is(u"enabled", Ns::StreamManagement))
        return std::nullopt;
    const QString resume = element.attribute(u"resume");
    const bool canResume = resume == u"true" || resume == u"1";
    return SmEnabled{canResume ? element.attribute(u"id") : QString()};
}

Element smRequest()
{
    return {u"r", Ns::StreamManagement};
}

bool isSmRequest(const Element& element)
{
    return element.is(u"r", Ns::StreamManagement);
}

std::optional<SmAnswer> SmAnswer::fromXml(const Element& element)
{
    const auto handled = handledOf(element);
    if (!element.is(u"a", Ns::StreamManagement) || !handled)
        return std::nullopt;
    return SmAnswer{*handled};
}

Element SmAnswer::toXml() const
{
    return {u"a", Ns::StreamManagement, {{u"h", QString::number(handled)}}};
}

Element SmResume::toXml() const
{
    return {u"resume", Ns::StreamManagement, {{u"previd", previousId}, {u"h", QString::number(handled)}}};
}

std::optional<SmResumed> SmResumed::fromXml(const Element& element)
{
    const auto handled = handledOf(element);
    if (!element.is(u"resumed", Ns::StreamManagement) || !handled)
        return std::nullopt;
    return SmResumed{element.attribute(u"previd"), *handled};
}

std::optional<SmFailed> SmFailed::fromXml(const Element& element)
{
    if (!element.is(u"failed", Ns::StreamManagement))
        return std::nullopt;
    SmFailed failed{QStringLiteral("undefined-condition"), handledOf(element)};
    for (const Element& child : element.children()) {
        if (child.xmlNamespace() == Ns::StanzaErrors && child.name() != u"text")
            failed.condition = child.name().left(64);
    }
    return failed;
}

} // namespace Natter::Xmpp
