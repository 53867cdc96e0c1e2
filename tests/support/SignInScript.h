// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/FakeTransport.h"

/// \file
/// The engine's part of a sign-in, as ejabberd plays it. Each answers false when the client did not play its
/// own.

namespace Natter::Test {

inline QString streamOpen(QStringView direction, const QString& domain)
{
    return QStringLiteral("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' %1='%2' version='1.0'/>")
        .arg(direction, domain);
}

inline QString streamFeatures(const QString& features)
{
    return QStringLiteral("<s:features xmlns:s='http://etherx.jabber.org/streams'>%1</s:features>")
        .arg(features);
}

inline QString mechanisms()
{
    return streamFeatures(QStringLiteral(
        "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>"));
}

inline QString sessionFeatures()
{
    return streamFeatures(
        QStringLiteral("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/>"));
}

/// Up to the question for success.
inline bool beginSignIn(FakeTransport& transport, const QString& domain)
{
    transport.accept();
    if (!transport.expect(streamOpen(u"to", domain)))
        return false;
    transport.inject(streamOpen(u"from", domain));
    transport.inject(mechanisms());
    return transport.expect(
        QStringLiteral("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>*</auth>"));
}

/// Up to the features of the authenticated stream; the client then binds or resumes.
inline bool authenticate(FakeTransport& transport, const QString& domain)
{
    if (!beginSignIn(transport, domain))
        return false;
    transport.inject(QStringLiteral("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"));
    if (!transport.expect(streamOpen(u"to", domain)))
        return false;
    transport.inject(streamOpen(u"from", domain));
    transport.inject(sessionFeatures());
    return true;
}

/// From the bind request to the initial presence; what the client asks meanwhile is answered.
inline bool bindSession(
    FakeTransport& transport, const QString& fullJid, const QString& resumptionId = QStringLiteral("sm1"))
{
    const QString bind = QStringLiteral("urn:ietf:params:xml:ns:xmpp-bind");
    const QString disco = QStringLiteral("http://jabber.org/protocol/disco#info");
    const QString bare = fullJid.section(u'/', 0, 0);
    if (!transport.expect(
            QStringLiteral("<iq type='set' id='*'><bind xmlns='%1'><resource>*</resource></bind></iq>")
                .arg(bind)))
        return false;
    transport.inject(QStringLiteral("<iq type='result' id='%1'><bind xmlns='%2'><jid>%3</jid></bind></iq>")
                         .arg(transport.lastId(), bind, fullJid));
    if (!transport.expect(QStringLiteral("<enable xmlns='urn:xmpp:sm:3' resume='true'/>")))
        return false;
    transport.inject(
        QStringLiteral("<enabled xmlns='urn:xmpp:sm:3' id='%1' resume='true'/>").arg(resumptionId));
    if (!transport.expect(
            QStringLiteral("<iq type='get' id='*' to='%1'><query xmlns='%2'/></iq>").arg(bare, disco)))
        return false;
    transport.inject(QStringLiteral("<iq type='result' id='%1' from='%2'><query xmlns='%3'>"
                                    "<feature var='urn:xmpp:sid:0'/></query></iq>")
                         .arg(transport.lastId(), bare, disco));
    if (!transport.expect(QStringLiteral("<iq type='set' id='*'><enable xmlns='urn:xmpp:carbons:2'/></iq>")))
        return false;
    transport.inject(QStringLiteral("<iq type='result' id='%1'/>").arg(transport.lastId()));
    return transport.expect(QStringLiteral(
        "<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='*' ver='*'/></presence>"));
}

/// A whole fresh sign-in. Sent by the client then: 3 stanzas (two questions and the presence); handled: 2.
inline bool signIn(FakeTransport& transport, const QString& fullJid)
{
    const QString domain = fullJid.section(u'/', 0, 0).section(u'@', -1);
    return authenticate(transport, domain) && bindSession(transport, fullJid);
}

} // namespace Natter::Test
