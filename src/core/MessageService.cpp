// SPDX-License-Identifier: Apache-2.0
#include "core/MessageService.h"

#include "base/Log.h"
#include "core/ArchiveSync.h"
#include "core/ComposingStates.h"
#include "core/ContactHistory.h"
#include "core/DialogService.h"
#include "core/HistoryPager.h"
#include "core/InboundMapping.h"
#include "core/IncomingPipeline.h"
#include "core/Outbox.h"
#include "core/PresenceBook.h"

#include <QUuid>

#include <algorithm>

namespace Natter::Core {

namespace {

constexpr qsizetype MaximumBodyBytes = 65'536;

QList<PeerId> peersOf(const QList<Message>& messages)
{
    QSet<PeerId> peers;
    for (const Message& message : messages)
        peers.insert(message.peer);
    return peers.values();
}

Jid accountOf(const Session& session)
{
    return Jid::forUser(session.userId(), session.profile().engineDomain).value_or(Jid());
}

Error badBody(const QString& detail, const QString& code)
{
    return {ErrorKind::BadInput, Retry::never(), detail, code};
}

} // namespace

class MessageService::Private
{
public:
    Private(MessageService* service, Session& session, Xmpp::Client& engine, DialogService& dialogs,
        Store::MessageRepository& messages, Store::StateRepository& state, const Clock& clock)
        : q(service)
        , engine(engine)
        , dialogs(dialogs)
        , messages(messages)
        , clock(clock)
        , account(accountOf(session))
        , incoming(engine, messages, account, clock)
        , outbox(engine, messages, account.domain(),
              [&dialogs](const PeerId& peer) { return dialogs.makeReachable(peer); })
        , sync(engine, messages, state, account, clock)
        , contactHistory(engine, messages, state, account, clock)
        , history(engine, messages, state, account, clock)
        , composing(engine, account.domain())
        , presence(engine, account)
    {}

    void connectSteps(Session& session);
    void goOnline(bool isResumed);
    void settle();
    void takeRoster(const QList<Xmpp::RosterItem>& items);
    void fillContacts();
    void announceLive(const Store::MessageBatch& batch);
    void announce(const Store::MessageBatch& batch);
    void announceChange(const Message& message);

    MessageService* const q;
    Xmpp::Client& engine;
    DialogService& dialogs;
    Store::MessageRepository& messages;
    const Clock& clock;
    const Jid account;
    IncomingPipeline incoming;
    Outbox outbox;
    ArchiveSync sync;
    ContactHistory contactHistory;
    HistoryPager history;
    ComposingStates composing;
    PresenceBook presence;
    std::optional<QList<PeerId>> contacts; ///< of this stream; empty until the roster is here
};

MessageService::MessageService(Session& session, Xmpp::Client& engine, DialogService& dialogs,
    Store::MessageRepository& messages, Store::StateRepository& state, const Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, session, engine, dialogs, messages, state, clock))
{
    d->connectSteps(session);
}

MessageService::~MessageService() = default;

void MessageService::Private::connectSteps(Session& session)
{
    QObject::connect(&session, &Session::online, q, [this](bool isResumed) { goOnline(isResumed); });

    QObject::connect(
        &incoming, &IncomingPipeline::stored, q, [this](const auto& batch) { announceLive(batch); });
    QObject::connect(&incoming, &IncomingPipeline::chatStateReceived, &composing, &ComposingStates::receive);
    QObject::connect(&incoming, &IncomingPipeline::bounced, &outbox, &Outbox::refuse);
    QObject::connect(&incoming, &IncomingPipeline::failed, q, [this](const Error& error) {
        sync.noteLost();
        Q_EMIT q->failed(error);
    });

    QObject::connect(
        &outbox, &Outbox::changed, q, [this](const Message& message) { announceChange(message); });
    QObject::connect(&outbox, &Outbox::failed, q, &MessageService::failed);

    QObject::connect(&sync, &ArchiveSync::pageReceived, &incoming, &IncomingPipeline::flush);
    QObject::connect(&sync, &ArchiveSync::stored, q, [this](const auto& batch) { announce(batch); });
    QObject::connect(&sync, &ArchiveSync::settled, q, [this] { settle(); });
    QObject::connect(&sync, &ArchiveSync::runningChanged, q, &MessageService::catchingUpChanged);
    QObject::connect(&sync, &ArchiveSync::failed, q, &MessageService::failed);

    QObject::connect(
        &contactHistory, &ContactHistory::stored, q, [this](const auto& batch) { announce(batch); });
    QObject::connect(&history, &HistoryPager::stored, q, [this](const Store::MessageBatch& batch) {
        // What is new comes with the page that was asked for.
        if (!batch.updated.isEmpty())
            Q_EMIT q->messagesChanged(batch.updated);
        dialogs.reload(peersOf(batch.inserted + batch.updated));
    });

    QObject::connect(&composing, &ComposingStates::changed, q, &MessageService::composingChanged);
    QObject::connect(&presence, &PresenceBook::changed, q, &MessageService::presenceChanged);
    QObject::connect(&engine, &Xmpp::Client::rosterItemChanged, q,
        [this](const Xmpp::RosterItem& item) { takeRoster({item}); });
}

void MessageService::Private::goOnline(bool isResumed)
{
    const bool wasComplete = sync.isComplete();
    sync.start();
    if (isResumed) {
        if (wasComplete)
            outbox.open();
        return;
    }
    presence.clear();
    contacts.reset();
    outbox.beginStream();
    onDone(engine.requestRoster(), q, [this](const Result<QList<Xmpp::RosterItem>>& items) {
        if (!items) {
            qCInfo(lcCore) << "no roster" << items.error();
            return;
        }
        contacts.emplace();
        takeRoster(*items);
        if (sync.isComplete())
            fillContacts();
    });
}

void MessageService::Private::settle()
{
    outbox.open();
    if (contacts && sync.isComplete())
        fillContacts();
}

void MessageService::Private::takeRoster(const QList<Xmpp::RosterItem>& items)
{
    QList<PeerId> peers;
    for (const Xmpp::RosterItem& item : items) {
        const auto peer = peerOf(item.jid, account);
        if (peer && !item.isRemoved)
            peers.append(*peer);
    }
    if (contacts)
        *contacts += peers;
    dialogs.addContacts(peers);
}

/// After the newest messages of the account are here: those contacts that none of them belongs to.
void MessageService::Private::fillContacts()
{
    QList<PeerId> silent;
    for (const PeerId& peer : std::as_const(*contacts)) {
        const Dialog* dialog = dialogs.find(peer);
        if (dialog == nullptr || !dialog->lastMessage)
            silent.append(peer);
    }
    contactHistory.fill(silent);
}

void MessageService::Private::announceLive(const Store::MessageBatch& batch)
{
    sync.noteStored(batch);
    announce(batch);
    // An answer from another device says that what came before it was read there.
    for (const Message& message : batch.inserted) {
        if (message.isOutgoing)
            dialogs.markRead(message.peer);
    }
}

void MessageService::Private::announce(const Store::MessageBatch& batch)
{
    if (!batch.inserted.isEmpty())
        Q_EMIT q->messagesAdded(batch.inserted);
    if (!batch.updated.isEmpty())
        Q_EMIT q->messagesChanged(batch.updated);
    if (!batch.inserted.isEmpty() || !batch.updated.isEmpty())
        dialogs.reload(peersOf(batch.inserted + batch.updated));
}

void MessageService::Private::announceChange(const Message& message)
{
    Q_EMIT q->messagesChanged({message});
    dialogs.reload({message.peer});
}

Answer<Message> MessageService::send(const PeerId& peer, const QString& body)
{
    if (body.trimmed().isEmpty())
        return resolved<Message>(badBody(QStringLiteral("nothing to send"), QStringLiteral("empty")));
    if (body.toUtf8().size() > MaximumBodyBytes)
        return resolved<Message>(
            badBody(QStringLiteral("the message is too long"), QStringLiteral("too_long")));
    if (!Jid::forPeer(peer, d->account.domain()))
        return resolved<Message>(badBody(QStringLiteral("nobody to send to"), QStringLiteral("bad_id")));

    Message message;
    message.peer = peer;
    message.isOutgoing = true;
    message.body = body;
    message.time = d->clock.now();
    message.originId = OriginId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    message.state = DeliveryState::Waiting;
    d->composing.noteSent(peer);

    const Promise<Message> promise;
    onDone(d->messages.addOutgoing(message), this, [this, promise](const Result<Message>& stored) {
        promise.resolve(stored);
        if (!stored) {
            Q_EMIT failed(stored.error());
            return;
        }
        Q_EMIT messagesAdded({*stored});
        d->dialogs.reload({stored->peer});
        d->outbox.add(*stored);
    });
    return promise.answer();
}

void MessageService::retry(const OriginId& id)
{
    d->outbox.retry(id);
}

void MessageService::discard(const Message& message)
{
    d->outbox.forget(message);
    onDone(d->messages.remove(message.rowId), this, [this, message](const Result<void>& removed) {
        if (!removed) {
            Q_EMIT failed(removed.error());
            return;
        }
        Q_EMIT messageRemoved(message);
        d->dialogs.reload({message.peer});
    });
}

void MessageService::setComposing(const PeerId& peer, bool isComposing)
{
    d->composing.setComposing(peer, isComposing);
}

Answer<QList<Message>> MessageService::newest(const PeerId& peer, int limit)
{
    return d->messages.page(peer, std::nullopt, limit);
}

Answer<QList<Message>> MessageService::older(const PeerId& peer, const MessageCursor& before, int limit)
{
    return d->history.older(peer, before, limit);
}

} // namespace Natter::Core
