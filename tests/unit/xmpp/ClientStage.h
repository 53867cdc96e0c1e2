// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/FakeClock.h"
#include "support/SignInScript.h"
#include "xmpp/Client.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace Natter::Test {

inline const QString Me = QStringLiteral("2@natter.localhost/desk");
inline const QString Domain = QStringLiteral("natter.localhost");
inline const QString CloseFrame = QStringLiteral("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
inline const QString AckRequest = QStringLiteral("<r xmlns='urn:xmpp:sm:3'/>");

/// A message as a peer may send it through the engine.
inline QString overNested(int depth)
{
    return QStringLiteral("<message from='3@natter.localhost/x'>") + QStringLiteral("<a>").repeated(depth) +
           QStringLiteral("</a>").repeated(depth) + QStringLiteral("</message>");
}

/// The same: apostrophes that the engine writes as `&apos;`.
inline QString largeMessage(int megabytes = 2)
{
    return QStringLiteral("<message xmlns='jabber:client' from='3@natter.localhost/x'><body>") +
           QStringLiteral("&apos;").repeated(megabytes * 1024 * 1024 / 6) +
           QStringLiteral("</body></message>");
}

inline QString ack(int handled)
{
    return QStringLiteral("<a xmlns='urn:xmpp:sm:3' h='%1'/>").arg(handled);
}

inline QString sentMessage(const QString& id)
{
    return QStringLiteral("<message type='chat' to='3@natter.localhost' id='%1'><body>text of %1</body>"
                          "<origin-id xmlns='urn:xmpp:sid:0' id='%1'/>"
                          "<active xmlns='http://jabber.org/protocol/chatstates'/></message>")
        .arg(id);
}

inline QString streamError(const QString& condition)
{
    return QStringLiteral("<s:error xmlns:s='http://etherx.jabber.org/streams'>"
                          "<%1 xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></s:error>")
        .arg(condition);
}

inline Xmpp::ConnectOptions optionsFor(const QString& bare)
{
    return {QUrl(QStringLiteral("ws://127.0.0.1:1/ws")), *Jid::parse(bare),
        Secret(QByteArrayLiteral("t0ken")), QStringLiteral("desk")};
}

/// A client, its engine, and everything it says.
struct Stage
{
    FakeClock clock;
    FakeTransport* engine = new FakeTransport;
    std::unique_ptr<Xmpp::Client> client{new Xmpp::Client(std::unique_ptr<Xmpp::Transport>(engine), clock)};
    QSignalSpy online{client.get(), &Xmpp::Client::online};
    QSignalSpy disconnected{client.get(), &Xmpp::Client::disconnected};
    QSignalSpy received{client.get(), &Xmpp::Client::messageReceived};
    QSignalSpy acknowledged{client.get(), &Xmpp::Client::messageAcknowledged};

    void connectAs(const QString& bare = QStringLiteral("2@natter.localhost"))
    {
        client->connectToEngine(optionsFor(bare));
    }
    bool signIn()
    {
        connectAs();
        return Test::signIn(*engine, Me) && engine->expectNothing() && online.count() == 1;
    }
    bool send(const QString& id)
    {
        return client->sendMessage(
            {*Jid::parse(u"3@natter.localhost"), QStringLiteral("text of ") + id, OriginId(id)});
    }
    /// The error of the last disconnected(), waited for.
    Error end()
    {
        if (!QTest::qWaitFor([this] { return !disconnected.isEmpty(); }, 30'000))
            return {ErrorKind::BadInput, {}, QStringLiteral("it did not disconnect"), {}};
        return disconnected.takeLast().at(0).value<Error>();
    }
    QStringList acknowledgedIds() const
    {
        QStringList ids;
        for (const auto& call : acknowledged)
            ids.append(call.at(0).value<OriginId>().toString());
        return ids;
    }
};

} // namespace Natter::Test
