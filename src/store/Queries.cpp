// SPDX-License-Identifier: Apache-2.0
#include "store/Queries.h"

namespace Natter::Store {

namespace {

constexpr int FirstMessageColumnOfDialog = 6;

QString messageColumns()
{
    return QStringLiteral("m.id, d.peer, m.is_outgoing, m.body, m.time, m.origin_id, m.archive_id, m.state,"
                          " m.failure_code");
}

QString selectMessages(const QString& rest)
{
    return QStringLiteral("SELECT %1 FROM messages m JOIN dialogs d ON d.id = m.dialog_id %2")
        .arg(messageColumns(), rest);
}

QString selectDialogs(const QString& rest)
{
    return QStringLiteral("SELECT d.peer, d.unread_count, d.draft, d.is_pinned, d.is_muted, d.created_at, %1"
                          " FROM dialogs d LEFT JOIN messages m ON m.id ="
                          " (SELECT id FROM messages WHERE dialog_id = d.id"
                          "  ORDER BY time DESC, id DESC LIMIT 1) %2")
        .arg(messageColumns(), rest);
}

DeliveryState toState(qint64 stored)
{
    const bool isKnown =
        stored >= qint64(DeliveryState::Waiting) && stored <= qint64(DeliveryState::Received);
    return isKnown ? DeliveryState(stored) : DeliveryState::Failed;
}

Message readMessage(const Statement& row, int firstColumn)
{
    int column = firstColumn;
    Message message;
    message.rowId = row.integer(column++);
    message.peer = PeerId(row.text(column++));
    message.isOutgoing = row.boolean(column++);
    message.body = row.text(column++);
    message.time = row.time(column++);
    message.originId = OriginId(row.text(column++));
    message.archiveId = StanzaId(row.text(column++));
    message.state = toState(row.integer(column++));
    message.failureCode = row.text(column++);
    return message;
}

Dialog readDialog(const Statement& row)
{
    Dialog dialog;
    dialog.peer = PeerId(row.text(0));
    dialog.unreadCount = int(row.integer(1));
    dialog.draft = row.text(2);
    dialog.isPinned = row.boolean(3);
    dialog.isMuted = row.boolean(4);
    dialog.createdAt = row.time(5);
    if (!row.isNull(FirstMessageColumnOfDialog)) {
        dialog.lastMessage = readMessage(row, FirstMessageColumnOfDialog);
        dialog.lastMessage->peer = dialog.peer;
    }
    return dialog;
}

} // namespace

QString Query::messageByArchiveId()
{
    return selectMessages(QStringLiteral("WHERE m.archive_id = ?"));
}

QString Query::messageByOriginId()
{
    return selectMessages(QStringLiteral("WHERE m.origin_id = ? AND m.dialog_id = ? AND m.is_outgoing = ?"));
}

QString Query::ownMessageByOriginId()
{
    return selectMessages(QStringLiteral("WHERE m.origin_id = ? AND m.is_outgoing = 1"));
}

QString Query::newestMessages()
{
    return selectMessages(QStringLiteral("WHERE m.dialog_id = (SELECT id FROM dialogs WHERE peer = ?)"
                                         " ORDER BY m.time DESC, m.id DESC LIMIT ?"));
}

QString Query::messagesBefore()
{
    return selectMessages(QStringLiteral("WHERE m.dialog_id = (SELECT id FROM dialogs WHERE peer = ?)"
                                         " AND (m.time, m.id) < (?, ?)"
                                         " ORDER BY m.time DESC, m.id DESC LIMIT ?"));
}

QString Query::oldestArchivedMessage()
{
    return selectMessages(QStringLiteral("WHERE m.dialog_id = (SELECT id FROM dialogs WHERE peer = ?)"
                                         " AND m.archive_id IS NOT NULL ORDER BY m.time, m.id LIMIT 1"));
}

QString Query::waitingMessages()
{
    return selectMessages(QStringLiteral("WHERE m.state = 0 ORDER BY m.time, m.id"));
}

QString Query::allDialogs()
{
    return selectDialogs(QStringLiteral(
        "ORDER BY d.is_pinned DESC, COALESCE(m.time, d.created_at) DESC, m.id DESC, d.id DESC"));
}

QString Query::dialogByPeer()
{
    return selectDialogs(QStringLiteral("WHERE d.peer = ?"));
}

Result<QList<Message>> readMessages(Statement& select, const QVariantList& values)
{
    if (auto outcome = select.run(values); !outcome)
        return outcome.error();
    QList<Message> messages;
    if (auto outcome = select.forEach([&] { messages += readMessage(select, 0); }); !outcome)
        return outcome.error();
    return messages;
}

Result<QList<Dialog>> readDialogs(Statement& select, const QVariantList& values)
{
    if (auto outcome = select.run(values); !outcome)
        return outcome.error();
    QList<Dialog> dialogs;
    if (auto outcome = select.forEach([&] { dialogs += readDialog(select); }); !outcome)
        return outcome.error();
    return dialogs;
}

} // namespace Natter::Store
