// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Clock.h"
#include "core/ArchiveHarvest.h"
#include "core/ArchivePosition.h"
#include "net/Backoff.h"
#include "store/MessageRepository.h"
#include "store/StateRepository.h"
#include "xmpp/Client.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace Natter::Core {

/// Catches up with the account's archive (XEP-0313): the newest page first, then back until what the store
/// has. The way is written down after each page, so that the next start goes on where this one ended. An
/// empty store gets the newest 500 messages; what is older comes when somebody scrolls to it. GUI thread.
class ArchiveSync : public QObject
{
    Q_OBJECT

public:
    ArchiveSync(Xmpp::Client& engine, Store::MessageRepository& messages, Store::StateRepository& state,
        const Jid& account, const Clock& clock, QObject* parent = nullptr);

    /// Online, by a resumption too: what waited came without the server's time.
    void start();
    /// The last run reached its end.
    bool isComplete() const { return m_step == Step::Complete; }
    /// Live messages move the head too.
    void noteStored(const Store::MessageBatch& batch);
    /// What came live could not be stored: the head stays before it, and the newest step runs again.
    void noteLost();

Q_SIGNALS:
    /// A page is about to be stored: what came live before it goes first, so that it counts as live.
    void pageReceived();
    void runningChanged(bool isRunning);
    /// What is newer than the store was, from others and not answered from another device, counts as unread.
    void stored(const Natter::Store::MessageBatch& batch);
    /// Nothing more is under way: complete, or an error that is tried again later while online.
    void settled();
    void failed(const Natter::Error& error);

private:
    static constexpr int ArchivePageSize = 200;

    enum class Step { Stopped, Loading, Newest, Gaps, Waiting, Complete };

    void stop();
    void setStep(Step step);
    void proceed();
    void ask(const ArchiveGap& gap);
    void take(const ArchiveGap& gap, const Xmpp::ArchivePage& page);
    void storeNews(const ArchiveGap& gap, const Xmpp::ArchivePage& page, const ArchiveHarvest& harvest);
    void advance(const ArchiveGap& gap, const Xmpp::ArchivePage& page, bool isEnd);
    void handleFailure(const ArchiveGap& gap, const Error& error);
    void retryLater();
    void save();

    Xmpp::Client& m_engine;
    Store::MessageRepository& m_messages;
    Store::StateRepository& m_state;
    const Jid m_account;
    const Clock& m_clock;
    Net::Backoff m_backoff;
    QTimer m_retry;
    QTimer m_saving;
    ArchivePosition m_position;
    int m_pageSize = ArchivePageSize; ///< less while pages do not come in time
    QSet<PeerId> m_answered;          ///< one's own newer message was seen: what is before it has been read
    Step m_step = Step::Stopped;
    bool m_isLoaded = false;
    bool m_isNewestDone = false;
    quint64 m_run = 0; ///< answers of an earlier run are dropped
};

} // namespace Natter::Core
