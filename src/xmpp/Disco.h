// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Element.h"

#include <QStringList>

#include <optional>

namespace Natter::Xmpp {

/// XEP-0030, 3.1: asks what an entity is and can.
Element discoInfoRequest();

/// `<query xmlns='http://jabber.org/protocol/disco#info'/>`, XEP-0030, 3.
struct DiscoInfo
{
    struct Identity
    {
        QString category;
        QString type;
        QString name; ///< null when there is none
    };

    QString node; ///< null when none is named
    QList<Identity> identities;
    QStringList features;

    static std::optional<DiscoInfo> fromXml(const Element& query);
    Element toXml() const;
};

/// What Natter is and can, without a name: brands have others, and nobody needs one.
DiscoInfo ownDiscoInfo();

} // namespace Natter::Xmpp
