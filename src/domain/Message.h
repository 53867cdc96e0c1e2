// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/StrongId.h"

#include <QDateTime>

#include <optional>

namespace Natter {

/// Where a message of one's own is; `Received` marks a message of somebody else. The numbers are stored.
enum class DeliveryState {
    Waiting = 0,   ///< on disk, not yet acknowledged by the server; sent again after a crash or reconnect
    Sent = 1,      ///< the server has it (XEP-0198 acknowledgement, or seen in the archive)
    Delivered = 2, ///< reached one of the other's devices
    Read = 3,
    Failed = 4, ///< refused for good; the person can retry or delete
    Received = 5,
};

/// One text message of a dialog. `rowId` is the local database's key, 0 before it is stored.
struct Message
{
    qint64 rowId = 0;
    PeerId peer; ///< whose dialog it belongs to
    bool isOutgoing = false;
    QString body;       ///< plain text as sent
    QDateTime time;     ///< UTC: server's stamp where there is one, else when it was seen or written
    OriginId originId;  ///< XEP-0359, may be empty for foreign clients
    StanzaId archiveId; ///< XEP-0359 stanza-id by the own account, empty until known
    DeliveryState state = DeliveryState::Received;
    QString failureCode; ///< only with Failed: the engine's condition, e.g. `service-unavailable`

    friend bool operator==(const Message&, const Message&) = default;
};

/// Place in a dialog's order: time, then row.
struct MessageCursor
{
    QDateTime time;
    qint64 rowId = 0;

    friend bool operator==(const MessageCursor&, const MessageCursor&) = default;
};

} // namespace Natter

Q_DECLARE_METATYPE(Natter::Message)
Q_DECLARE_METATYPE(Natter::DeliveryState)
