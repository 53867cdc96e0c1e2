// SPDX-License-Identifier: Apache-2.0
#include "xmpp/StreamError.h"

#include "xmpp/Namespaces.h"

#include <QSet>

namespace Natter::Xmpp {

std::optional<StreamError> StreamError::fromXml(const Element& element)
{
    if (!element.is(u"error", Ns::Stream))
        return std::nullopt;
    for (const Element& child : element.children()) {
        if (child.xmlNamespace() == Ns::StreamErrors && child.name() != u"text")
            return StreamError{child.name().left(64)};
    }
    return StreamError{QStringLiteral("undefined-condition")};
}

Element StreamError::toXml() const
{
    return {u"error", Ns::Stream, {}, {Element(condition, Ns::StreamErrors)}};
}

Error StreamError::toError() const
{
    static const QSet<QString> passing{QStringLiteral("connection-timeout"), QStringLiteral("host-gone"),
        QStringLiteral("internal-server-error"), QStringLiteral("remote-connection-failed"),
        QStringLiteral("reset"), QStringLiteral("resource-constraint"), QStringLiteral("see-other-host"),
        QStringLiteral("system-shutdown")};

    const QString detail = QStringLiteral("stream error ") + condition;
    if (condition == u"conflict")
        return {ErrorKind::Revoked, Retry::never(), detail, condition};
    // What ejabberd says to a kicked session ("log out everywhere").
    if (condition == u"policy-violation")
        return {ErrorKind::Revoked, Retry::later(), detail, condition};
    if (condition == u"not-authorized")
        return {ErrorKind::Unauthorized, Retry::afterLogin(), detail, condition};
    if (passing.contains(condition))
        return {ErrorKind::Network, Retry::later(), detail, condition};
    return {ErrorKind::Protocol, Retry::later(), detail, condition};
}

} // namespace Natter::Xmpp
