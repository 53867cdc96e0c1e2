// SPDX-License-Identifier: Apache-2.0
#include "core/UserLookups.h"

#include "base/Log.h"
#include "core/AuthorizedCall.h"
#include "domain/JsonValues.h"

#include <algorithm>

namespace Natter::Core {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds JoinTime = 50ms;
constexpr qsizetype MostIds = 100;
/// Percent-encoded, so that the request line stays under what servers take (8 KiB).
constexpr qsizetype MostBytes = 6000;
constexpr size_t MostRequests = 4;
constexpr std::chrono::milliseconds LongestToldPause = 10min;

} // namespace

UserLookups::UserLookups(Session& session, Identity::GatewayClient& gateway, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_gateway(gateway)
    , m_backoff(1s, 5min)
{
    m_join.setSingleShot(true);
    m_join.setInterval(JoinTime);
    connect(&m_join, &QTimer::timeout, this, &UserLookups::askNext);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &UserLookups::askNext);
    connect(&session, &Session::online, this, &UserLookups::retryNow);
}

bool UserLookups::isPossible(const UserId& id)
{
    // A comma separates ids in the request, whatever is done to it on the way.
    return !id.isEmpty() && id.toString().size() <= LongestUserId && !id.toString().contains(u',');
}

void UserLookups::want(const UserId& id)
{
    const PeerId peer = peerIdOf(id);
    if (!isPossible(id) || m_open.contains(peer))
        return;
    m_open.insert(peer);
    m_wanted += id;
    if (!m_join.isActive())
        m_join.start();
}

void UserLookups::settle(const QSet<PeerId>& peers)
{
    m_wanted.removeIf([this, &peers](const UserId& id) {
        const PeerId peer = peerIdOf(id);
        return peers.contains(peer) && m_open.remove(peer);
    });
}

void UserLookups::hold()
{
    m_isHeld = true;
}

void UserLookups::release()
{
    m_isHeld = false;
    askNext();
}

void UserLookups::askNext()
{
    if (m_isHeld || m_pause.isActive() || m_join.isActive())
        return;
    while (m_asked.size() < MostRequests) {
        const Batch batch = m_halves.isEmpty() ? takeBatch() : m_halves.takeFirst();
        if (batch.isEmpty())
            return;
        ask(batch);
    }
}

UserLookups::Batch UserLookups::takeBatch()
{
    Batch batch;
    qsizetype bytes = 0;
    for (const UserId& id : std::as_const(m_wanted)) {
        bytes += QUrl::toPercentEncoding(id.toString()).size() + 1;
        if (batch.size() == MostIds || (!batch.isEmpty() && bytes > MostBytes))
            break;
        batch += id;
    }
    m_wanted.remove(0, batch.size());
    return batch;
}

void UserLookups::ask(const Batch& batch)
{
    QStringList ids;
    for (const UserId& id : batch)
        ids += id.toString();
    const quint64 number = ++m_lastQuestion;
    const auto answer = AuthorizedCall<Identity::UsersPage>::run(
        m_session, this, [this, ids](const Secret& bearer) { return m_gateway.users(ids, bearer); });
    m_asked.emplace(number, Question(answer, [this, batch, number](const Result<Identity::UsersPage>& page) {
        const auto keepAlive = m_asked.extract(number);
        take(batch, page);
    }));
}

void UserLookups::take(const Batch& batch, const Result<Identity::UsersPage>& page)
{
    if (page)
        takeUsers(batch, page->users);
    else
        takeFailure(batch, page.error());
    askNext();
}

void UserLookups::takeUsers(const Batch& batch, const QList<User>& users)
{
    m_backoff.reset();
    QSet<PeerId> missing;
    for (const UserId& id : batch)
        missing.insert(peerIdOf(id));
    QList<User> found;
    for (const User& user : users) {
        if (missing.remove(user.peer()))
            found += user;
    }
    QList<UserId> leftOut;
    for (const UserId& id : batch) {
        m_open.remove(peerIdOf(id));
        if (missing.contains(peerIdOf(id)))
            leftOut += id;
    }
    Q_EMIT answered(found, leftOut);
}

void UserLookups::takeFailure(const Batch& batch, const Error& error)
{
    if (error.kind == ErrorKind::BadInput) {
        const qsizetype half = batch.size() / 2;
        if (half == 0)
            return takeUsers(batch, {});
        m_halves += batch.first(half);
        m_halves += batch.sliced(half);
        return;
    }
    m_wanted = batch + m_wanted;
    if (m_pause.isActive())
        return;
    std::chrono::milliseconds pause = m_backoff.next();
    if (error.retry.when == Retry::When::Later)
        pause = std::max(pause, std::min(error.retry.after, LongestToldPause));
    qCInfo(lcCore) << "people are asked for again in" << pause.count() << "ms:" << error;
    m_pause.start(pause);
}

void UserLookups::retryNow()
{
    m_pause.stop();
    m_backoff.reset();
    askNext();
}

} // namespace Natter::Core
