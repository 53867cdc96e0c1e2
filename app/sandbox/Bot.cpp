// SPDX-License-Identifier: Apache-2.0
#include "Bot.h"

#include "base/Log.h"
#include "xmpp/WebSocketTransport.h"

#include <QUuid>

namespace Natter::Sandbox {

namespace {

using namespace std::chrono_literals;

constexpr qsizetype MostSeen = 1000;

} // namespace

Bot::Bot(UserId id, const EngineAccess& engine, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_id(std::move(id))
    , m_engine(engine)
    , m_client(std::make_unique<Xmpp::WebSocketTransport>(), clock)
    , m_backoff(250ms, 4s)
{
    m_reconnect.setSingleShot(true);
    connect(&m_reconnect, &QTimer::timeout, this, &Bot::connectToEngine);
    connect(&m_client, &Xmpp::Client::online, this, &Bot::onOnline);
    connect(&m_client, &Xmpp::Client::disconnected, this, &Bot::onDisconnected);
    connect(&m_client, &Xmpp::Client::messageReceived, this, &Bot::onMessage);
}

void Bot::start()
{
    connectToEngine();
}

void Bot::connectToEngine()
{
    const auto account = Jid::forUser(m_id, m_engine.domain);
    if (account)
        m_client.connectToEngine(
            {m_engine.webSocket, *account, m_engine.tokens.issue(*account, {}).token, QStringLiteral("bot")});
}

void Bot::onOnline()
{
    m_backoff.reset();
    for (const auto& message : std::exchange(m_unsent, {})) {
        if (!m_client.sendMessage(message))
            m_unsent += message;
    }
    Q_EMIT online();
}

void Bot::onDisconnected(const Error& error)
{
    qCDebug(lcSandbox) << "bot" << m_id << "is offline:" << error;
    m_reconnect.start(m_backoff.next());
}

void Bot::onMessage(const Xmpp::InboundMessage& message, bool isOwn)
{
    if (!isOwn && !message.isError && !message.body.isEmpty() && isNew(message))
        answer(message.from.bare(), message.body);
}

bool Bot::isNew(const Xmpp::InboundMessage& message)
{
    const QString id = message.stanzaId.isEmpty() ? message.id : message.stanzaId.toString();
    const QString key = message.from.bare().toString() + u' ' + id;
    if (id.isEmpty())
        return true;
    if (m_seen.contains(key))
        return false;
    m_seen += key;
    m_seenOrder += key;
    if (m_seenOrder.size() > MostSeen)
        m_seen.remove(m_seenOrder.takeFirst());
    return true;
}

void Bot::say(const Jid& peer, const QString& body)
{
    const Xmpp::OutboundMessage message{
        peer, body, OriginId(QUuid::createUuid().toString(QUuid::WithoutBraces))};
    if (!m_client.sendMessage(message))
        m_unsent += message;
}

void Bot::setTyping(const Jid& peer, bool isTyping)
{
    m_client.sendChatState(peer, isTyping);
}

} // namespace Natter::Sandbox
