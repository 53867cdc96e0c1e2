// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/Element.h"

#include <QDateTime>

namespace Natter::Xmpp {

/// UTC: when a stanza was really sent, by the first `<delay/>` of its wrapper whose stamp is a XEP-0082 date
/// and time (XEP-0203, 4). Invalid: none. Only the archive's wrapper can be believed: into a message itself
/// its sender writes what it likes, in the server's name too.
QDateTime delayInside(const Element& wrapper);

} // namespace Natter::Xmpp
