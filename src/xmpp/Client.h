// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "base/Clock.h"
#include "base/Jid.h"
#include "base/Secret.h"

#include <QDateTime>
#include <QObject>
#include <QUrl>

#include <memory>
#include <optional>

namespace Natter::Xmpp {

class Transport;

/// A chat message as it came, from the other or (carbon, archive) from one's own other device. Sender and
/// archive have been checked: a carbon comes from the own bare JID, an archive result from the own archive
/// and belongs to a query of ours.
struct InboundMessage
{
    Jid from; ///< full where the engine says so
    Jid to;
    QString id;                      ///< the stanza's id attribute
    OriginId originId;               ///< XEP-0359, only as told by the sender
    StanzaId stanzaId;               ///< XEP-0359, only when `by` is the own bare JID, or the archive id
    QString body;                    ///< may be empty (chat state only)
    QDateTime stamp;                 ///< UTC, by the archive; invalid for a live message
    std::optional<bool> isComposing; ///< XEP-0085: composing is true, active/paused/inactive/gone false
    bool isError = false;
    QString errorCondition; ///< RFC 6120, 8.3.3, only with isError
};

/// A chat message, RFC 6121 (2011-03), 5.
struct OutboundMessage
{
    Jid to;
    QString body;
    OriginId originId; ///< also the stanza's id
};

/// RFC 6121 (2011-03), 2.1.2.
struct RosterItem
{
    Jid jid; ///< bare
    QString name;
    QString subscription;
    bool isRemoved = false; ///< a push that takes the contact away
};

/// XEP-0313 query. `beforeId` set to an empty id asks for the newest page.
struct ArchiveQuery
{
    std::optional<Jid> with;
    std::optional<StanzaId> beforeId; ///< page backwards from here (exclusive)
    std::optional<StanzaId> afterId;  ///< page forwards from here (exclusive)
    int maximum = 50;                 ///< at most 250
};

/// Oldest first, always. `firstId`/`lastId` are the page's ends, empty when the page is.
struct ArchivePage
{
    QList<InboundMessage> messages;
    StanzaId firstId;
    StanzaId lastId;
    bool isComplete = false; ///< nothing further in the asked direction
};

/// Where to connect, and as whom.
struct ConnectOptions
{
    QUrl webSocket;
    Jid account;      ///< bare
    Secret token;     ///< the engine token, PLAIN's password
    QString resource; ///< asked for; the engine may choose another
};

/// One XMPP session over WebSocket (RFC 7395, RFC 6120, XEP-0198). Connects once when told; it does not
/// reconnect by itself, but keeps what XEP-0198 needs to resume at the next connectToEngine() with the same
/// account: messages that were not acknowledged are then sent again by the client itself, with the same ids.
/// When resuming fails it binds anew, forgets them and reports online(false): what the engine told about the
/// lost session has been acknowledged, the rest is the outbox's. Lives on the GUI thread and handles incoming
/// stanzas in slices of a few milliseconds.
///
/// Errors of disconnected(): Network, Timeout, Tls, Unauthorized (SASL not-authorized: fetch a new engine
/// token), Revoked (stream conflict / kicked, code is the condition), ServerFailure (sign-in impossible for
/// now), Protocol, TooLarge, Cancelled (asked
/// for).
class Client : public QObject
{
    Q_OBJECT

public:
    enum class State { Disconnected, Connecting, Negotiating, Online };
    Q_ENUM(State)

    explicit Client(std::unique_ptr<Transport> transport, const Clock& clock, QObject* parent = nullptr);
    /// Ends the stream in good order when it is online.
    ~Client() override;

    State state() const;
    /// The full address while online.
    Jid boundJid() const;

    /// Only while Disconnected, i.e. after disconnected(); ignored otherwise.
    void connectToEngine(const ConnectOptions& options);
    /// Closes the stream in good order, which takes up to a few seconds: disconnected() follows. The session
    /// cannot be resumed after it. Called again, it waits no longer.
    void disconnectFromEngine();
    /// Forgets the session that could be resumed, e.g. on a change of account.
    void forgetSession();
    /// Asks for proof of life now (after the computer woke up, or the network changed).
    void checkConnection();

    /// Sends at once when online, else does nothing and returns false: keeping it is the outbox's work.
    /// messageAcknowledged() follows when the server has it.
    bool sendMessage(const OutboundMessage& message);
    void sendChatState(const Jid& to, bool isComposing);
    Answer<QList<RosterItem>> requestRoster();
    Answer<ArchivePage> requestArchive(const ArchiveQuery& query);

Q_SIGNALS:
    void stateChanged(Natter::Xmpp::Client::State state);
    /// `isResumed`: nothing was missed. Otherwise the caller catches up from the archive, then flushes its
    /// outbox.
    void online(bool isResumed);
    void disconnected(const Natter::Error& error);
    /// Live messages and carbons, in order. `isOwn`: sent by another device of this account.
    void messageReceived(const Natter::Xmpp::InboundMessage& message, bool isOwn);
    /// The server has taken responsibility (XEP-0198). After a resumption that told so, too.
    void messageAcknowledged(const Natter::OriginId& id);
    /// Roster pushes.
    void rosterItemChanged(const Natter::Xmpp::RosterItem& item);
    void presenceChanged(const Natter::Jid& from, bool isAvailable);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Natter::Xmpp
