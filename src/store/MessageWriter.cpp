// SPDX-License-Identifier: Apache-2.0
#include "store/MessageWriter.h"

#include "store/MessageMerge.h"
#include "store/Queries.h"

#include <algorithm>

namespace Natter::Store {

namespace {

/// Direction and state must fit, whatever the caller took from the wire.
Message normalized(Message message)
{
    if (!message.isOutgoing)
        message.state = DeliveryState::Received;
    else if (message.state == DeliveryState::Received)
        message.state = DeliveryState::Sent;
    if (message.state != DeliveryState::Failed)
        message.failureCode.clear();
    return message;
}

Result<std::optional<Message>> readOne(Statement& select, const QVariantList& values)
{
    const auto messages = readMessages(select, values);
    if (!messages)
        return messages.error();
    return messages->isEmpty() ? std::optional<Message>() : messages->first();
}

bool replaceIn(QList<Message>& messages, const Message& message)
{
    const auto place = std::find_if(messages.begin(), messages.end(),
        [&message](const Message& other) { return other.rowId == message.rowId; });
    if (place == messages.end())
        return false;
    *place = message;
    return true;
}

} // namespace

MessageWriter::MessageWriter(QSqlDatabase& db)
    : m_dialogs(db)
    , m_byArchiveId(db, Query::messageByArchiveId())
    , m_byOriginId(db, Query::messageByOriginId())
    , m_newest(db, Query::newestMessages())
    , m_insert(db,
          QStringLiteral("INSERT INTO messages (dialog_id, is_outgoing, body, time, origin_id, archive_id,"
                         " state, failure_code) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"))
    , m_update(db, QStringLiteral("UPDATE messages SET time = ?, archive_id = ?, state = ?, failure_code = ?"
                                  " WHERE id = ?"))
    , m_countUnread(db, QStringLiteral("UPDATE dialogs SET unread_count = unread_count + 1 WHERE id = ?"))
{}

Result<std::optional<Message>> MessageWriter::find(const Message& message)
{
    if (!message.archiveId.isEmpty()) {
        auto known = readOne(m_byArchiveId, {toColumn(message.archiveId.toString())});
        if (!known || *known)
            return known;
    }
    if (message.originId.isEmpty())
        return std::optional<Message>();
    const auto dialog = m_dialogs.ensure(message.peer);
    if (!dialog)
        return dialog.error();
    return readOne(m_byOriginId, {toColumn(message.originId.toString()), *dialog, message.isOutgoing});
}

Result<Message> MessageWriter::insert(const Message& message)
{
    const auto dialog = m_dialogs.ensure(message.peer);
    if (!dialog)
        return dialog.error();
    Message stored = normalized(message);
    if (!stored.time.isValid())
        stored.time = QDateTime::currentDateTimeUtc();
    const QVariant body = toColumn(stored.body);
    auto outcome = m_insert.run({*dialog, stored.isOutgoing, body, toColumn(stored.time),
        toNullableColumn(stored.originId.toString()), toNullableColumn(stored.archiveId.toString()),
        int(stored.state), toColumn(stored.failureCode)});
    if (!outcome)
        return outcome.error();
    stored.rowId = m_insert.insertedId();
    stored.body = body.toString();
    return stored;
}

Result<Message> MessageWriter::insertLast(Message message)
{
    const auto newest = readOne(m_newest, {toColumn(message.peer.toString()), 1});
    if (!newest)
        return newest.error();
    if (*newest)
        message.time = std::max(message.time, (*newest)->time);
    return insert(message);
}

Result<void> MessageWriter::add(const Message& message, Arrival arrival, MessageBatch& batch)
{
    const auto known = find(message);
    if (!known)
        return known.error();
    if (*known)
        return learn(**known, normalized(message), arrival, batch);
    const auto stored = arrival == Arrival::Live ? insertLast(message) : insert(message);
    if (!stored)
        return stored.error();
    batch.inserted += *stored;
    if (arrival == Arrival::History || stored->isOutgoing)
        return {};
    const auto dialog = m_dialogs.ensure(stored->peer);
    return dialog ? m_countUnread.run({*dialog}) : Result<void>(dialog.error());
}

Result<void> MessageWriter::learn(
    const Message& stored, const Message& copy, Arrival arrival, MessageBatch& batch)
{
    const Message result = merged(stored, copy, arrival);
    if (result == stored)
        return {};
    auto outcome = m_update.run({toColumn(result.time), toNullableColumn(result.archiveId.toString()),
        int(result.state), toColumn(result.failureCode), result.rowId});
    if (!outcome)
        return outcome;
    if (!replaceIn(batch.inserted, result) && !replaceIn(batch.updated, result))
        batch.updated += result;
    return {};
}

} // namespace Natter::Store
