// SPDX-License-Identifier: Apache-2.0
#include "core/PresenceBook.h"

#include "core/InboundMapping.h"

namespace Natter::Core {

namespace {

constexpr qsizetype MaximumDevices = 64;

} // namespace

PresenceBook::PresenceBook(Xmpp::Client& engine, const Jid& account, QObject* parent)
    : QObject(parent)
    , m_account(account)
{
    connect(&engine, &Xmpp::Client::presenceChanged, this, &PresenceBook::receive);
    connect(&engine, &Xmpp::Client::disconnected, this, [this] { tellAll(false); });
    connect(&engine, &Xmpp::Client::online, this, [this](bool isResumed) {
        if (isResumed)
            tellAll(true);
    });
}

void PresenceBook::clear()
{
    tellAll(false);
    m_resources.clear();
}

void PresenceBook::tellAll(bool areAvailable)
{
    const auto peers = m_resources.keys();
    for (const PeerId& peer : peers)
        Q_EMIT changed(peer, areAvailable);
}

void PresenceBook::receive(const Jid& from, bool isAvailable)
{
    const auto peer = peerOf(from, m_account);
    if (!peer)
        return;
    if (isAvailable) {
        QSet<QString>& devices = m_resources[*peer];
        const bool isFirst = devices.isEmpty();
        if (devices.size() < MaximumDevices)
            devices.insert(from.resource());
        if (isFirst)
            Q_EMIT changed(*peer, true);
        return;
    }
    const auto devices = m_resources.find(*peer);
    if (devices == m_resources.end())
        return;
    // Without a resource the server speaks for all of them.
    if (from.resource().isEmpty())
        devices->clear();
    else
        devices->remove(from.resource());
    if (!devices->isEmpty())
        return;
    m_resources.erase(devices);
    Q_EMIT changed(*peer, false);
}

} // namespace Natter::Core
