// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "store/MessageRepository.h"
#include "store/StateRepository.h"
#include "xmpp/Client.h"

#include <QObject>

namespace Natter::Core {

/// Fills an empty store's dialog list: asks the archive for the newest messages with each contact, a few
/// contacts at a time, once per store. GUI thread.
class ContactHistory : public QObject
{
    Q_OBJECT

public:
    ContactHistory(Xmpp::Client& engine, Store::MessageRepository& messages, Store::StateRepository& state,
        const Jid& account, const Clock& clock, QObject* parent = nullptr);

    /// Does nothing when it was done for this store before.
    void fill(const QList<PeerId>& contacts);

Q_SIGNALS:
    void stored(const Natter::Store::MessageBatch& batch);

private:
    void stop();
    void askNext();
    void take(const Xmpp::ArchivePage& page);
    void finishOne(bool isOk);

    Xmpp::Client& m_engine;
    Store::MessageRepository& m_messages;
    Store::StateRepository& m_state;
    const Jid m_account;
    const Clock& m_clock;
    QList<PeerId> m_left;
    int m_inFlight = 0;
    bool m_hasFailed = false;
    quint64 m_run = 0; ///< answers of an earlier run are dropped
};

} // namespace Natter::Core
