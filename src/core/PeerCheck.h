// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/Session.h"
#include "identity/GatewayClient.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace Natter::Core {

/// Asks the gateway whether the site knows a person, which also makes their account in the engine. One
/// question per person at a time. GUI thread.
class PeerCheck : public QObject
{
    Q_OBJECT

public:
    PeerCheck(Session& session, Identity::GatewayClient& gateway, QObject* parent = nullptr);

    /// Known for this run of the app: messages to that person are kept by the engine.
    bool isConfirmed(const PeerId& peer) const { return m_confirmed.contains(peer); }
    /// Seen by other means: something was exchanged with that person.
    void confirm(const PeerId& peer) { m_confirmed.insert(peer); }

    /// NotFound: the site has no such person. Otherwise as GatewayClient::openDialog().
    Answer<User> ask(const UserId& user);

private:
    Session& m_session;
    Identity::GatewayClient& m_gateway;
    QSet<PeerId> m_confirmed;
    QHash<PeerId, Answer<User>> m_asked;
};

} // namespace Natter::Core
