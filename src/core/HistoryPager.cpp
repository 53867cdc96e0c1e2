// SPDX-License-Identifier: Apache-2.0
#include "core/HistoryPager.h"

#include "core/InboundMapping.h"

namespace Natter::Core {

namespace {

constexpr int HistoryPageSize = 50;
constexpr int MaximumEmptyPages = 5;

QString beginningKey(const PeerId& peer)
{
    return QStringLiteral("archive.beginning/") + peer.toString();
}

} // namespace

HistoryPager::HistoryPager(Xmpp::Client& engine, Store::MessageRepository& messages,
    Store::StateRepository& state, const Jid& account, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_messages(messages)
    , m_state(state)
    , m_account(account)
    , m_clock(clock)
{}

Answer<QList<Message>> HistoryPager::older(const PeerId& peer, const MessageCursor& before, int limit)
{
    Request request{peer, {}, limit, MaximumEmptyPages, {}, {}};
    if (before.time.isValid())
        request.before = before;
    readStore(request);
    return request.promise.answer();
}

void HistoryPager::readStore(const Request& request)
{
    onDone(m_messages.page(request.peer, request.before, request.limit), this,
        [this, request](const Result<QList<Message>>& page) {
            if (!page || page->size() >= request.limit)
                request.promise.resolve(page);
            else
                checkBeginning(request, *page);
        });
}

void HistoryPager::checkBeginning(const Request& request, const QList<Message>& found)
{
    onDone(m_state.value(beginningKey(request.peer)), this,
        [this, request, found](const Result<std::optional<QByteArray>>& beginning) {
            if (beginning && *beginning)
                request.promise.resolve(found);
            else if (request.archiveBefore)
                askArchive(request, found, *request.archiveBefore);
            else
                findOldest(request, found);
        });
}

void HistoryPager::findOldest(const Request& request, const QList<Message>& found)
{
    onDone(m_messages.oldestArchiveId(request.peer), this,
        [this, request, found](const Result<StanzaId>& oldest) {
            if (oldest)
                askArchive(request, found, *oldest);
            else
                finish(request, found, oldest.error());
        });
}

void HistoryPager::askArchive(const Request& request, const QList<Message>& found, const StanzaId& oldest)
{
    if (m_engine.state() != Xmpp::Client::State::Online) {
        finish(request, found, {ErrorKind::Network, Retry::later(), QStringLiteral("not online"), {}});
        return;
    }
    if (request.pagesLeft <= 0) {
        finish(
            request, found, {ErrorKind::BadResponse, Retry::now(), QStringLiteral("pages without text"), {}});
        return;
    }
    Xmpp::ArchiveQuery query;
    query.with = Jid::forPeer(request.peer, m_account.domain());
    if (!query.with) {
        finish(request, found, {ErrorKind::BadInput, Retry::never(), QStringLiteral("no such address"), {}});
        return;
    }
    query.beforeId = oldest;
    query.maximum = HistoryPageSize;
    onDone(
        m_engine.requestArchive(query), this, [this, request, found](const Result<Xmpp::ArchivePage>& page) {
            if (page)
                take(request, *page);
            else
                finish(request, found, page.error());
        });
}

void HistoryPager::take(const Request& request, const Xmpp::ArchivePage& page)
{
    QList<Message> messages;
    for (const Xmpp::InboundMessage& inbound : page.messages) {
        const auto message = archivedMessage(inbound, m_account, m_clock.now());
        // A confused archive may answer about somebody else.
        if (message && message->peer == request.peer)
            messages.append(*message);
    }
    Request next = request;
    --next.pagesLeft;
    next.archiveBefore = page.firstId;
    onDone(m_messages.addBatch(messages, Store::Arrival::History), this,
        [this, next, isComplete = page.isComplete](const Result<Store::MessageBatch>& batch) {
            if (!batch) {
                next.promise.resolve(batch.error());
                return;
            }
            Q_EMIT stored(*batch);
            if (!isComplete) {
                readStore(next);
                return;
            }
            onDone(m_state.setValue(beginningKey(next.peer), QByteArrayLiteral("1")), this,
                [this, next](const Result<void>&) { readStore(next); });
        });
}

void HistoryPager::finish(const Request& request, const QList<Message>& found, const Error& error)
{
    if (found.isEmpty())
        request.promise.resolve(error);
    else
        request.promise.resolve(found);
}

} // namespace Natter::Core
