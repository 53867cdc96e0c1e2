// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Element.h"

#include <QStringList>

#include <optional>

namespace Natter::Xmpp {

/// `<stream:features/>`, RFC 6120 (2011-03), 4.3.2: what the engine offers at this point of the stream.
struct StreamFeatures
{
    QStringList mechanisms;           ///< SASL, RFC 6120, 6.3.3
    bool hasBind = false;             ///< RFC 6120, 7
    bool hasStreamManagement = false; ///< XEP-0198, 2

    static std::optional<StreamFeatures> fromXml(const Element& element);
};

} // namespace Natter::Xmpp
