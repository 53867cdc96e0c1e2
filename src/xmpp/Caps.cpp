// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Caps.h"

#include "xmpp/Namespaces.h"

#include <QCryptographicHash>

namespace Natter::Xmpp {

namespace {

constexpr QStringView CapsSoftware = u"natter:desktop";

} // namespace

QString verificationString(const DiscoInfo& info)
{
    QStringList identities;
    for (const DiscoInfo::Identity& identity : info.identities)
        identities.append(identity.category + u'/' + identity.type + QStringLiteral("//") + identity.name);
    QStringList features = info.features;
    identities.sort();
    features.sort();

    QByteArray text;
    for (const QString& part : identities + features)
        text += part.toUtf8() + '<';
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64());
}

Element capsElement()
{
    return {u"c", Ns::Caps,
        {{u"hash", u"sha-1"}, {u"node", CapsSoftware}, {u"ver", verificationString(ownDiscoInfo())}}};
}

QString capsNode()
{
    return CapsSoftware.toString() + u'#' + verificationString(ownDiscoInfo());
}

} // namespace Natter::Xmpp
