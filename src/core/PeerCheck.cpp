// SPDX-License-Identifier: Apache-2.0
#include "core/PeerCheck.h"

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
        return asked->answer();
    const Promise<User> promise;
    m_asked.insert(peer, promise);
    askWithBearer(user, false);
    return promise.answer();
}

void PeerCheck::askWithBearer(const UserId& user, bool isLastTry)
{
    onDone(m_session.bearer(), this, [this, user, isLastTry](const Result<Secret>& bearer) {
        if (!bearer) {
            finish(peerIdOf(user), bearer.error());
            return;
        }
        onDone(m_gateway.openDialog(user, *bearer), this,
            [this, user, isLastTry, bearer = *bearer](const Result<User>& result) {
                if (result || isLastTry || result.error().kind != ErrorKind::Unauthorized) {
                    finish(peerIdOf(user), result);
                    return;
                }
                m_session.rejectBearer(bearer);
                askWithBearer(user, true);
            });
    });
}

void PeerCheck::finish(const PeerId& peer, const Result<User>& result)
{
    if (result)
        m_confirmed.insert(peer);
    m_asked.take(peer).resolve(result);
}

} // namespace Natter::Core
