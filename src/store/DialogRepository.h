// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "domain/Dialog.h"

namespace Natter::Store {

class Database;

/// The dialogs, each with its last message and unread count.
class DialogRepository
{
public:
    explicit DialogRepository(Database& database);

    /// All of them, pinned first, then newest first.
    Answer<QList<Dialog>> all();
    Answer<Dialog> find(const PeerId& peer);
    /// Creates the dialog when there is none; one query either way.
    Answer<Dialog> ensure(const PeerId& peer);
    /// Creates the missing ones in one transaction, with the epoch as their time, so that people of whom
    /// nothing was heard stand below everything that was said. The answer: the new ones.
    Answer<QList<Dialog>> addContacts(const QList<PeerId>& peers);
    /// Takes the dialog away with its messages.
    Answer<void> remove(const PeerId& peer);
    Answer<void> markRead(const PeerId& peer);
    Answer<void> setDraft(const PeerId& peer, const QString& draft);
    Answer<void> setPinned(const PeerId& peer, bool isPinned);
    Answer<void> setMuted(const PeerId& peer, bool isMuted);

private:
    Database& m_database;
};

} // namespace Natter::Store
