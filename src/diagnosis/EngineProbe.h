// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Async.h"
#include "xmpp/Element.h"
#include "xmpp/Iq.h"
#include "xmpp/Negotiation.h"
#include "xmpp/Transport.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>

namespace Natter::Diagnosis {

/// One short stay at the engine, step by step: connect, sign in, ask. It never announces presence, so that no
/// message is delivered to it. GUI thread.
class EngineProbe : public QObject
{
    Q_OBJECT

public:
    explicit EngineProbe(std::unique_ptr<Xmpp::Transport> transport);
    ~EngineProbe() override;

    /// Errors: those of Transport::closed().
    Answer<void> open(const QUrl& webSocket);
    /// Only after open(). Errors: those of Negotiation.
    Answer<Xmpp::Negotiation::Outcome> signIn(const Xmpp::ConnectOptions& options);
    /// The payload of the answer. Errors: those of StanzaError, and those of Transport::closed().
    Answer<Xmpp::Element> ask(Xmpp::Iq::Type type, const Xmpp::Element& payload, const Jid& to = {});
    /// Ends the stream in good order.
    void close();

private:
    void takeFrame(const QString& frame);
    void advance(const Xmpp::Negotiation::Progress& progress);
    void take(const Xmpp::Element& element);
    void end(const Error& error);
    void send(const Xmpp::Element& element);

    std::unique_ptr<Xmpp::Transport> m_transport;
    std::optional<Promise<void>> m_opening;
    std::optional<Xmpp::Negotiation> m_negotiation;
    std::optional<Promise<Xmpp::Negotiation::Outcome>> m_signingIn;
    QHash<QString, Promise<Xmpp::Element>> m_questions;
    quint32 m_handled = 0;
};

} // namespace Natter::Diagnosis
