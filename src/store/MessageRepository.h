// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "domain/Message.h"
#include "store/Arrival.h"

#include <optional>

namespace Natter::Store {

class Database;

/// What became of a batch of incoming or archived messages.
struct MessageBatch
{
    QList<Message> inserted; ///< new rows, in the order given, with row ids
    QList<Message> updated;  ///< known rows that learnt something (archive id, state, stamp)
};

/// Messages of all dialogs. A message is known again by archive id, or by (peer, direction, origin id): it is
/// never stored twice, however often and by whichever way it comes.
class MessageRepository
{
public:
    explicit MessageRepository(Database& database);

    /// Stores one's own new message as Waiting, after all others of its dialog even if this computer's clock
    /// is behind the server's. When the answer is there, it is on disk.
    Answer<Message> addOutgoing(const Message& message);
    /// One transaction. Also creates and touches the dialogs.
    Answer<MessageBatch> addBatch(const QList<Message>& messages, Arrival arrival);
    /// Up to `limit` messages before the cursor (or the newest), oldest first.
    Answer<QList<Message>> page(const PeerId& peer, const std::optional<MessageCursor>& before, int limit);
    /// Archive id of the oldest message of this dialog that has one; empty: none. Known gaps are for the
    /// caller to keep, in StateRepository.
    Answer<StanzaId> oldestArchiveId(const PeerId& peer);
    /// Own messages still Waiting, oldest first: the outbox.
    Answer<QList<Message>> waiting();
    /// Never goes back: Sent does not overwrite Delivered, nor does Failed. Back to Waiting is always taken.
    /// The answer is the row as it is now; NotFound when there is none, or none to `peer` where one is named.
    Answer<Message> setState(const OriginId& id, DeliveryState state, const QString& failureCode = {},
        const std::optional<PeerId>& peer = std::nullopt);
    Answer<void> remove(qint64 rowId);

private:
    Database& m_database;
};

} // namespace Natter::Store
