// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/DialogIds.h"
#include "store/MessageRepository.h"

namespace Natter::Store {

/// Puts messages into the tables within one transaction, each at most once.
class MessageWriter
{
public:
    explicit MessageWriter(QSqlDatabase& db);

    /// The stored copy of `message`, known by archive id, else by (peer, direction, origin id).
    Result<std::optional<Message>> find(const Message& message);
    /// The message as stored, with its row id.
    Result<Message> insert(const Message& message);
    /// After all others of its dialog, even if this computer's clock is behind the server's.
    Result<Message> insertLast(Message message);
    /// Inserts, or lets the stored copy learn; tells `batch` what became of it.
    Result<void> add(const Message& message, Arrival arrival, MessageBatch& batch);

private:
    Result<void> learn(const Message& stored, const Message& copy, Arrival arrival, MessageBatch& batch);

    DialogIds m_dialogs;
    Statement m_byArchiveId;
    Statement m_byOriginId;
    Statement m_newest;
    Statement m_insert;
    Statement m_update;
    Statement m_countUnread;
};

} // namespace Natter::Store
