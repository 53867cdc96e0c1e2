// SPDX-License-Identifier: Apache-2.0
#include "xmpp/ClientPrivate.h"

#include "base/Log.h"
#include "xmpp/ElementReader.h"
#include "xmpp/ElementWriter.h"
#include "xmpp/Framing.h"
#include "xmpp/StreamError.h"

#include <utility>

namespace Natter::Xmpp {

namespace {

constexpr std::chrono::seconds TickInterval{1};
constexpr std::chrono::seconds NegotiationTime{20};
constexpr std::chrono::seconds FarewellTime{1};

/// After these the lost session is worth resuming. After a broken rule it is not: the engine would send the
/// same thing again.
bool keepsSession(ErrorKind kind)
{
    return kind == ErrorKind::Network || kind == ErrorKind::Timeout || kind == ErrorKind::Tls ||
           kind == ErrorKind::Unauthorized || kind == ErrorKind::ServerFailure;
}

} // namespace

Client::Private::Private(Client& client, std::unique_ptr<Transport> transport, const Clock& clock)
    : m_client(client)
    , m_clock(clock)
    , m_transport(std::move(transport))
    , m_questions(clock)
    , m_router(client, m_questions, m_archive)
{
    connect(m_transport.get(), &Transport::opened, this, &Private::transportOpened);
    connect(m_transport.get(), &Transport::frameReceived, this, &Private::frameArrived);
    connect(m_transport.get(), &Transport::closed, &m_frames, &FrameQueue::pushEnd);
    connect(&m_frames, &FrameQueue::frameReached, this, &Private::handleFrame);
    connect(&m_frames, &FrameQueue::endReached, this, &Private::finish);
    m_tick.setInterval(TickInterval);
    connect(&m_tick, &QTimer::timeout, this, &Private::tick);
    m_farewell.setSingleShot(true);
    m_farewell.setInterval(FarewellTime);
    connect(&m_farewell, &QTimer::timeout, this, [this] {
        if (const auto* closing = std::get_if<Closing>(&m_phase))
            leave(Error(closing->reason));
    });
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
    // Between the two it may be about to be resumed, and is then needed until it ends.
    if (std::holds_alternative<Idle>(m_phase) || std::holds_alternative<Opening>(m_phase))
        m_session.reset();
    else if (m_session)
        m_session->resumptionId.clear();
}

void Client::Private::checkConnection()
{
    if (isOnline())
        askForLife();
}

void Client::Private::sayGoodbye()
{
    if (!isOnline())
        return;
    send(SmAnswer{m_session->ledger.handled()}.toXml());
    send(StreamClose{}.toXml());
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
    if (const auto* closing = std::get_if<Closing>(&m_phase)) {
        if (element && StreamClose::fromXml(*element))
            leave(Error(closing->reason));
        return;
    }
    if (!element && isOnline()) {
        // The engine relays what people send and keeps it in the archive: ending the stream for it would let
        // anybody keep another offline. Uncounted, it would be delivered again and again.
        qCDebug(lcXmpp) << "passed over a frame" << element.error();
        m_session->ledger.countHandled();
        return;
    }
    if (!element) {
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

void Client::Private::peerEnded(const Error& error)
{
    send(StreamClose{}.toXml());
    leave(error);
    m_session.reset(); // what ended in good order cannot be resumed
}

void Client::Private::send(const Element& element)
{
    m_transport->send(writeElement(element));
}

void Client::Private::end(const Error& error)
{
    if (!std::holds_alternative<Negotiating>(m_phase) && !isOnline()) {
        leave(error);
        return;
    }
    // A silent engine gets no close: should it still read it, the session could not be resumed.
    if (error.kind == ErrorKind::Timeout) {
        leave(error);
        return;
    }
    if (isOnline())
        send(SmAnswer{m_session->ledger.handled()}.toXml());
    if (error.kind == ErrorKind::Protocol || error.kind == ErrorKind::TooLarge)
        send(StreamError{QStringLiteral("policy-violation")}.toXml());
    send(StreamClose{}.toXml());
    m_phase = Closing{error};
    m_frames.dropFrames();
    m_farewell.start();
}

void Client::Private::leave(const Error& error)
{
    if (std::holds_alternative<Idle>(m_phase) || std::holds_alternative<Ending>(m_phase))
        return;
    m_phase = Ending{error};
    m_farewell.stop();
    m_frames.dropFrames();
    m_transport->close();
}

void Client::Private::finish(const Error& transportError)
{
    Error reason = transportError;
    if (const auto* closing = std::get_if<Closing>(&m_phase))
        reason = closing->reason;
    else if (const auto* ending = std::get_if<Ending>(&m_phase))
        reason = ending->reason;
    if (!keepsSession(reason.kind) || (m_session && m_session->resumptionId.isEmpty()))
        m_session.reset();
    m_phase = Idle{};
    m_tick.stop();
    m_farewell.stop();
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
