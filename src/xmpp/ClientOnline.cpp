// SPDX-License-Identifier: Apache-2.0
// Client::Private while a session is there; ClientPrivate.cpp brings it there and back.

#include "base/Log.h"
#include "xmpp/Caps.h"
#include "xmpp/Carbons.h"
#include "xmpp/ClientPrivate.h"
#include "xmpp/Disco.h"
#include "xmpp/Namespaces.h"
#include "xmpp/Ping.h"
#include "xmpp/Presence.h"

#include <utility>

namespace Natter::Xmpp {

namespace {

/// So many messages at once get a request of their own: a busy engine then gives signs of life in between.
constexpr int MessagesPerRequest = 32;

Error countTooHigh()
{
    return {ErrorKind::Protocol, Retry::later(), QStringLiteral("engine handled more than was sent"),
        QStringLiteral("handled-count-too-high")};
}

} // namespace

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
    m_session->ledger.countHandled();
    // A copy: whoever hears of the stanza may end the session.
    const MessageReader reader = m_session->reader;
    if (const auto reply = m_router.route(stanza, reader))
        sendStanza(reply->toXml());
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
    if (!isOnline())
        return;
    m_session->ledger.countSent(stanza, id);
    send(stanza);
    const int unasked = m_session->ledger.messagesSinceRequest();
    if (unasked >= MessagesPerRequest)
        requestAcknowledgement();
    else if (unasked > 0 && !m_ackTurn.isActive())
        m_ackTurn.start(0);
}

} // namespace Natter::Xmpp
