// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "store/MessageRepository.h"
#include "store/StateRepository.h"
#include "xmpp/Client.h"

#include <QObject>

namespace Natter::Core {

/// Pages of one dialog's past: from the store, and where the store ends, from the archive through the store.
/// That a dialog's beginning was reached is remembered for good. GUI thread.
class HistoryPager : public QObject
{
    Q_OBJECT

public:
    HistoryPager(Xmpp::Client& engine, Store::MessageRepository& messages, Store::StateRepository& state,
        const Jid& account, const Clock& clock, QObject* parent = nullptr);

    /// Up to `limit` messages before the cursor, oldest first; before the newest when the cursor has no time.
    /// Empty: the beginning. Offline, what the store has; Network when that is nothing.
    Answer<QList<Message>> older(const PeerId& peer, const MessageCursor& before, int limit);

Q_SIGNALS:
    void stored(const Natter::Store::MessageBatch& batch);

private:
    struct Request
    {
        PeerId peer;
        std::optional<MessageCursor> before;
        int limit;
        int pagesLeft;                         ///< pages without any text could go on for long
        std::optional<StanzaId> archiveBefore; ///< once asked: the end of the page before
        Promise<QList<Message>> promise;
    };

    void readStore(const Request& request);
    void checkBeginning(const Request& request, const QList<Message>& found);
    void findOldest(const Request& request, const QList<Message>& found);
    void askArchive(const Request& request, const QList<Message>& found, const StanzaId& oldest);
    void take(const Request& request, const Xmpp::ArchivePage& page);
    static void finish(const Request& request, const QList<Message>& found, const Error& error);

    Xmpp::Client& m_engine;
    Store::MessageRepository& m_messages;
    Store::StateRepository& m_state;
    const Jid m_account;
    const Clock& m_clock;
};

} // namespace Natter::Core
