// SPDX-License-Identifier: Apache-2.0
#include "xmpp/ClientPrivate.h"

#include "base/Log.h"
#include "xmpp/Caps.h"
#include "xmpp/Carbons.h"
#include "xmpp/Disco.h"
#include "xmpp/ElementReader.h"
#include "xmpp/ElementWriter.h"
#include "xmpp/FrameGuard.h"
#include "xmpp/Framing.h"
#include "xmpp/IqResponder.h"
#include "xmpp/Namespaces.h"
#include "xmpp/Ping.h"
#include "xmpp/Presence.h"
#include "xmpp/Roster.h"
#include "xmpp/StanzaAddress.h"
#include "xmpp/StreamError.h"

#include <utility>

namespace Natter::Xmpp {

namespace {

constexpr std::chrono::seconds TickInterval{1};
constexpr std::chrono::seconds NegotiationTime{20};
/// So many messages at once get a request of their own: a busy engine then gives signs of life in between.
constexpr int MessagesPerRequest = 32;

/// After these the lost session is worth resuming. After a broken rule it is not: the engine would send the
/// same thing again.
bool keepsSession(ErrorKind kind)
{
    return kind == ErrorKind::Network || kind == ErrorKind::Timeout || kind == ErrorKind::Tls ||
           kind == ErrorKind::Unauthorized || kind == ErrorKind::ServerFailure;
}

Error countTooHigh()
{
    return {ErrorKind::Protocol, Retry::later(), QStringLiteral("engine handled more than was sent"),
        QStringLiteral("handled-count-too-high")};
}

} // namespace

Client::Private::Private(Client& client, std::unique_ptr<Transport> transport, const Clock& clock)
    : m_client(client)
    , m_clock(clock)
    , m_transport(std::move(transport))
    , m_questions(clock)
{
    connect(m_transport.get(), &Transport::opened, this, &Private::transportOpened);
    connect(m_transport.get(), &Transport::frameReceived, this, &Private::frameArrived);
    connect(m_transport.get(), &Transport::closed, &m_frames, &FrameQueue::pushEnd);
    connect(&m_frames, &FrameQueue::frameReached, this, &Private::handleFrame);
    connect(&m_frames, &FrameQueue::endReached, this, &Private::finish);
    m_tick.setInterval(TickInterval);
    connect(&m_tick, &QTimer::timeout, this, &Private::tick);
    m_ackTurn.setSingleShot(true);
    connect(&m_ackTurn, &QTimer::timeout, this, &Private::acknowledgementTurn);
}

Jid Client::Private::boundJid() const
{
    return isOnline() ? m_session->reader.own : Jid();
}

void Client::Private::connectToEngine(const ConnectOptions& options)
{
    if (!std::holds_alternative<Idle>(m_phase))
        return;
    if (m_session && m_session->reader.own.bare() != options.account.bare())
        m_session.reset();
    m_phase = Opening{options};
    m_tick.start();
    setState(State::Connecting);
    m_transport->open(options.webSocket);
}

void Client::Private::disconnectFromEngine()
{
    end(Error::cancelled());
    m_session.reset();
}

void Client::Private::forgetSession()
{
    if (isOnline())
        m_session->resumptionId.clear();
    else
        m_session.reset();
}

void Client::Private::checkConnection()
{
    if (isOnline())
        askForLife();
}

void Client::Private::transportOpened()
{
    const auto* opening = std::get_if<Opening>(&m_phase);
    if (!opening)
        return;
    std::optional<SmResume> resume;
    if (m_session)
        resume = SmResume{m_session->resumptionId, m_session->ledger.handled()};
    Negotiation negotiation(opening->options, resume);
    const Negotiation::Progress start = negotiation.begin();
    m_phase = Negotiating{std::move(negotiation), m_clock.monotonic() + NegotiationTime};
    setState(State::Negotiating);
    for (const Element& element : start.toSend)
        send(element);
}

void Client::Private::frameArrived(const QString& frame)
{
    if (auto* online = std::get_if<Online>(&m_phase))
        online->liveness.noteHeard();
    if (!std::holds_alternative<Idle>(m_phase) && !std::holds_alternative<Ending>(m_phase))
        m_frames.push(frame);
}

void Client::Private::handleFrame(const QString& frame)
{
    const auto element = readElement(frame);
    if (!element) {
        const bool isExcess = element.error().code == ExcessCode;
        if (isOnline() && isExcess)
            m_session->ledger.countHandled(); // or the engine would deliver it to the next session
        // Ending the stream over what lies in the archive would end it again at every attempt to read it.
        if (!isExcess || m_archive.isIdle())
            end(element.error());
        return;
    }
    if (const auto close = StreamClose::fromXml(*element)) {
        const QString code = close->seeOtherUri.isEmpty() ? QString() : QStringLiteral("see-other-uri");
        peerEnded({ErrorKind::Network, Retry::later(), QStringLiteral("stream closed by the engine"), code});
    } else if (const auto error = StreamError::fromXml(*element)) {
        peerEnded(error->toError());
    } else if (auto* negotiating = std::get_if<Negotiating>(&m_phase)) {
        handle(*negotiating, *element);
    } else if (auto* online = std::get_if<Online>(&m_phase)) {
        handle(*online, *element);
    }
}

void Client::Private::handle(Negotiating& phase, const Element& element)
{
    const Negotiation::Progress progress = phase.negotiation.handle(element);
    for (const Element& reply : progress.toSend)
        send(reply);
    if (!progress.end)
        return;
    if (!*progress.end)
        end(progress.end->error());
    else
        std::visit([this](const auto& outcome) { begin(outcome); }, **progress.end);
}

// Signals come last in both: whoever hears them may end this connection.
void Client::Private::begin(const Negotiation::Bound& bound)
{
    QList<OriginId> acknowledged;
    if (m_session && bound.handledBefore)
        acknowledged = m_session->ledger.acknowledge(*bound.handledBefore).value_or(QList<OriginId>());
    m_session = EngineSession{{bound.jid}, bound.resumptionId, {}};
    m_phase = Online{Liveness(m_clock)};
    ask(Iq::Type::Get, bound.jid.bare(), discoInfoRequest(), [this](const Result<Element>& answer) {
        const auto info = answer ? DiscoInfo::fromXml(*answer) : std::nullopt;
        if (m_session && info)
            m_session->reader.isStanzaIdTrusted = info->features.contains(Ns::StableIds);
    });
    ask(Iq::Type::Set, {}, carbonsEnable(), [](const Result<Element>& answer) {
        if (!answer)
            qCWarning(lcXmpp) << "no carbons:" << answer.error();
    });
    sendStanza(initialPresence(capsElement()));

    setState(State::Online);
    announceAcknowledged(acknowledged);
    Q_EMIT m_client.online(false);
}

void Client::Private::begin(const Negotiation::Resumed& resumed)
{
    const auto acknowledged = m_session->ledger.acknowledge(resumed.handled);
    if (!acknowledged) {
        end(countTooHigh());
        return;
    }
    m_phase = Online{Liveness(m_clock)};
    for (const StreamLedger::SentMessage& message : m_session->ledger.takeUnacknowledged())
        sendStanza(message.stanza, message.id);

    setState(State::Online);
    announceAcknowledged(*acknowledged);
    Q_EMIT m_client.online(true);
}

void Client::Private::handle(Online& phase, const Element& element)
{
    if (StreamLedger::isStanza(element)) {
        m_session->ledger.countHandled();
        handleStanza(element);
    } else if (isSmRequest(element)) {
        send(SmAnswer{m_session->ledger.handled()}.toXml());
    } else if (const auto answer = SmAnswer::fromXml(element)) {
        const auto acknowledged = m_session->ledger.acknowledge(answer->handled);
        if (!acknowledged) {
            end(countTooHigh());
            return;
        }
        phase.openAckRequests = qMax(0, phase.openAckRequests - 1);
        if (phase.openAckRequests > 0)
            phase.liveness.noteAsked();
        else if (m_session->ledger.messagesSinceRequest() > 0)
            requestAcknowledgement();
        announceAcknowledged(*acknowledged);
    }
}

void Client::Private::handleStanza(const Element& stanza)
{
    if (const auto iq = Iq::fromXml(stanza))
        handleIq(*iq);
    else if (const auto availability = Availability::fromXml(stanza))
        Q_EMIT m_client.presenceChanged(availability->from, availability->isAvailable);
    else
        handleMessage(stanza);
}

void Client::Private::handleIq(const Iq& iq)
{
    if (iq.type == Iq::Type::Result || iq.type == Iq::Type::Error) {
        m_questions.answer(iq, m_session->reader.own);
        return;
    }
    const auto push = Roster::fromXml(iq.payload);
    // RFC 6121, 2.1.6: a push from anybody else is a forgery.
    if (iq.type != Iq::Type::Set || !push || !isFromOwnAccount(iq.from, m_session->reader.own)) {
        sendStanza(replyTo(iq).toXml());
        return;
    }
    sendStanza(iq.result().toXml());
    for (const RosterItem& item : push->items)
        Q_EMIT m_client.rosterItemChanged(item);
}

void Client::Private::handleMessage(const Element& message)
{
    if (ArchiveResult::isInside(message)) {
        m_archive.take(message, m_session->reader);
    } else if (const auto received = receivedMessage(message, m_session->reader)) {
        Q_EMIT m_client.messageReceived(received->message, received->isOwn);
    }
}

void Client::Private::peerEnded(const Error& error)
{
    send(StreamClose{}.toXml());
    leave(error);
    m_session.reset(); // what ended in good order cannot be resumed
}

void Client::Private::announceAcknowledged(const QList<OriginId>& ids)
{
    for (const OriginId& id : ids)
        Q_EMIT m_client.messageAcknowledged(id);
}

void Client::Private::acknowledgementTurn()
{
    // While one is open, its answer asks the next: a burst of single messages needs no request each.
    const auto* online = std::get_if<Online>(&m_phase);
    if (online && online->openAckRequests == 0 && m_session->ledger.messagesSinceRequest() > 0)
        requestAcknowledgement();
}

void Client::Private::requestAcknowledgement()
{
    auto& online = std::get<Online>(m_phase);
    ++online.openAckRequests;
    online.liveness.noteAsked();
    m_session->ledger.noteRequested();
    send(smRequest());
}

void Client::Private::askForLife()
{
    auto& liveness = std::get<Online>(m_phase).liveness;
    if (liveness.isAsked())
        return;
    liveness.noteAsked();
    ask(Iq::Type::Get, *Jid::parse(m_session->reader.own.domain()), pingRequest(),
        [](const Result<Element>&) {});
}

void Client::Private::tick()
{
    m_questions.expire();
    if (const auto* negotiating = std::get_if<Negotiating>(&m_phase)) {
        if (m_clock.monotonic() >= negotiating->deadline)
            end({ErrorKind::Timeout, Retry::later(), QStringLiteral("sign-in took too long"), {}});
    } else if (const auto* online = std::get_if<Online>(&m_phase)) {
        switch (online->liveness.verdict()) {
        case Liveness::Verdict::Fine:
            break;
        case Liveness::Verdict::Ask:
            askForLife();
            break;
        case Liveness::Verdict::Dead:
            end({ErrorKind::Timeout, Retry::now(), QStringLiteral("engine went silent"), {}});
            break;
        }
    }
}

void Client::Private::ask(Iq::Type type, const Jid& to, const Element& payload, Questions::Function function)
{
    sendStanza(m_questions.ask(type, to, payload, std::move(function)));
}

void Client::Private::sendStanza(const Element& stanza, const std::optional<OriginId>& id)
{
    m_session->ledger.countSent(stanza, id);
    send(stanza);
    const int unasked = m_session->ledger.messagesSinceRequest();
    if (unasked >= MessagesPerRequest)
        requestAcknowledgement();
    else if (unasked > 0 && !m_ackTurn.isActive())
        m_ackTurn.start(0);
}

void Client::Private::send(const Element& element)
{
    m_transport->send(writeElement(element));
}

void Client::Private::end(const Error& error)
{
    if (std::holds_alternative<Negotiating>(m_phase) || isOnline()) {
        if (isOnline() && error.kind != ErrorKind::Timeout)
            send(SmAnswer{m_session->ledger.handled()}.toXml());
        if (error.kind == ErrorKind::Protocol || error.kind == ErrorKind::TooLarge)
            send(StreamError{QStringLiteral("policy-violation")}.toXml());
        // A silent engine gets no close: should it still read it, the session could not be resumed.
        if (error.kind != ErrorKind::Timeout)
            send(StreamClose{}.toXml());
    }
    leave(error);
}

void Client::Private::leave(const Error& error)
{
    if (std::holds_alternative<Idle>(m_phase) || std::holds_alternative<Ending>(m_phase))
        return;
    m_phase = Ending{error};
    m_frames.dropFrames();
    m_transport->close();
}

void Client::Private::finish(const Error& transportError)
{
    const auto* ending = std::get_if<Ending>(&m_phase);
    const Error reason = ending ? ending->reason : transportError;
    if (!keepsSession(reason.kind) || (m_session && m_session->resumptionId.isEmpty()))
        m_session.reset();
    m_phase = Idle{};
    m_tick.stop();
    m_ackTurn.stop();
    qCInfo(lcXmpp) << "disconnected" << reason;
    const bool isWanted = reason.kind == ErrorKind::Cancelled;
    m_questions.failAll(
        isWanted ? reason : Error{ErrorKind::Network, Retry::later(), reason.detail, reason.code});
    setState(State::Disconnected);
    Q_EMIT m_client.disconnected(reason);
}

void Client::Private::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT m_client.stateChanged(state);
}

} // namespace Natter::Xmpp
