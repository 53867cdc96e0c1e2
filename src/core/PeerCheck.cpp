// SPDX-License-Identifier: Apache-2.0
#include "core/PeerCheck.h"

#include "core/AuthorizedCall.h"

namespace Natter::Core {

PeerCheck::PeerCheck(Session& session, Identity::GatewayClient& gateway, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_gateway(gateway)
{}

Answer<User> PeerCheck::ask(const UserId& user)
{
    const PeerId peer = peerIdOf(user);
    const auto asked = m_asked.constFind(peer);
    if (asked != m_asked.cend())
        return *asked;
    Answer<User> answer = AuthorizedCall<User>::run(
        m_session, this, [this, user](const Secret& bearer) { return m_gateway.openDialog(user, bearer); });
    m_asked.insert(peer, answer);
    onDone(answer, this, [this, peer](const Result<User>& result) {
        m_asked.remove(peer);
        if (result)
            m_confirmed.insert(peer);
    });
    return answer;
}

} // namespace Natter::Core
