// SPDX-License-Identifier: Apache-2.0
#include "core/ComposingStates.h"

#include <utility>

namespace Natter::Core {

ComposingStates::ComposingStates(Xmpp::Client& engine, const QString& domain, QObject* parent)
    : ComposingStates(engine, domain, Times(), parent)
{}

ComposingStates::ComposingStates(
    Xmpp::Client& engine, const QString& domain, const Times& times, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_domain(domain)
    , m_times(times)
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(times.idle);
    connect(&m_idle, &QTimer::timeout, this, &ComposingStates::pause);
    connect(&engine, &Xmpp::Client::disconnected, this, &ComposingStates::endAll);
}

void ComposingStates::setComposing(const PeerId& peer, bool isComposing)
{
    if (!isComposing) {
        if (m_typingTo == peer)
            pause();
        return;
    }
    if (m_typingTo != peer) {
        pause();
        const auto to = Jid::forPeer(peer, m_domain);
        if (!to || m_engine.state() != Xmpp::Client::State::Online)
            return;
        m_typingTo = peer;
        m_engine.sendChatState(*to, true);
    }
    m_idle.start();
}

void ComposingStates::noteSent(const PeerId& peer)
{
    if (m_typingTo != peer)
        return;
    m_idle.stop();
    m_typingTo = {};
}

void ComposingStates::pause()
{
    m_idle.stop();
    const PeerId peer = std::exchange(m_typingTo, PeerId());
    if (peer.isEmpty())
        return;
    if (const auto to = Jid::forPeer(peer, m_domain))
        m_engine.sendChatState(*to, false);
}

void ComposingStates::receive(const PeerId& peer, bool isComposing)
{
    QTimer* timer = m_composing.value(peer);
    if (isComposing && timer != nullptr) {
        timer->start();
    } else if (isComposing) {
        timer = new QTimer(this);
        timer->setSingleShot(true);
        timer->setInterval(m_times.lifetime);
        connect(timer, &QTimer::timeout, this, [this, peer] { receive(peer, false); });
        m_composing.insert(peer, timer);
        timer->start();
        Q_EMIT changed(peer, true);
    } else if (timer != nullptr) {
        m_composing.remove(peer);
        timer->deleteLater();
        Q_EMIT changed(peer, false);
    }
}

void ComposingStates::endAll()
{
    m_idle.stop();
    m_typingTo = {};
    const QList<PeerId> peers = m_composing.keys();
    for (const PeerId& peer : peers)
        receive(peer, false);
}

} // namespace Natter::Core
