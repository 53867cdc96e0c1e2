// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/EngineTokens.h"
#include "net/Backoff.h"
#include "xmpp/Client.h"

#include <QSet>
#include <QTimer>

namespace Natter::Sandbox {

/// How a program gets into the engine as anybody it likes.
struct EngineAccess
{
    QUrl webSocket;
    QString domain;
    Gateway::EngineTokens tokens;
};

/// A person played by a program: stays online through engine restarts and answers each message once.
class Bot : public QObject
{
    Q_OBJECT

public:
    Bot(UserId id, const EngineAccess& engine, const Clock& clock, QObject* parent = nullptr);

    void start();

Q_SIGNALS:
    /// Each time it has come online.
    void online();

protected:
    virtual void answer(const Jid& peer, const QString& text) = 0;

    /// Sent now, or when the engine is back.
    void say(const Jid& peer, const QString& body);
    void setTyping(const Jid& peer, bool isTyping);

private:
    void connectToEngine();
    void onOnline();
    void onDisconnected(const Error& error);
    void onMessage(const Xmpp::InboundMessage& message, bool isOwn);
    bool isNew(const Xmpp::InboundMessage& message);

    UserId m_id;
    const EngineAccess& m_engine;
    Xmpp::Client m_client;
    Net::Backoff m_backoff;
    QTimer m_reconnect;
    QList<Xmpp::OutboundMessage> m_unsent;
    QSet<QString> m_seen;       ///< what was answered, so that a redelivery is not
    QList<QString> m_seenOrder; ///< oldest first, to forget in order
};

} // namespace Natter::Sandbox
