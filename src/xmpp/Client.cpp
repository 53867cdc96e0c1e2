// SPDX-License-Identifier: Apache-2.0
#include "xmpp/Client.h"

#include "xmpp/ClientPrivate.h"
#include "xmpp/Roster.h"

#include <utility>

namespace Natter::Xmpp {

namespace {

Error offline()
{
    return {ErrorKind::Network, Retry::later(), QStringLiteral("not online"), {}};
}

} // namespace

Client::Client(std::unique_ptr<Transport> transport, const Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, std::move(transport), clock))
{}

Client::~Client()
{
    d->sayGoodbye();
}

Client::State Client::state() const
{
    return d->state();
}

Jid Client::boundJid() const
{
    return d->boundJid();
}

void Client::connectToEngine(const ConnectOptions& options)
{
    d->connectToEngine(options);
}

void Client::disconnectFromEngine()
{
    d->disconnectFromEngine();
}

void Client::forgetSession()
{
    d->forgetSession();
}

void Client::checkConnection()
{
    d->checkConnection();
}

bool Client::sendMessage(const OutboundMessage& message)
{
    if (!d->isOnline())
        return false;
    d->sendStanza(chatMessage(message), message.originId);
    return true;
}

void Client::sendChatState(const Jid& to, bool isComposing)
{
    if (d->isOnline())
        d->sendStanza(chatStateMessage(to, isComposing));
}

Answer<QList<RosterItem>> Client::requestRoster()
{
    if (!d->isOnline())
        return resolved<QList<RosterItem>>(offline());
    const Promise<QList<RosterItem>> promise;
    d->ask(Iq::Type::Get, {}, rosterRequest(), [promise](const Result<Element>& answer) {
        if (!answer) {
            promise.resolve(answer.error());
            return;
        }
        const auto roster = Roster::fromXml(*answer);
        promise.resolve(roster ? Result<QList<RosterItem>>(roster->items)
                               : Error{ErrorKind::BadResponse, Retry::never(),
                                     QStringLiteral("contact list without a list"), {}});
    });
    return promise.answer();
}

Answer<ArchivePage> Client::requestArchive(const ArchiveQuery& query)
{
    if (!d->isOnline())
        return resolved<ArchivePage>(offline());
    const Promise<ArchivePage> promise;
    const auto opened = d->archive().open(query);
    d->ask(Iq::Type::Set, {}, opened.request,
        [promise, this, queryId = opened.queryId](
            const Result<Element>& answer) { promise.resolve(d->archive().close(queryId, answer)); });
    return promise.answer();
}

} // namespace Natter::Xmpp
