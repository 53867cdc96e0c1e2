// SPDX-License-Identifier: Apache-2.0
#include "core/PresenceBook.h"

#include "core/InboundMapping.h"

#include <utility>

namespace Natter::Core {

namespace {

constexpr qsizetype MaximumDevices = 64;

} // namespace

PresenceBook::PresenceBook(Xmpp::Client& engine, const Jid& account, QObject* parent)
    : QObject(parent)
    , m_account(account)
{
    connect(&engine, &Xmpp::Client::presenceChanged, this, &PresenceBook::receive);
}

void PresenceBook::clear()
{
    const auto present = std::exchange(m_resources, {});
    for (auto it = present.keyBegin(); it != present.keyEnd(); ++it)
        Q_EMIT changed(*it, false);
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
