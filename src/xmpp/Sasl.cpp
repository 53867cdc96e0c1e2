// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Sasl.h"

#include "xmpp/Namespaces.h"

namespace Natter::Xmpp {

Element saslPlain(const QString& localPart, const Secret& token)
{
    const QByteArray message = '\0' + localPart.toUtf8() + '\0' + token.reveal();
    return {u"auth", Ns::Sasl, {{u"mechanism", u"PLAIN"}}, {}, QString::fromLatin1(message.toBase64())};
}

std::optional<SaslFailure> SaslFailure::fromXml(const Element& element)
{
    if (!element.is(u"failure", Ns::Sasl))
        return std::nullopt;
    for (const Element& child : element.children()) {
        if (child.xmlNamespace() == Ns::Sasl && child.name() != u"text")
            return SaslFailure{child.name().left(64)};
    }
    return SaslFailure{QStringLiteral("undefined-condition")};
}

Error SaslFailure::toError() const
{
    const QString detail = QStringLiteral("sign-in refused: ") + condition;
    if (condition == u"temporary-auth-failure")
        return {ErrorKind::ServerFailure, Retry::later(), detail, condition};
    return {ErrorKind::Unauthorized, Retry::afterLogin(), detail, condition};
}

bool isSaslSuccess(const Element& element)
{
    return element.is(u"success", Ns::Sasl);
}

} // namespace Natter::Xmpp
