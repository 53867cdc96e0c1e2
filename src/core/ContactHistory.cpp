// SPDX-License-Identifier: Apache-2.0
#include "core/ContactHistory.h"

#include "core/InboundMapping.h"

namespace Natter::Core {

namespace {

constexpr int ContactPageSize = 20;
constexpr int MaximumInFlight = 3;

QString filledKey()
{
    return QStringLiteral("archive.contacts_filled");
}

} // namespace

ContactHistory::ContactHistory(Xmpp::Client& engine, Store::MessageRepository& messages,
    Store::StateRepository& state, const Jid& account, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_messages(messages)
    , m_state(state)
    , m_account(account)
    , m_clock(clock)
{
    connect(&engine, &Xmpp::Client::disconnected, this, &ContactHistory::stop);
}

void ContactHistory::fill(const QList<PeerId>& contacts)
{
    stop();
    onDone(m_state.value(filledKey()), this,
        [this, contacts, run = m_run](const Result<std::optional<QByteArray>>& filled) {
            if (run != m_run || !filled || *filled)
                return;
            m_left = contacts;
            if (m_left.isEmpty())
                finishOne(true);
            askNext();
        });
}

void ContactHistory::stop()
{
    ++m_run;
    m_left.clear();
    m_inFlight = 0;
    m_hasFailed = false;
}

void ContactHistory::askNext()
{
    while (m_inFlight < MaximumInFlight && !m_left.isEmpty()) {
        Xmpp::ArchiveQuery query;
        query.with = Jid::forPeer(m_left.takeFirst(), m_account.domain());
        query.beforeId = StanzaId();
        query.maximum = ContactPageSize;
        if (!query.with)
            continue;
        ++m_inFlight;
        onDone(
            m_engine.requestArchive(query), this, [this, run = m_run](const Result<Xmpp::ArchivePage>& page) {
                if (run != m_run)
                    return;
                --m_inFlight;
                if (page)
                    take(*page);
                else
                    finishOne(false);
            });
    }
}

void ContactHistory::take(const Xmpp::ArchivePage& page)
{
    QList<Message> messages;
    for (const Xmpp::InboundMessage& inbound : page.messages) {
        if (const auto message = archivedMessage(inbound, m_account, m_clock.now()))
            messages.append(*message);
    }
    ++m_inFlight;
    onDone(m_messages.addBatch(messages, Store::Arrival::History), this,
        [this, run = m_run](const Result<Store::MessageBatch>& batch) {
            if (batch)
                Q_EMIT stored(*batch);
            if (run != m_run)
                return;
            --m_inFlight;
            finishOne(batch.isOk());
        });
}

void ContactHistory::finishOne(bool isOk)
{
    m_hasFailed |= !isOk;
    askNext();
    if (m_inFlight > 0 || m_hasFailed)
        return;
    // Nothing depends on the answer: what is not remembered is asked for again at the next start.
    m_state.setValue(filledKey(), QByteArrayLiteral("1"));
}

} // namespace Natter::Core
