// SPDX-License-Identifier: Apache-2.0
#include "store/MessageRepository.h"

#include "store/Database.h"
#include "store/MessageMerge.h"
#include "store/MessageWriter.h"
#include "store/Queries.h"

#include <algorithm>

namespace Natter::Store {

namespace {

Result<Message> addWaiting(QSqlDatabase& db, Message message)
{
    if (message.originId.isEmpty())
        return Error{ErrorKind::BadInput, Retry::never(), QStringLiteral("needs an origin id"), {}};
    message.isOutgoing = true;
    message.state = DeliveryState::Waiting;
    message.archiveId = {};
    MessageWriter writer(db);
    const auto known = writer.find(message);
    if (!known)
        return known.error();
    if (*known)
        return Error{ErrorKind::Conflict, Retry::never(), QStringLiteral("origin id in use"), {}};
    return writer.insertLast(message);
}

Result<Message> changeState(QSqlDatabase& db, const OriginId& id, DeliveryState state,
    const QString& failureCode, const std::optional<PeerId>& peer)
{
    if (state == DeliveryState::Received)
        return Error{
            ErrorKind::BadInput, Retry::never(), QStringLiteral("own messages are not received"), {}};
    Statement select(db, Query::ownMessageByOriginId());
    const auto found = readMessages(select, {toColumn(id.toString())});
    if (!found)
        return found.error();
    if (found->isEmpty() || (peer && found->first().peer != *peer))
        return Error{ErrorKind::NotFound, Retry::never(), QStringLiteral("no such message"), {}};
    Message message = found->first();
    if (!canBecome(message.state, state))
        return message;
    message.state = state;
    message.failureCode = state == DeliveryState::Failed ? failureCode : QString();
    Statement update(db, QStringLiteral("UPDATE messages SET state = ?, failure_code = ? WHERE id = ?"));
    if (auto outcome = update.run({int(state), toColumn(message.failureCode), message.rowId}); !outcome)
        return outcome.error();
    return message;
}

} // namespace

MessageRepository::MessageRepository(Database& database)
    : m_database(database)
{}

Answer<Message> MessageRepository::addOutgoing(const Message& message)
{
    return m_database.run([message](QSqlDatabase& db) { return addWaiting(db, message); });
}

Answer<MessageBatch> MessageRepository::addBatch(const QList<Message>& messages, Arrival arrival)
{
    return m_database.run([messages, arrival](QSqlDatabase& db) -> Result<MessageBatch> {
        MessageWriter writer(db);
        MessageBatch batch;
        for (const Message& message : messages) {
            if (auto outcome = writer.add(message, arrival, batch); !outcome)
                return outcome.error();
        }
        return batch;
    });
}

Answer<QList<Message>> MessageRepository::page(
    const PeerId& peer, const std::optional<MessageCursor>& before, int limit)
{
    return m_database.run([peer, before, limit](QSqlDatabase& db) -> Result<QList<Message>> {
        Statement select(db, before ? Query::messagesBefore() : Query::newestMessages());
        QVariantList values{toColumn(peer.toString())};
        if (before)
            values << toColumn(before->time) << before->rowId;
        values << std::max(0, limit);
        auto messages = readMessages(select, values);
        if (messages)
            std::reverse(messages.value().begin(), messages.value().end());
        return messages;
    });
}

Answer<StanzaId> MessageRepository::oldestArchiveId(const PeerId& peer)
{
    return m_database.run([peer](QSqlDatabase& db) -> Result<StanzaId> {
        Statement select(db, Query::oldestArchivedMessage());
        const auto oldest = readMessages(select, {toColumn(peer.toString())});
        if (!oldest)
            return oldest.error();
        return oldest->isEmpty() ? StanzaId() : oldest->first().archiveId;
    });
}

Answer<QList<Message>> MessageRepository::waiting()
{
    return m_database.run([](QSqlDatabase& db) {
        Statement select(db, Query::waitingMessages());
        return readMessages(select, {});
    });
}

Answer<Message> MessageRepository::setState(
    const OriginId& id, DeliveryState state, const QString& failureCode, const std::optional<PeerId>& peer)
{
    return m_database.run([id, state, failureCode, peer](
                              QSqlDatabase& db) { return changeState(db, id, state, failureCode, peer); });
}

Answer<void> MessageRepository::remove(qint64 rowId)
{
    return m_database.run([rowId](QSqlDatabase& db) -> Result<void> {
        return Statement(db, QStringLiteral("DELETE FROM messages WHERE id = ?")).run({rowId});
    });
}

} // namespace Natter::Store
