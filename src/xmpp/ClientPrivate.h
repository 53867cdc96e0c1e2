// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xmpp/ArchivePages.h"
#include "xmpp/Client.h"
#include "xmpp/FrameQueue.h"
#include "xmpp/Liveness.h"
#include "xmpp/Negotiation.h"
#include "xmpp/Questions.h"
#include "xmpp/StanzaRouter.h"
#include "xmpp/StreamLedger.h"
#include "xmpp/Transport.h"

#include <QTimer>

#include <variant>

namespace Natter::Xmpp {

/// What XEP-0198 keeps of a session while it is online and, if it can be resumed, after it broke.
struct EngineSession
{
    MessageReader reader;
    QString resumptionId; ///< empty: it cannot be resumed
    StreamLedger ledger;
};

/// The client's works: one connection in one phase at a time.
class Client::Private : public QObject
{
    Q_OBJECT

public:
    Private(Client& client, std::unique_ptr<Transport> transport, const Clock& clock);

    State state() const { return m_state; }
    Jid boundJid() const;
    bool isOnline() const { return std::holds_alternative<Online>(m_phase); }

    void connectToEngine(const ConnectOptions& options);
    void disconnectFromEngine();
    void forgetSession();
    void checkConnection();
    /// The last words of a client that is deleted: nobody is there to resume this session.
    void sayGoodbye();

    void sendStanza(const Element& stanza, const std::optional<OriginId>& id = std::nullopt);
    void ask(Iq::Type type, const Jid& to, const Element& payload, Questions::Function function);
    ArchivePages& archive() { return m_archive; }

private:
    struct Idle
    {};
    struct Opening ///< the transport connects
    {
        ConnectOptions options;
    };
    struct Negotiating
    {
        Negotiation negotiation;
        std::chrono::milliseconds deadline;
    };
    struct Online
    {
        Liveness liveness;
        int openAckRequests = 0;
    };
    struct Closing ///< `<close/>` is sent, the engine's is awaited
    {
        Error reason;
    };
    struct Ending ///< the transport closes
    {
        Error reason;
    };

    void transportOpened();
    void frameArrived(const QString& frame);
    void handleFrame(const QString& frame);
    void handle(Negotiating& phase, const Element& element);
    void handle(Online& phase, const Element& element);
    void handleStanza(const Element& stanza);
    void peerEnded(const Error& error);

    void begin(const Negotiation::Bound& bound);
    void begin(const Negotiation::Resumed& resumed);
    void announceAcknowledged(const QList<OriginId>& ids);
    void acknowledgementTurn();
    void requestAcknowledgement();
    void askForLife();
    void tick();

    void send(const Element& element);
    /// Ends the stream in good order, then leaves. The engine gets a moment to read the last words: what is
    /// not acknowledged to it would come again in the next session.
    void end(const Error& error);
    /// Closes the transport; finish() follows with this reason.
    void leave(const Error& error);
    void finish(const Error& transportError);
    void setState(State state);

    Client& m_client;
    const Clock& m_clock;
    std::unique_ptr<Transport> m_transport;
    FrameQueue m_frames;
    Questions m_questions;
    ArchivePages m_archive;
    StanzaRouter m_router;
    QTimer m_tick;
    QTimer m_farewell; ///< runs while Closing
    QTimer m_ackTurn;  ///< one `<r/>` for the messages of one turn of the event loop

    State m_state = State::Disconnected;
    std::variant<Idle, Opening, Negotiating, Online, Closing, Ending> m_phase;
    std::optional<EngineSession> m_session;
};

} // namespace Natter::Xmpp
