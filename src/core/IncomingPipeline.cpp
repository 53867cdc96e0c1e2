// SPDX-License-Identifier: Apache-2.0
#include "core/IncomingPipeline.h"

#include "core/InboundMapping.h"

#include <chrono>
#include <utility>

namespace Natter::Core {

namespace {

constexpr std::chrono::milliseconds GatheringTime{20};
constexpr qsizetype MaximumBatch = 200;

} // namespace

IncomingPipeline::IncomingPipeline(Xmpp::Client& engine, Store::MessageRepository& messages,
    const Jid& account, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_messages(messages)
    , m_account(account)
    , m_clock(clock)
{
    m_gathering.setSingleShot(true);
    m_gathering.setInterval(GatheringTime);
    connect(&m_gathering, &QTimer::timeout, this, [this] {
        if (m_inFlight == 0 && !m_gathered.isEmpty())
            storeBatch();
    });
    connect(&engine, &Xmpp::Client::messageReceived, this, &IncomingPipeline::receive);
}

void IncomingPipeline::receive(const Xmpp::InboundMessage& inbound, bool isOwn)
{
    if (inbound.isError) {
        // The own server speaks for itself and for the bare addresses of its people; what a device says is
        // that device's word only, and other servers have no say here.
        const bool isServer =
            inbound.from.resource().isEmpty() && inbound.from.domain() == m_account.domain();
        if (!inbound.id.isEmpty() && isServer)
            Q_EMIT bounced(OriginId(inbound.id), inbound.errorCondition, peerOf(inbound.from, m_account));
        return;
    }
    const auto peer = peerOf(isOwn ? inbound.to : inbound.from, m_account);
    if (!peer)
        return;
    if (!isOwn && (inbound.isComposing || !inbound.body.isEmpty()))
        Q_EMIT chatStateReceived(*peer, inbound.body.isEmpty() && inbound.isComposing.value_or(false));
    if (auto message = liveMessage(inbound, isOwn, m_account, m_clock.now()))
        m_gathered.append(*std::move(message));
    if (m_gathered.isEmpty())
        return;
    if (m_gathered.size() >= MaximumBatch && m_inFlight == 0)
        storeBatch();
    else if (!m_gathering.isActive())
        m_gathering.start();
}

void IncomingPipeline::flush()
{
    while (!m_gathered.isEmpty())
        storeBatch();
}

void IncomingPipeline::storeBatch()
{
    m_gathering.stop();
    ++m_inFlight;
    const QList<Message> batch = m_gathered.first(qMin(MaximumBatch, m_gathered.size()));
    m_gathered.remove(0, batch.size());
    onDone(m_messages.addBatch(batch, Store::Arrival::Live), this,
        [this](const Result<Store::MessageBatch>& result) {
            --m_inFlight;
            if (result)
                Q_EMIT stored(*result);
            else
                Q_EMIT failed(result.error());
            if (!m_gathered.isEmpty() && !m_gathering.isActive())
                m_gathering.start();
        });
}

} // namespace Natter::Core
