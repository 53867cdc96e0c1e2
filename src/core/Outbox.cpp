// SPDX-License-Identifier: Apache-2.0
#include "core/Outbox.h"

#include "base/Log.h"

#include <utility>

namespace Natter::Core {

Outbox::Outbox(Xmpp::Client& engine, Store::MessageRepository& messages, const QString& domain, Reach reach,
    QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_messages(messages)
    , m_domain(domain)
    , m_reach(std::move(reach))
{
    connect(&engine, &Xmpp::Client::messageAcknowledged, this, &Outbox::acknowledge);
    connect(&engine, &Xmpp::Client::disconnected, this, &Outbox::close);
}

void Outbox::beginStream()
{
    close();
    m_handed.clear();
    onDone(m_messages.waiting(), this, [this, run = m_run](const Result<QList<Message>>& waiting) {
        if (run == m_run && m_state == State::Closed && waiting && waiting->isEmpty())
            open();
    });
}

void Outbox::open()
{
    if (m_state == State::Reading)
        return;
    m_state = State::Reading;
    onDone(m_messages.waiting(), this, [this, run = m_run](const Result<QList<Message>>& waiting) {
        if (run == m_run)
            takeWaiting(waiting);
    });
}

void Outbox::takeWaiting(const Result<QList<Message>>& waiting)
{
    m_state = State::Open;
    const QList<Message> added = std::exchange(m_added, {});
    if (!waiting)
        Q_EMIT failed(waiting.error());
    else
        for (const Message& message : *waiting)
            enqueue(message);
    for (const Message& message : added)
        enqueue(message);
}

void Outbox::close()
{
    ++m_run;
    m_state = State::Closed;
    m_lanes.clear();
    m_queued.clear();
    m_added.clear();
    m_reaching.clear();
}

void Outbox::add(const Message& message)
{
    // What is added while Closed is read from the store when it opens.
    if (m_state == State::Reading)
        m_added.append(message);
    else if (m_state == State::Open)
        enqueue(message);
}

void Outbox::enqueue(const Message& message)
{
    if (m_queued.contains(message.originId) || m_handed.contains(message.originId))
        return;
    m_queued.insert(message.originId);
    m_lanes[message.peer].append(message);
    pump(message.peer);
}

void Outbox::pump(const PeerId& peer)
{
    if (m_reaching.contains(peer))
        return;
    m_reaching.insert(peer);
    onDone(m_reach(peer), this, [this, peer, run = m_run](const Result<void>& reached) {
        if (run != m_run)
            return;
        m_reaching.remove(peer);
        if (!reached && reached.error().kind == ErrorKind::NotFound)
            failLane(peer, reached.error());
        else
            sendLane(peer);
    });
}

void Outbox::sendLane(const PeerId& peer)
{
    const auto to = Jid::forPeer(peer, m_domain);
    if (!to) {
        failLane(peer, {ErrorKind::BadInput, Retry::never(), {}, QStringLiteral("jid-malformed")});
        return;
    }
    const QList<Message> lane = m_lanes.take(peer);
    for (const Message& message : lane) {
        if (!m_engine.sendMessage({*to, message.body, message.originId})) {
            close();
            return;
        }
        m_queued.remove(message.originId);
        m_handed.insert(message.originId);
    }
}

void Outbox::failLane(const PeerId& peer, const Error& error)
{
    const QString condition = error.code.isEmpty() ? QStringLiteral("item-not-found") : error.code;
    for (const Message& message : m_lanes.take(peer))
        refuse(message.originId, condition);
}

void Outbox::acknowledge(const OriginId& id)
{
    setState(id, DeliveryState::Sent);
}

void Outbox::refuse(const OriginId& id, const QString& condition, const std::optional<PeerId>& peer)
{
    setState(id, DeliveryState::Failed, condition.left(256), peer);
}

void Outbox::setState(
    const OriginId& id, DeliveryState state, const QString& failureCode, const std::optional<PeerId>& peer)
{
    onDone(
        m_messages.setState(id, state, failureCode, peer), this, [this, id](const Result<Message>& stored) {
            // Only now: an answer of waiting() that was asked for before still names this message.
            m_queued.remove(id);
            m_handed.remove(id);
            if (stored)
                Q_EMIT changed(*stored);
            else if (stored.error().kind != ErrorKind::NotFound)
                Q_EMIT failed(stored.error());
        });
}

void Outbox::retry(const OriginId& id)
{
    onDone(m_messages.setState(id, DeliveryState::Waiting), this, [this](const Result<Message>& stored) {
        if (!stored) {
            qCWarning(lcCore) << "a message cannot be tried again" << stored.error();
            Q_EMIT failed(stored.error());
            return;
        }
        Q_EMIT changed(*stored);
        add(*stored);
    });
}

void Outbox::forget(const Message& message)
{
    const auto isIt = [&message](const Message& candidate) {
        return candidate.originId == message.originId;
    };
    const auto lane = m_lanes.find(message.peer);
    if (lane != m_lanes.end())
        lane->removeIf(isIt);
    m_added.removeIf(isIt);
    m_queued.remove(message.originId);
}

} // namespace Natter::Core
