// SPDX-License-Identifier: Apache-2.0
#include "diagnosis/EngineProbe.h"

#include "xmpp/ElementReader.h"
#include "xmpp/ElementWriter.h"
#include "xmpp/Framing.h"
#include "xmpp/StreamError.h"
#include "xmpp/StreamManagement.h"

#include <QUuid>

#include <utility>

namespace Natter::Diagnosis {

namespace {

Error notOpen()
{
    return {ErrorKind::Network, Retry::later(), QStringLiteral("the connection to the engine is closed"), {}};
}

} // namespace

EngineProbe::EngineProbe(std::unique_ptr<Xmpp::Transport> transport)
    : m_transport(std::move(transport))
{
    connect(m_transport.get(), &Xmpp::Transport::opened, this, [this] {
        if (m_opening)
            std::exchange(m_opening, std::nullopt)->resolve({});
    });
    connect(m_transport.get(), &Xmpp::Transport::frameReceived, this, &EngineProbe::takeFrame);
    connect(m_transport.get(), &Xmpp::Transport::closed, this, &EngineProbe::end);
}

EngineProbe::~EngineProbe()
{
    m_transport->disconnect(this);
}

Answer<void> EngineProbe::open(const QUrl& webSocket)
{
    m_opening.emplace();
    Answer<void> answer = m_opening->answer();
    m_transport->open(webSocket);
    return answer;
}

Answer<Xmpp::Negotiation::Outcome> EngineProbe::signIn(const Xmpp::ConnectOptions& options)
{
    if (!m_transport->isOpen())
        return resolved<Xmpp::Negotiation::Outcome>(notOpen());
    m_signingIn.emplace();
    auto answer = m_signingIn->answer();
    m_negotiation.emplace(options, std::nullopt);
    advance(m_negotiation->begin());
    return answer;
}

Answer<Xmpp::Element> EngineProbe::ask(Xmpp::Iq::Type type, const Xmpp::Element& payload, const Jid& to)
{
    if (!m_transport->isOpen())
        return resolved<Xmpp::Element>(notOpen());
    const QString id = QUuid::createUuid().toString(QUuid::Id128);
    const Promise<Xmpp::Element> promise;
    m_questions.insert(id, promise);
    send(Xmpp::Iq{type, id, {}, to, payload, std::nullopt}.toXml());
    return promise.answer();
}

void EngineProbe::close()
{
    if (!m_transport->isOpen())
        return;
    send(Xmpp::StreamClose{}.toXml());
    m_transport->close();
}

void EngineProbe::takeFrame(const QString& frame)
{
    const auto element = Xmpp::readElement(frame);
    if (!element && m_negotiation)
        return end(element.error());
    if (!element) {
        ++m_handled; // what people send, and the archive keeps, says nothing about the engine
        return;
    }
    if (const auto streamError = Xmpp::StreamError::fromXml(*element))
        return end(streamError->toError());
    if (m_negotiation)
        advance(m_negotiation->handle(*element));
    else
        take(*element);
}

void EngineProbe::advance(const Xmpp::Negotiation::Progress& progress)
{
    for (const Xmpp::Element& element : progress.toSend)
        send(element);
    if (!progress.end)
        return;
    m_negotiation.reset();
    std::exchange(m_signingIn, std::nullopt)->resolve(*progress.end);
}

void EngineProbe::take(const Xmpp::Element& element)
{
    if (Xmpp::isSmRequest(element))
        return send(Xmpp::SmAnswer{m_handled}.toXml());
    const bool isStanza =
        element.name() == u"iq" || element.name() == u"message" || element.name() == u"presence";
    m_handled += isStanza ? 1 : 0;
    const auto iq = Xmpp::Iq::fromXml(element);
    if (!iq || !m_questions.contains(iq->id))
        return;
    const Promise<Xmpp::Element> promise = m_questions.take(iq->id);
    if (iq->type == Xmpp::Iq::Type::Error)
        promise.resolve(iq->failure.value_or(Xmpp::StanzaError()).toError());
    else
        promise.resolve(iq->payload);
}

void EngineProbe::end(const Error& error)
{
    m_negotiation.reset();
    if (m_opening)
        std::exchange(m_opening, std::nullopt)->resolve(error);
    if (m_signingIn)
        std::exchange(m_signingIn, std::nullopt)->resolve(error);
    const auto questions = std::exchange(m_questions, {});
    for (const auto& promise : questions)
        promise.resolve(error);
    if (m_transport->isOpen())
        m_transport->close();
}

void EngineProbe::send(const Xmpp::Element& element)
{
    m_transport->send(Xmpp::writeElement(element));
}

} // namespace Natter::Diagnosis
