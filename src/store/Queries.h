// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Dialog.h"
#include "store/Statement.h"

/// \file
/// Everything that reads messages and dialogs, in one place, so that a test can ask SQLite how it would go
/// about each. None may walk a table of messages or sort it.

namespace Natter::Store {

namespace Query {

QString messageByArchiveId();    ///< archive id
QString messageByOriginId();     ///< origin id, dialog row, is outgoing
QString ownMessageByOriginId();  ///< origin id
QString newestMessages();        ///< peer, limit; newest first
QString messagesBefore();        ///< peer, time, row, limit; newest first
QString oldestArchivedMessage(); ///< peer
QString waitingMessages();       ///< oldest first
QString allDialogs();            ///< in the list's order
QString dialogByPeer();          ///< peer

} // namespace Query

/// Runs one of the message queries.
Result<QList<Message>> readMessages(Statement& select, const QVariantList& values);
Result<QList<Dialog>> readDialogs(Statement& select, const QVariantList& values);

} // namespace Natter::Store
