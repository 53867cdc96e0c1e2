// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

/// \file
/// XML namespaces, each with the document that defines it.

namespace Natter::Xmpp::Ns {

inline constexpr QStringView Bind = u"urn:ietf:params:xml:ns:xmpp-bind";            // RFC 6120, 7
inline constexpr QStringView Caps = u"http://jabber.org/protocol/caps";             // XEP-0115
inline constexpr QStringView Carbons = u"urn:xmpp:carbons:2";                       // XEP-0280
inline constexpr QStringView ChatStates = u"http://jabber.org/protocol/chatstates"; // XEP-0085
inline constexpr QStringView Client = u"jabber:client";                             // RFC 6120, 4.8.2
inline constexpr QStringView DataForm = u"jabber:x:data";                           // XEP-0004
inline constexpr QStringView Delay = u"urn:xmpp:delay";                             // XEP-0203
inline constexpr QStringView DiscoInfo = u"http://jabber.org/protocol/disco#info";  // XEP-0030
inline constexpr QStringView Forward = u"urn:xmpp:forward:0";                       // XEP-0297
inline constexpr QStringView Framing = u"urn:ietf:params:xml:ns:xmpp-framing";      // RFC 7395
inline constexpr QStringView Hints = u"urn:xmpp:hints";                             // XEP-0334
inline constexpr QStringView Mam = u"urn:xmpp:mam:2";                               // XEP-0313
inline constexpr QStringView Ping = u"urn:xmpp:ping";                               // XEP-0199
inline constexpr QStringView ResultSet = u"http://jabber.org/protocol/rsm";         // XEP-0059
inline constexpr QStringView Roster = u"jabber:iq:roster";                          // RFC 6121, 2
inline constexpr QStringView Sasl = u"urn:ietf:params:xml:ns:xmpp-sasl";            // RFC 6120, 6
inline constexpr QStringView StableIds = u"urn:xmpp:sid:0";                         // XEP-0359
inline constexpr QStringView StanzaErrors = u"urn:ietf:params:xml:ns:xmpp-stanzas"; // RFC 6120, 8.3
inline constexpr QStringView Stream = u"http://etherx.jabber.org/streams";          // RFC 6120, 4
inline constexpr QStringView StreamErrors = u"urn:ietf:params:xml:ns:xmpp-streams"; // RFC 6120, 4.9
inline constexpr QStringView StreamManagement = u"urn:xmpp:sm:3";                   // XEP-0198

} // namespace Natter::Xmpp::Ns
